"""What every test may ask for. Records are made by the plain functions of tests.factories."""

from typing import NamedTuple

import pytest
from django.test.utils import setup_databases, teardown_databases

from kurume_privacy.models import Division
from tests import factories


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment,
    django_db_modify_db_settings,
    django_db_blocker,
    django_db_keepdb,
    django_db_createdb,
):
    """Make the database of the tests, whichever tests are run.

    pytest-django's own makes none for a run in which no test asks for ``db``: the browser's tests
    alone would fill, and empty, the database that the settings name.
    """
    kept = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock():
        made = setup_databases(0, interactive=False, keepdb=kept, serialized_aliases=())
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, 0)


class City(NamedTuple):
    """A city in small: three divisions of two departments of one agency, and one of another."""

    general_affairs: Division
    information_policy: Division
    residents: Division
    school_affairs: Division


@pytest.fixture
def city(db):
    """The divisions of a small city, in the order in which they stand."""
    return City(
        factories.division("総務課", "総務部"),
        factories.division("情報政策課", "総務部"),
        factories.division("市民課", "市民文化部"),
        factories.division("学校教育課", "教育部", "教育委員会"),
    )
