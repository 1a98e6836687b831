"""What `tests.upgrades.make` will keep of this version: it is needed once, and must work then."""

import shutil

import pytest
from django.core.management import call_command
from django.db import connection

from reports.models import Stage, Step
from reports.publishing import publish
from tests.reports.published import few_files
from tests.upgrades import databases, way
from tests.upgrades.kept import Kept, published, versions
from tests.upgrades.way import EARLIER, NEXT, STAGES, STATES, YEAR


def test_the_year_comes_to_every_state(db, monkeypatch):
    monkeypatch.setattr(publish, "files_of", few_files)
    way.lead_to(STATES[-1])
    assert [step.act for step in Step.objects.filter(year=int(YEAR))] == [*NEXT.values()]
    assert (Step.stage(EARLIER), Step.stage(YEAR)) == (Stage.PUBLISHED, STAGES[-1])


def test_a_database_is_read_as_it_was_written(django_db_setup, django_db_blocker):
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("pg_dump missing: apt-get install postgresql-client")
    kept = Kept(versions()[-1], "reopened")
    with django_db_blocker.unblock(), databases.instead(kept.database):
        call_command("migrate", verbosity=0)  # what is read is read as of today
        before = published()
        assert before["editions"] == kept.published["editions"]
        with databases.instead(databases.content()):
            assert published() == before


def test_the_database_before_is_there_again(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        before = tables()
        with databases.instead(databases.EMPTY):
            assert tables() == []
        with pytest.raises(ZeroDivisionError), databases.instead(databases.EMPTY):
            1 / 0  # noqa: B018
        assert tables() == before != []


def tables():
    return connection.introspection.table_names()
