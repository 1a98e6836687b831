"""The door of the desk: who comes in, what is said to those who do not, and when it locks."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.test import RequestFactory
from django.utils import timezone

from kurume_privacy.accounts.middleware import client_address
from kurume_privacy.models import Role
from tests import factories
from tests.reports import editions

pytestmark = pytest.mark.django_db
PASSWORD = "hibari no su 2021"  # noqa: S105
HERE, THERE = "192.0.2.1", "192.0.2.2"
WRONG = "ユーザー名かパスワードが違います。大文字と小文字、全角と半角を確かめてください。"
LOCKED = "ログインを止めています"
LAW = "/desk/law/"


@pytest.fixture
def quick(settings):
    """Hash quickly where it is not the hash that is tested: argon2 is slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def somebody(username="office", role=Role.OFFICE, **fields):
    """Return a user who has a password."""
    person = factories.user(username, role=role, **fields)
    person.set_password(PASSWORD)
    person.save()
    return person


def log_in(client, username="office", password=PASSWORD, at=HERE, **typed):
    typed = {"username": username, "password": password, **typed}
    return client.post("/desk/login/", typed, REMOTE_ADDR=at)


def fail(client, times, username="office", **where):
    return [log_in(client, username, "wrong", **where).status_code for _ in range(times)]


def logged_in(client):
    return "_auth_user_id" in client.session


def text(answer):
    return answer.content.decode()


def title(answer):
    return re.search("<title>(.*?)</title>", text(answer))[1]


class TestLogIn:
    def test_it_works(self, client):
        somebody()
        answer = log_in(client)
        assert (answer.status_code, answer["Location"]) == (302, "/desk/")
        assert logged_in(client)

    def test_the_page_asks_for_name_and_password(self, client):
        page = text(client.get("/desk/login/"))
        assert 'autocomplete="username"' in page
        assert 'autocomplete="current-password"' in page
        assert "エラー" not in page

    @pytest.mark.parametrize(
        ("username", "password", "sentences"),
        [
            ("office", "wrong", [f"ユーザー名：{WRONG}"]),
            ("nobody", PASSWORD, [f"ユーザー名：{WRONG}"]),
            ("OFFICE", PASSWORD, [f"ユーザー名：{WRONG}"]),
            ("", PASSWORD, ["ユーザー名：入力してください。"]),
            ("office", "", ["パスワード：入力してください。"]),
            ("", "", ["ユーザー名：入力してください。", "パスワード：入力してください。"]),
            ("o" * 151, PASSWORD, ["ユーザー名：150文字までです。"]),
            ("\0", PASSWORD, ["ユーザー名：何か文字を入力してください。"]),
            ("😀", "😀", [f"ユーザー名：{WRONG}"]),
        ],
    )
    def test_each_wrong_thing_has_its_sentence(self, client, username, password, sentences):
        somebody()
        answer = log_in(client, username, password)
        assert answer.status_code == 200
        assert title(answer).startswith("エラー: ")
        summary = re.search('<div class="error-summary".*?</div>', text(answer), re.DOTALL)[0]
        assert re.findall("<li><a.*?>(.*?)</a></li>", summary) == sentences
        assert not logged_in(client)

    def test_the_summary_has_the_focus_and_leads_to_the_fields(self, client):
        page = text(log_in(client, "", ""))
        assert page.count("autofocus") == 1
        assert re.search(r'class="error-summary"[^>]* tabindex="-1" autofocus', page)
        for field in ("id_username", "id_password"):
            assert f'href="#{field}"' in page
            assert f'id="{field}"' in page

    def test_the_name_stays_and_the_password_does_not(self, client):
        somebody()
        page = text(log_in(client, "office", "very wrong"))
        assert 'value="office"' in page
        assert "very wrong" not in page

    def test_a_name_typed_in_full_width_is_the_same_name(self, client):
        somebody()
        assert log_in(client, "ｏｆｆｉｃｅ").status_code == 302

    def test_whoever_is_no_longer_active_hears_what_everybody_hears(self, client):
        somebody(is_active=False)
        assert WRONG in text(log_in(client))
        assert not logged_in(client)

    def test_whoever_is_deactivated_is_out_at_once(self, client):
        person = somebody()
        log_in(client)
        person.is_active = False
        person.save()
        assert client.get("/desk/password/")["Location"] == "/desk/login/?next=/desk/password/"

    def test_leads_on_to_where_they_were_going(self, client):
        somebody()
        page = client.get("/desk/password/", follow=True)
        assert 'name="next" value="/desk/password/"' in text(page)
        assert log_in(client, next="/desk/password/")["Location"] == "/desk/password/"

    def test_the_way_survives_a_wrong_password(self, client):
        page = text(log_in(client, next="/desk/password/"))
        assert 'name="next" value="/desk/password/"' in page

    @pytest.mark.parametrize(
        "elsewhere",
        [
            "https://example.com/",
            "//example.com/",
            "javascript:alert(1)",
            r"/\example.com",
            "/desk/login/",
            "/desk/login/?next=/desk/login/",
            "",
        ],
    )
    def test_leads_nowhere_else(self, client, elsewhere):
        somebody()
        assert log_in(client, next=elsewhere)["Location"] == "/desk/"
        assert client.get("/desk/login/", {"next": elsewhere})["Location"] == "/desk/"

    def test_whoever_is_in_goes_on(self, client):
        client.force_login(somebody())
        assert client.get("/desk/login/")["Location"] == "/desk/"
        onwards = client.get("/desk/login/?next=/desk/password/")
        assert onwards["Location"] == "/desk/password/"

    def test_the_password_is_kept_as_argon2(self):
        assert somebody().password.startswith("argon2$argon2id$")

    def test_what_was_hashed_before_is_rehashed(self, client, settings):
        settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[::-1]
        person = somebody()
        assert person.password.startswith("pbkdf2")
        settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[::-1]
        log_in(client)
        person.refresh_from_db()
        assert person.password.startswith("argon2")


class TestLogOut:
    def test_it_works_and_says_so(self, client):
        client.force_login(somebody())
        answer = client.post("/desk/logout/", follow=True)
        assert answer.redirect_chain == [("/desk/login/", 302)]
        assert re.search(
            '<p class="message[^>]* role="status">ログアウトしました。</p>', text(answer)
        )
        assert not logged_in(client)

    def test_an_address_alone_logs_nobody_out(self, client):
        client.force_login(somebody())
        assert client.get("/desk/logout/")["Location"] == "/desk/login/"
        assert logged_in(client)

    def test_twice_is_once(self, client):
        assert client.post("/desk/logout/")["Location"] == "/desk/login/"

    def test_a_form_of_another_site_is_refused_in_our_words(self, client):
        client.handler.enforce_csrf_checks = True
        client.force_login(somebody())
        answer = client.post("/desk/logout/")
        assert answer.status_code == 403
        assert title(answer) == "エラー: 送信を受け付けられませんでした"
        assert logged_in(client)


def twice(new):
    return {"new": new, "again": new}


class TestPassword:
    NEW = "tsubame no su 2022"

    def change(self, client, old=PASSWORD, new=NEW, again=NEW):
        typed = {"old_password": old, "new_password1": new, "new_password2": again}
        return client.post("/desk/password/", typed, follow=True)

    @pytest.fixture(autouse=True)
    def at_the_desk(self, client):
        self.person = somebody()
        client.force_login(self.person)

    def test_it_works_and_says_so(self, client):
        answer = self.change(client)
        assert answer.redirect_chain == [("/desk/password/done/", 302)]
        assert title(answer).startswith("パスワードを変更しました")
        self.person.refresh_from_db()
        assert self.person.check_password(self.NEW)

    def test_they_stay_in_here_and_are_out_elsewhere(self, client, django_user_model):
        elsewhere = type(client)()
        elsewhere.force_login(self.person)
        self.change(client)
        assert client.get("/desk/password/").status_code == 200
        assert elsewhere.get("/desk/password/").status_code == 302

    def test_the_browser_knows_which_password_is_which(self, client):
        page = text(client.get("/desk/password/"))
        assert page.count('autocomplete="current-password"') == 1
        assert page.count('autocomplete="new-password"') == 2

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"old": "wrong"}, "元のパスワードが間違っています。もう一度入力してください。"),
            ({"old": ""}, "元のパスワード：入力してください。"),
            ({"again": "another"}, "確認用パスワードが一致しません。"),
            (twice("kamome"), "このパスワードは短すぎます。最低 8 文字以上必要です。"),
            (twice("20210401"), "このパスワードは数字しか使われていません。"),
            (twice("password1"), "このパスワードは一般的すぎます。"),
        ],
    )
    def test_each_wrong_thing_has_its_sentence(self, client, typed, sentence):
        answer = self.change(client, **typed)
        assert title(answer).startswith("エラー: ")
        assert sentence in text(answer)
        self.person.refresh_from_db()
        assert self.person.check_password(PASSWORD)


@pytest.mark.usefixtures("quick")
class TestLock:
    def test_five_failures_lock_the_door(self, client):
        somebody()
        assert fail(client, 5) == [200, 200, 200, 200, 429]

    def test_a_locked_door_takes_not_even_the_right_password(self, client):
        somebody()
        fail(client, 5)
        answer = log_in(client)
        assert answer.status_code == 429
        assert not logged_in(client)

    def test_it_says_until_when_and_what_to_do(self, client):
        somebody()
        fail(client, 5)
        answer = log_in(client)
        assert title(answer).startswith(f"エラー: {LOCKED}")
        for words in ("5回失敗", "15分たってから", "管理者に連絡"):
            assert words in text(answer)
        assert answer["Retry-After"] == "900"
        assert "default-src 'none'" in answer["Content-Security-Policy"]

    def test_the_same_user_elsewhere_is_not_locked(self, client):
        somebody()
        fail(client, 5)
        assert log_in(client, at=THERE).status_code == 302

    def test_another_user_at_the_same_address_is_not_locked(self, client):
        somebody()
        somebody("approver", Role.APPROVER)
        fail(client, 5)
        assert log_in(client, "approver").status_code == 302

    def test_another_browser_is_no_way_around(self, client):
        somebody()
        fail(client, 5)
        client.defaults["HTTP_USER_AGENT"] = "another browser"
        assert log_in(client).status_code == 429

    def test_nobody_learns_who_exists(self, client):
        assert fail(client, 5, username="nobody") == [200, 200, 200, 200, 429]

    def test_it_opens_again_after_the_wait(self, client):
        somebody()
        fail(client, 5)
        let_pass(timedelta(minutes=14, seconds=50))
        assert log_in(client).status_code == 429
        let_pass(timedelta(seconds=20))
        assert log_in(client).status_code == 302

    def test_trying_on_makes_the_wait_no_longer(self, client):
        somebody()
        fail(client, 5)
        let_pass(timedelta(minutes=14))
        assert fail(client, 3) == [429, 429, 429]
        let_pass(timedelta(minutes=2))
        assert log_in(client).status_code == 302

    def test_a_success_forgets_the_failures(self, client):
        somebody()
        fail(client, 4)
        log_in(client)
        assert not AccessAttempt.objects.exists()
        client.post("/desk/logout/")
        assert fail(client, 4) == [200] * 4

    def test_nothing_is_kept_for_long(self, client):
        somebody()
        fail(client, 2, username="nobody")
        let_pass(timedelta(minutes=16))
        fail(client, 1)
        [attempt] = AccessAttempt.objects.all()
        assert attempt.username == "office"
        assert not AccessLog.objects.exists()

    def test_no_password_is_kept(self, client):
        log_in(client, "office", "my real password, mistyped")
        assert "mistyped" not in AccessAttempt.objects.get().post_data


def let_pass(time):
    """Let time pass, as the failures see it."""
    for attempt in AccessAttempt.objects.all():
        at = attempt.attempt_time - time
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=at)


@pytest.mark.usefixtures("quick")
class TestAddress:
    @pytest.mark.parametrize(
        ("direct", "forwarded", "behind_proxy", "address"),
        [
            (HERE, None, False, HERE),
            (HERE, THERE, False, HERE),
            (HERE, THERE, True, THERE),
            (HERE, f"10.0.0.9, {THERE}", True, THERE),
            (HERE, None, True, HERE),
            (HERE, "nonsense", True, None),
            ("", None, False, None),
            ("", f"{THERE} ", True, THERE),
            ("2001:DB8::1", None, False, "2001:db8::1"),
        ],
    )
    def test_is_what_our_own_proxy_saw(self, settings, direct, forwarded, behind_proxy, address):
        settings.BEHIND_PROXY = behind_proxy
        headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
        request = RequestFactory().get("/", REMOTE_ADDR=direct, **headers)
        assert client_address(request) == address

    def test_failures_are_counted_by_it(self, client, settings):
        settings.BEHIND_PROXY = True
        somebody()
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"10.0.0.9, {THERE}"
        fail(client, 5, at="127.0.0.1")
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"10.0.0.10, {THERE}"
        assert log_in(client, at="127.0.0.1").status_code == 429
        client.defaults["HTTP_X_FORWARDED_FOR"] = HERE
        assert log_in(client, at="127.0.0.1").status_code == 302

    def test_without_any_the_user_alone_is_locked(self, client):
        somebody()
        assert fail(client, 5, at="")[-1] == 429
        assert log_in(client).status_code == 302


@pytest.mark.usefixtures("quick")
class TestSession:
    def test_ends_with_the_browser_and_after_eight_hours(self, client):
        somebody()
        cookie = log_in(client).cookies["sessionid"]
        assert (cookie["max-age"], cookie["expires"]) == ("", "")
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
        assert client.session.get_expiry_age() == 8 * 60 * 60

    def test_its_cookie_travels_encrypted_where_the_page_does(self, client, settings):
        settings.SESSION_COOKIE_SECURE = True
        somebody()
        assert log_in(client).cookies["sessionid"]["secure"]

    def test_one_that_ended_goes_on_after_the_log_in(self, client):
        somebody()
        log_in(client)
        client.session.model.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
        asked = client.get("/desk/password/?of=1")
        assert asked["Location"] == "/desk/login/?next=/desk/password/%3Fof%3D1"
        assert log_in(client, next="/desk/password/?of=1")["Location"] == "/desk/password/?of=1"


class TestEveryAddress:
    @pytest.mark.parametrize("address", ["/desk/password/", "/desk/password/done/", LAW])
    def test_of_the_desk_is_closed_to_nobody_in_particular(self, client, address):
        assert client.get(address)["Location"] == f"/desk/login/?next={address}"

    @pytest.mark.parametrize("address", ["/", "/reports/2021/", "/reports/2021/report.pdf"])
    def test_of_the_public_is_open(self, client, address):
        editions.edition(2021)
        answer = client.get(address)
        assert answer.status_code == 200
        assert "X-Robots-Tag" not in answer
        assert "no-store" not in answer.get("Cache-Control", "")

    @pytest.mark.parametrize(
        "address", ["/desk/login/", "/desk/password/", "/desk/no-such-page/", LAW]
    )
    @pytest.mark.parametrize("who", ["nobody", "office"])
    def test_of_the_desk_is_kept_by_no_browser_and_no_search_engine(self, client, address, who):
        if who == "office":
            client.force_login(somebody())
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
