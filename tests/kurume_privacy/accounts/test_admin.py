"""The administrator's pages: every one opens, for that role alone; users and the law are kept."""

import re
from datetime import date

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.views.defaults import permission_denied

from kurume_privacy.models import ClosedDay, Outcome, Regime, Role, User
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ("user", "agency", "department", "division", "regime", "closedday")
OTHERS = (Role.CLERK, Role.OFFICE, Role.APPROVER)
USERS = "/desk/admin/kurume_privacy/user/"
LAST = "この利用者は最後の管理者です。先に、ほかの管理者を登録してください。"
NEW = "tsubame no su 2022"


@pytest.fixture
def administrator(client):
    """Somebody whose role is all that lets them in."""
    person = factories.user("keeper", role=Role.ADMINISTRATOR)
    assert not person.is_superuser
    client.force_login(person)
    return person


def text(answer):
    return answer.content.decode()


def errors(answer):
    """Return the sentences a form of Django's administration says."""
    return [str(sentence) for sentences in answer.context["errors"] for sentence in sentences]


def typed(person, **changes):
    """Return what the form of a user sends."""
    known = {name: getattr(person, name) for name in ("username", "last_name", "role")}
    return {**known, "division": person.division_id or "", "is_active": "on", **changes}


@pytest.mark.parametrize("page", PAGES)
def test_every_list_and_form_opens(client, administrator, city, page):
    assert client.get(f"/desk/admin/kurume_privacy/{page}/").status_code == 200
    assert client.get(f"/desk/admin/kurume_privacy/{page}/add/").status_code == 200


def test_dates_are_typed_as_at_the_desk(client, administrator):
    typed = {"day": "令和8年12月2日", "name": "市制記念日"}
    client.post("/desk/admin/kurume_privacy/closedday/add/", typed)
    assert ClosedDay.objects.get().day == date(2026, 12, 2)


def test_the_first_page_shows_what_the_ground_floor_keeps_and_nothing_else(client, administrator):
    page = text(client.get("/desk/admin/"))
    assert set(re.findall(r'href="/desk/admin/(\w+)/(\w+)/"', page)) == {
        ("kurume_privacy", name) for name in PAGES
    }


def test_an_administrator_is_shown_the_way_here(client, administrator, rf):
    page = text(permission_denied(request_of(rf, administrator), PermissionDenied()))
    assert 'href="/desk/admin/"' in page


def request_of(rf, user):
    request = rf.get("/desk/requests/")
    request.user = user
    return request


def test_no_record_of_any_section_is_kept_here():
    assert {model._meta.app_label for model in admin.site._registry} == {"kurume_privacy"}


@pytest.mark.parametrize("page", ["", *(f"kurume_privacy/{page}/" for page in PAGES)])
class TestAccess:
    def test_nobody_in_particular_is_asked_to_log_in(self, client, page):
        answer = client.get(f"/desk/admin/{page}")
        assert answer["Location"] == f"/desk/login/?next=/desk/admin/{page}"

    @pytest.mark.parametrize("role", OTHERS)
    def test_no_other_role_gets_in(self, client, page, role):
        client.force_login(factories.user(role=role))
        answer = client.get(f"/desk/admin/{page}")
        assert answer.status_code == 403
        assert "管理画面は、管理者だけが使えます。" in text(answer)

    @pytest.mark.parametrize("role", OTHERS)
    def test_no_flag_opens_it(self, client, page, role):
        person = factories.user(role=role)
        User.objects.update(is_staff=True, is_superuser=True)
        client.force_login(person)
        assert client.get(f"/desk/admin/{page}").status_code == 403

    def test_an_administrator_who_is_not_active_is_nobody(self, client, administrator, page):
        User.objects.update(is_active=False)
        assert client.get(f"/desk/admin/{page}").status_code == 302


class TestLogInRequired:
    def test_the_log_in_is_the_desks(self, client):
        answer = client.get("/desk/admin/login/?next=/desk/admin/kurume_privacy/user/")
        assert answer["Location"] == f"/desk/login/?next={USERS}"
        assert client.get("/desk/admin/login/")["Location"] == "/desk/login/?next=/desk/admin/"

    def test_its_own_log_in_takes_no_password(self, client, administrator):
        administrator.set_password(NEW)
        administrator.save()
        client.logout()
        client.post("/desk/admin/login/", {"username": "keeper", "password": NEW})
        assert "_auth_user_id" not in client.session

    def test_whoever_is_in_goes_on(self, client, administrator):
        assert client.get("/desk/admin/login/")["Location"] == "/desk/admin/"

    def test_the_log_out_is_the_desks(self, client, administrator):
        answer = client.post("/desk/admin/logout/", follow=True)
        assert answer.redirect_chain == [("/desk/logout/", 307), ("/desk/login/", 302)]
        assert "ログアウトしました。" in text(answer)

    def test_the_password_is_changed_at_the_desk(self, client, administrator):
        answer = client.get("/desk/admin/password_change/")
        assert answer["Location"] == "/desk/password/"


class TestPeople:
    def test_somebody_is_added_with_role_and_division(self, client, administrator, city):
        form = {"username": "hanako", "last_name": "久留米", "first_name": "花子", "role": "clerk"}
        form |= {"division": city.residents.pk, "is_active": "on"}
        answer = client.post(f"{USERS}add/", {**form, "password1": NEW, "password2": NEW})
        assert answer.status_code == 302
        hanako = User.objects.get(username="hanako")
        assert (str(hanako), hanako.division) == ("久留米 花子", city.residents)
        assert hanako.check_password(NEW)
        assert not hanako.is_staff

    def test_a_clerk_without_a_division_is_not(self, client, administrator):
        form = {"username": "hanako", "role": "clerk", "password1": NEW, "password2": NEW}
        answer = client.post(f"{USERS}add/", form)
        assert errors(answer) == ["入力担当には、所属課を選んでください。"]

    def test_a_name_that_differs_only_in_case_is_taken(self, client, administrator):
        form = {"username": "KEEPER", "role": "office", "password1": NEW, "password2": NEW}
        answer = client.post(f"{USERS}add/", form)
        assert errors(answer) == ["同じユーザー名が既に登録済みです。"]

    def test_the_form_offers_roles_and_no_flags(self, client, administrator):
        page = text(client.get(f"{USERS}{administrator.pk}/change/"))
        assert "入力担当には必ず選びます。" in page
        assert "削除せずにここを外します。" in page
        for flag in ("is_superuser", "is_staff", "groups", "user_permissions"):
            assert f'name="{flag}"' not in page

    def test_a_flag_that_is_typed_all_the_same_changes_nothing(self, client, administrator):
        clerk = factories.user()
        flags = {"is_staff": "on", "is_superuser": "on"}
        client.post(f"{USERS}{clerk.pk}/change/", typed(clerk, **flags))
        clerk.refresh_from_db()
        assert (clerk.is_staff, clerk.is_superuser) == (False, False)

    def test_a_new_role_is_staff_when_it_is_the_administrators(self, client, administrator):
        office = factories.user("office", role=Role.OFFICE)
        client.post(f"{USERS}{office.pk}/change/", typed(office, role="administrator"))
        office.refresh_from_db()
        assert office.is_staff

    def test_somebody_who_forgot_the_password_gets_a_new_one(self, client, administrator):
        office = factories.user("office", role=Role.OFFICE)
        new = {"password1": NEW, "password2": NEW}
        assert "officeさんの新しいパスワード" in text(client.get(f"{USERS}{office.pk}/password/"))
        assert client.post(f"{USERS}{office.pk}/password/", new).status_code == 302
        office.refresh_from_db()
        assert office.check_password(NEW)

    def test_nobody_is_left_without_a_way_in(self, client, administrator):
        administrator.set_password(NEW)
        administrator.save()
        client.force_login(administrator)
        assert 'name="usable_password"' not in text(
            client.get(f"{USERS}{administrator.pk}/password/")
        )
        client.post(f"{USERS}{administrator.pk}/password/", {"usable_password": "false"})
        administrator.refresh_from_db()
        assert administrator.has_usable_password()

    def test_nobody_is_deleted_for_the_history_names_them(self, client, administrator):
        clerk = factories.user()
        assert client.post(f"{USERS}{clerk.pk}/delete/", {"post": "yes"}).status_code == 403
        clerk.refresh_from_db()

    @pytest.mark.parametrize("change", [{"role": "office"}, {"is_active": ""}])
    def test_the_last_administrator_locks_nobody_out(self, client, administrator, change):
        answer = client.post(f"{USERS}{administrator.pk}/change/", typed(administrator, **change))
        assert errors(answer) == [LAST]
        administrator.refresh_from_db()
        assert (administrator.role, administrator.is_active) == (Role.ADMINISTRATOR, True)

    def test_one_of_two_may_go(self, client, administrator):
        factories.user("other", role=Role.ADMINISTRATOR)
        address = f"{USERS}{administrator.pk}/change/"
        assert client.post(address, typed(administrator, role="office")).status_code == 302
        assert client.get(address).status_code == 403


def rename(client, department, name):
    form = {"agency": department.agency_id, "name": name, "order": department.order}
    form |= {"divisions-TOTAL_FORMS": 0, "divisions-INITIAL_FORMS": 0}
    address = f"/desk/admin/kurume_privacy/department/{department.pk}/change/"
    assert client.post(address, form).status_code == 302


class TestLaw:
    def test_a_regime_shows_its_lists_and_only_its_own_kinds(self, client, administrator):
        regime = Regime.objects.get(name=factories.ACT)
        page = text(client.get(f"/desk/admin/kurume_privacy/regime/{regime.pk}/change/"))
        assert "存否応答拒否" in page
        assert "利用の停止" not in page, "a kind of the ordinance is offered under the Act"

    def test_a_word_that_is_changed_is_in_the_report(self, client):
        outcome = Outcome.objects.get(regime__name=factories.ORDINANCE, name="承諾")
        outcome.name = "全部を承諾"
        outcome.save()
        client.force_login(factories.user("office", Role.OFFICE))
        assert "全部を承諾" in text(client.get("/desk/reports/2021/"))
        assert [past.name for past in outcome.history.all()][:2] == ["全部を承諾", "承諾"]

    def test_the_history_of_a_unit_is_shown_in_japanese(self, client, administrator):
        department = factories.department("市民文化部")
        rename(client, department, "市民部")
        history = f"/desk/admin/kurume_privacy/department/{department.pk}/history/"
        page = text(client.get(history))
        assert "市民文化部" in page
        assert "市民部" in page
        assert "keeper" in page
        assert not re.search("Choose|Changed|Comment|Revert| style=", page)

    def test_what_it_was_can_be_had_again(self, client, administrator):
        department = factories.department("市民文化部")
        before = department.history.get()
        department.name = "市民部"
        department.save()
        then = f"/desk/admin/kurume_privacy/department/{department.pk}/history/{before.pk}/"
        page = text(client.get(then))
        assert "この内容に戻す" in page
        assert not re.search("Press|Revert|Close|View ", page)
        form = {"agency": department.agency_id, "name": "市民文化部", "order": 0, "_save": "1"}
        assert client.post(then, form).status_code == 302
        department.refresh_from_db()
        assert department.name == "市民文化部"
        assert department.history.first().history_user == administrator
