"""What every test may ask for. Records are made by the plain functions of tests.factories."""

import os
import shutil
from typing import NamedTuple

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import TransactionTestCase
from hypothesis import settings
from pytest_django.plugin import blocking_manager_key

from kurume_privacy.document.identity import lasting_key
from kurume_privacy.models import Agency, Department, Division
from tests import factories, prepared

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault
settings.load_profile("untimed")

# The files that take longest, the longest first: begun last, they would keep one worker waiting.
LONGEST = (
    "tests/browser/test_every_staff_page.py",
    "tests/test_queries.py",
    "tests/browser/test_public_site.py",
    "tests/test_access.py",
    "tests/test_migrations.py",
    "tests/browser/test_desk_script.py",
    "tests/test_bench.py",
    "tests/reports/publishing/test_publish.py",
    "tests/browser/test_the_way_to_publication.py",
    "tests/browser/test_a_day_at_the_desk.py",
    "tests/browser/test_door.py",
    "tests/browser/test_import.py",
    "tests/test_half_filled.py",
    "tests/reports/publishing/test_publish_killed.py",
    "tests/upgrades/test_upgrades.py",
    "tests/browser/test_desk_rows.py",
    "tests/reports/sample/test_sample_workbooks.py",
)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items):
    """Mark what asks for the database; let the longest files begin."""
    for item in items:
        asks = "django_db_setup" in item.fixturenames or item.get_closest_marker("django_db")
        if asks or issubclass(item.cls or object, TransactionTestCase):
            item.add_marker("database")
    place = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.location[0], len(place)))


def pytest_sessionfinish(session):
    """Leave no prepared database on a server, once every worker is done."""
    if connection.vendor == "postgresql" and "PYTEST_XDIST_WORKER" not in os.environ:
        run = session.config._tmp_path_factory.getbasetemp()
        with session.config.stash[blocking_manager_key].unblock():
            prepared.OnServer(run).remove_templates()


@pytest.fixture(scope="session")
def databases(tmp_path_factory):
    """The prepared databases, shared by all processes of this run."""
    run = tmp_path_factory.getbasetemp()
    return prepared.databases(run.parent if "PYTEST_XDIST_WORKER" in os.environ else run)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, databases):
    """Give this process a copy of the migrated database, whichever tests are run."""
    with django_db_blocker.unblock():
        databases.start()
    yield
    with django_db_blocker.unblock():
        databases.stop()


@pytest.fixture
def own_database(django_db_setup, django_db_blocker, databases):
    """A database of the test's own, with the law: what is committed there stays, to its end."""
    with django_db_blocker.unblock(), databases.copy("law"):
        yield


@pytest.fixture
def own_server_database(own_database):
    """The same where several connections, or other processes, have to see what one writes.

    Gives the address of the database.
    """
    if connection.vendor != "postgresql":
        pytest.skip("a database in memory has one connection, and no other processes")
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    return f"{server}/{connection.settings_dict['NAME']}"


@pytest.fixture
def sqlite_file(tmp_path, django_db_setup, django_db_blocker, databases):
    """The address of an SQLite file with the law, for processes of its own."""
    file = tmp_path / "own.sqlite3"
    with django_db_blocker.unblock():
        shutil.copy(databases.file("law"), file)
    return f"sqlite:///{file}"


class City(NamedTuple):
    """A city in small: three divisions of two departments of one agency, and one of another."""

    general_affairs: Division
    information_policy: Division
    residents: Division
    school_affairs: Division


# Each division with its department and its agency, in the order in which they stand.
DIVISIONS = (
    ("総務課", "総務部", "市長"),
    ("情報政策課", "総務部", "市長"),
    ("市民課", "市民文化部", "市長"),
    ("学校教育課", "教育部", "教育委員会"),
)


@pytest.fixture
def city(db):
    """The divisions of a small city, in the order in which they stand.

    Written in two statements: eighteen hundred tests begin with it.
    """
    if Division.objects.exists():
        return City(*(factories.division(*names) for names in DIVISIONS))
    agencies = {agency.name: agency for agency in Agency.objects.all()}
    departments = {
        name: Department(name=name, agency=agencies[agency], key=lasting_key(name))
        for _, name, agency in DIVISIONS
    }
    QuerySet(Department).bulk_create(departments.values())
    divisions = [
        Division(name=name, department=departments[within]) for name, within, _ in DIVISIONS
    ]
    QuerySet(Division).bulk_create(divisions)
    return City(*divisions)


@pytest.fixture(scope="module")
def earlier_year(django_db_setup, django_db_blocker, databases):
    """One of everything in an earlier year, while the tests of a module run."""
    with django_db_blocker.unblock(), databases.copy("law"):
        factories.earlier_year()
        yield
