import pytest
from django.db.models import ProtectedError

from kurume_privacy.models import Role, User
from tests import factories
from tests.factories import refused, refused_by_database

pytestmark = pytest.mark.django_db


def test_a_clerk_belongs_to_a_division():
    clerk = factories.user("clerk", division=factories.division())
    assert clerk.role == Role.CLERK
    assert str(clerk.division) == "総務部総務課"


def test_a_clerk_without_a_division_is_refused():
    clerk = factories.user("clerk")
    clerk.division = None
    refused(clerk, "入力担当には、所属課を選んでください。")
    refused_by_database(clerk, "clerk_has_division")


@pytest.mark.parametrize("role", [Role.OFFICE, Role.APPROVER, Role.ADMINISTRATOR])
def test_everybody_else_may_be_without(role):
    assert factories.user("staff", role, division=None).division is None


def test_somebody_new_is_a_clerk():
    assert User().role == Role.CLERK


def test_a_role_that_does_not_exist_is_refused():
    person = factories.user("staff", Role.OFFICE)
    person.role = "mayor"
    refused(person, "'mayor' は有効な選択肢ではありません。", at="role")


def test_roles_are_named_in_japanese():
    assert Role.labels == ["入力担当", "総括担当", "承認者", "管理者"]


def test_whoever_may_do_everything_is_an_administrator():
    root = User.objects.create_superuser("root")
    assert root.role == Role.ADMINISTRATOR
    assert root.is_superuser
    assert root.is_staff


def test_a_superuser_may_be_given_another_role():
    assert User.objects.create_superuser("root", role=Role.APPROVER).role == Role.APPROVER


def test_a_division_with_people_is_not_deleted():
    clerk = factories.user("clerk")
    with pytest.raises(ProtectedError):
        clerk.division.delete()


def test_the_database_knows_the_roles():
    user = factories.user("office", role=Role.OFFICE)
    user.role = "else"
    factories.refused_by_database(user, "kurume_privacy_user_role_known")


SEEN = {Role.CLERK, Role.OFFICE, Role.APPROVER}
KEPT = {Role.CLERK, Role.OFFICE}


@pytest.mark.parametrize("role", Role)
def test_the_role_says_what_somebody_may_do(role):
    person = factories.user(role=role)
    assert person.sees_records == (role in SEEN)
    assert person.keeps_records == (role in KEPT)
    assert person.is_clerk == (role == Role.CLERK)
    assert person.is_office == (role == Role.OFFICE)
    assert person.is_approver == (role == Role.APPROVER)
    assert person.is_administrator == (role == Role.ADMINISTRATOR)


@pytest.mark.parametrize("role", Role)
def test_staff_to_django_is_the_administrator_alone(role):
    assert factories.user(role=role, is_staff=True).is_staff == (role == Role.ADMINISTRATOR)


@pytest.mark.parametrize("role", Role)
def test_rights_in_djangos_administration_come_from_the_role(role):
    person = factories.user(role=role, is_superuser=True)
    may = role == Role.ADMINISTRATOR
    assert person.has_perm("kurume_privacy.change_user") == may
    assert person.has_perm("kurume_privacy.add_regime") == may
    assert person.has_module_perms("kurume_privacy") == may
    assert not person.has_perm("disclosure.view_disclosurerequest")
    assert not person.has_perm("auth.add_group")


def test_whoever_is_not_active_has_no_rights():
    person = factories.user(role=Role.ADMINISTRATOR, is_active=False)
    assert not person.has_perm("kurume_privacy.change_user")


def test_the_familys_name_comes_first():
    assert str(User(username="hanako", last_name="久留米", first_name="花子")) == "久留米 花子"
    assert str(User(username="hanako", last_name="久留米")) == "久留米"
    assert str(User(username="hanako")) == "hanako"


LAST = "この利用者は最後の管理者です。先に、ほかの管理者を登録してください。"


@pytest.mark.parametrize("change", [{"role": Role.OFFICE}, {"is_active": False}])
def test_the_last_administrator_stays(change):
    keeper = factories.user("keeper", role=Role.ADMINISTRATOR)
    factories.user("gone", role=Role.ADMINISTRATOR, is_active=False)
    for name, value in change.items():
        setattr(keeper, name, value)
    refused(keeper, LAST)
    factories.user("other", role=Role.ADMINISTRATOR)
    factories.saved(keeper)


def test_anybody_else_comes_and_goes():
    factories.user("keeper", role=Role.ADMINISTRATOR)
    clerk = factories.user("clerk")
    clerk.is_active = False
    factories.saved(clerk)
