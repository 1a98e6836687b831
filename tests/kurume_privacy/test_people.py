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
    assert factories.user("staff", role).division is None


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


def test_nobody_is_deleted_for_the_history_names_them(admin_client):
    user = factories.user("office", role=Role.OFFICE)
    answer = admin_client.post(f"/desk/admin/kurume_privacy/user/{user.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403
    user.refresh_from_db()
