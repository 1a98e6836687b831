"""The users at the administrator's desk: who they are, what they do, and where they work today."""

from datetime import date

import pytest
from django.utils import timezone

from kurume_privacy.models import Role, User
from tests import factories
from tests.desk import errors, filled, listed, log_in_as, said, summary_is_right, text, words

pytestmark = pytest.mark.django_db
USERS = "/desk/organisation/users/"
LAST = "この利用者は最後の管理者です。先に、ほかの管理者を登録してください。"
NEW = "tsubame no su 2022"
LAST_DAY, TODAY = date(2026, 3, 31), date(2026, 11, 24)


@pytest.fixture
def keeper(city):
    """Somebody whose role is all that lets them in."""
    person = factories.user("keeper", role=Role.ADMINISTRATOR)
    assert not person.is_superuser
    return person


@pytest.fixture
def client(keeper):
    return log_in_as("keeper")


def typed(**changes):
    """Return what the form of a new user sends."""
    name = {"username": "hanako", "last_name": "久留米", "first_name": "花子", "role": "office"}
    return name | {"is_active": "on", "password1": NEW, "password2": NEW} | changes


def change(client, person, **changes):
    """Send the form of a user with these controls changed."""
    address = f"{USERS}{person.pk}/edit/"
    return client.post(address, filled(client.get(address), **changes))


class TestNew:
    def test_it_works(self, client, city):
        sent = typed(role="clerk", division=city.residents.pk)
        answer = client.post(f"{USERS}new/", sent, follow=True)
        hanako = User.objects.get(username="hanako")
        assert answer.redirect_chain == [(f"{USERS}{hanako.pk}/", 302)]
        assert said(answer) == ["利用者「久留米 花子」を保存しました。"]
        assert (str(hanako), hanako.division) == ("久留米 花子", city.residents)
        assert hanako.check_password(NEW)
        assert not hanako.is_staff

    def test_a_clerk_without_a_division_is_refused(self, client):
        answer = client.post(f"{USERS}new/", typed(role="clerk"))
        assert [*errors(answer).values()] == ["入力担当には、所属課を選んでください。"]

    def test_a_name_that_differs_only_in_case_is_taken(self, client):
        answer = client.post(f"{USERS}new/", typed(username="KEEPER"))
        assert errors(answer) == {"ユーザー名": "同じユーザー名が既に登録済みです。"}
        summary_is_right(answer)

    @pytest.mark.parametrize("second", ["another one 2022", ""], ids=["another", "left out"])
    def test_two_passwords_that_differ_are_refused(self, client, second):
        answer = client.post(f"{USERS}new/", typed(password2=second))
        assert "パスワード(確認用)" in next(iter(errors(answer)))
        assert not User.objects.filter(username="hanako").exists()

    def test_a_password_like_the_name_is_refused(self, client):
        answer = client.post(
            f"{USERS}new/",
            typed(username="hanakohanako", password1="hanakohanako", password2="hanakohanako"),
        )
        assert answer.status_code == 422

    def test_the_form_offers_roles_and_no_flags(self, client, keeper):
        page = text(client.get(f"{USERS}{keeper.pk}/edit/"))
        assert "入力担当には必ず選びます。" in page
        assert "削除せずにここを外します。" in page
        for flag in ("is_superuser", "is_staff", "groups", "user_permissions"):
            assert f'name="{flag}"' not in page

    def test_no_division_that_ended_is_offered(self, client, city):
        city.residents.valid_until = LAST_DAY
        factories.saved(city.residents)
        page = text(client.get(f"{USERS}new/"))
        assert "総務部総務課" in page
        assert "市民文化部市民課" not in page


class TestChange:
    def test_a_flag_that_is_typed_all_the_same_changes_nothing(self, client):
        clerk = factories.user()
        change(client, clerk, is_staff="on", is_superuser="on")
        clerk.refresh_from_db()
        assert (clerk.is_staff, clerk.is_superuser) == (False, False)

    def test_a_new_role_is_staff_when_it_is_the_administrators(self, client):
        office = factories.user("office", role=Role.OFFICE)
        assert change(client, office, role="administrator").status_code == 302
        office.refresh_from_db()
        assert office.is_staff

    def test_whoever_leaves_is_not_deleted_but_cannot_come_in(self, client):
        office = log_in_as()
        person = User.objects.get(username="office")
        assert change(client, person, is_active=None).status_code == 302
        assert office.get("/desk/").status_code == 302
        assert "いいえ（ログインできません）" in text(client.get(f"{USERS}{person.pk}/"))

    def test_two_at_once_are_shown_each_other(self, client):
        office = factories.user("office", role=Role.OFFICE, last_name="久留米")
        address = f"{USERS}{office.pk}/edit/"
        first, second = (filled(client.get(address)) for _ in range(2))
        client.post(address, first | {"last_name": "筑後"})
        answer = client.post(address, second | {"last_name": "柳川"})
        page = words(answer)
        assert "別の人がこの記録を保存しました" in page
        assert "あなたの入力：柳川 保存されている内容：筑後" in page
        chosen = filled(answer) | {"choose-last_name": "theirs"}
        assert client.post(address, chosen).status_code == 302
        office.refresh_from_db()
        assert office.last_name == "筑後"

    @pytest.mark.parametrize("changes", [{"role": "office"}, {"is_active": None}])
    def test_the_last_administrator_locks_nobody_out(self, client, keeper, changes):
        answer = change(client, keeper, **changes)
        assert [*errors(answer).values()] == [LAST]
        keeper.refresh_from_db()
        assert (keeper.role, keeper.is_active) == (Role.ADMINISTRATOR, True)

    def test_one_of_two_may_go(self, client, keeper):
        factories.user("other", role=Role.ADMINISTRATOR)
        assert change(client, keeper, role="office").status_code == 302
        assert client.get(USERS).status_code == 403

    def test_nobody_has_a_page_to_delete_them(self, client, keeper):
        assert client.get(f"{USERS}{keeper.pk}/delete/").status_code == 404


class TestPassword:
    def test_somebody_who_forgot_theirs_gets_a_new_one(self, client):
        office = factories.user("office", role=Role.OFFICE)
        address = f"{USERS}{office.pk}/password/"
        assert "利用者「office」の新しいパスワード" in words(client.get(address))
        answer = client.post(address, {"password1": NEW, "password2": NEW}, follow=True)
        assert said(answer) == ["利用者「office」の新しいパスワードを設定しました。"]
        office.refresh_from_db()
        assert office.check_password(NEW)

    def test_their_sessions_end(self, client):
        office = log_in_as()
        person = User.objects.get(username="office")
        client.post(f"{USERS}{person.pk}/password/", {"password1": NEW, "password2": NEW})
        assert office.get("/desk/").status_code == 302

    def test_ones_own_goes_on(self, client, keeper):
        client.post(f"{USERS}{keeper.pk}/password/", {"password1": NEW, "password2": NEW})
        assert client.get(USERS).status_code == 200

    @pytest.mark.parametrize("sent", [{}, {"password1": "12345678", "password2": "12345678"}])
    def test_nobody_is_left_without_a_way_in(self, client, keeper, sent):
        keeper.set_password(NEW)
        keeper.save()
        client.force_login(keeper)
        answer = client.post(f"{USERS}{keeper.pk}/password/", sent | {"usable_password": "false"})
        assert answer.status_code == 422
        keeper.refresh_from_db()
        assert keeper.check_password(NEW)


class TestList:
    @pytest.fixture
    def people(self, city, monkeypatch):
        """One in 市民課, which became 市民窓口課; one in 総務課; one who left."""
        later = factories.division("市民窓口課", "市民文化部", valid_from=date(2026, 4, 1))
        factories.taken_over(city.residents, later, LAST_DAY)
        monkeypatch.setattr(timezone, "localdate", lambda *zone: TODAY)
        moved = factories.user("moved", division=city.residents)
        stays = factories.user("stays", division=city.general_affairs)
        gone = factories.user("gone", division=city.general_affairs, is_active=False)
        return later, moved, stays, gone

    def test_shows_where_everybody_works_today(self, client, people):
        page = words(client.get(USERS))
        assert "moved － 入力担当 市民文化部市民窓口課 はい" in page

    def test_is_filtered_by_it(self, client, people, city):
        later, moved, stays, gone = people
        assert listed(client.get(USERS, {"division": later.pk})) == [moved]
        assert listed(client.get(USERS, {"division": city.residents.pk})) == []
        found = listed(client.get(USERS, {"division": city.general_affairs.pk, "role": "clerk"}))
        assert found == [gone, stays]
        active = {"division": city.general_affairs.pk, "is_active": "true", "role": "clerk"}
        assert listed(client.get(USERS, active)) == [stays]

    def test_is_searched_by_name_and_never_by_password(self, client, people):
        _, moved, *_ = people
        assert listed(client.get(USERS, {"q": "move"})) == [moved]
        assert listed(client.get(USERS, {"q": moved.password[:3]})) == []

    def test_the_form_has_todays_division_and_keeps_it(self, client, people):
        later, moved, *_ = people
        answer = client.get(f"{USERS}{moved.pk}/edit/")
        assert answer.context["form"]["division"].value() == later.pk
        change(client, moved, first_name="花子")
        moved.refresh_from_db()
        assert (moved.first_name, moved.division) == ("花子", later)
