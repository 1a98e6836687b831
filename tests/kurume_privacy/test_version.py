"""The version is said once, in pyproject.toml; the staff's pages show it, the public's do not."""

import tomllib

import pytest
from django.conf import settings
from django.urls import reverse

from kurume_privacy.models import Role
from tests.changelog import told
from tests.desk import log_in_as, text
from tests.house import FLOORS

HOUSE = settings.BASE_DIR
CODE = {".py", ".html", ".js", ".css"}
SHOWN = f"バージョン{settings.VERSION}"
ROOMS = (*FLOORS, "templates")


def test_is_that_of_the_project():
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == settings.VERSION


def test_is_the_newest_that_the_changelog_tells_of():
    assert told()[0] == settings.VERSION


def test_is_repeated_nowhere():
    files = [path for room in ROOMS for path in (HOUSE / room).rglob("*.*") if path.suffix in CODE]
    assert [path for path in files if settings.VERSION in path.read_text("utf-8")] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.OFFICE, "home"),
        (Role.OFFICE, "reports:drafts"),
        (Role.OFFICE, "disclosure:disclosurerequest_list"),
        (Role.OFFICE, "registrations:business_create"),
        (Role.OFFICE, "password_change"),
        (Role.ADMINISTRATOR, "kurume_privacy:law"),
        (Role.ADMINISTRATOR, "kurume_privacy:user_create"),
    ],
)
def test_stands_at_the_foot_of_the_pages_of_the_staff(role, name):
    page = text(log_in_as(role=role).get(reverse(name)))
    assert SHOWN in page.partition("<footer")[2]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["reports:index", "reports:comparison", "reports:data", "login"])
def test_is_told_to_no_visitor(client, name):
    assert settings.VERSION not in text(client.get(reverse(name)))


@pytest.mark.django_db
def test_does_not_stand_on_the_publics_pages_for_the_staff_either():
    public = reverse("reports:index")
    assert SHOWN not in text(log_in_as().get(public))
