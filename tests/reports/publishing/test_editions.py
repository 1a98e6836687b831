"""An edition is for ever: neither Python nor SQL changes it, and a flipped byte shows."""

from contextlib import contextmanager
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from reports.models import Edition, EditionFile, Step, StepKind
from reports.models.frozen import WrittenOnce
from tests import factories
from tests.factories import DAY
from tests.reports import editions
from tests.without_triggers import FROZEN, without_triggers

pytestmark = pytest.mark.django_db

KEPT = (Edition, EditionFile, Step)
kept = pytest.mark.parametrize("model", KEPT)


@pytest.fixture
def published(city):
    """The first edition of a year with one request, and the step that published it."""
    factories.disclosure_request(received_on=DAY, division=city.residents)
    edition = editions.edition(2021)
    step = {"year": 2021, "act": StepKind.PUBLISH, "user": edition.published_by}
    Step.objects.create(at=edition.published_at, **step)
    return edition


def everything():
    """Return every row of what is kept."""
    rows = (models.QuerySet(model).order_by("pk").values() for model in KEPT)
    return [
        {name: bytes(value) if isinstance(value, memoryview) else value for name, value in kept}
        for table in rows
        for kept in map(dict.items, table)
    ]


@contextmanager
def refused(by):
    """Assert that this is refused, and that nothing has changed."""
    before = everything()
    with pytest.raises(by), transaction.atomic():
        yield
    assert everything() == before


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


# In Python


@kept
@pytest.mark.parametrize(
    "write",
    [
        lambda row: row.save(),
        lambda row: row.save(update_fields=["id"]),
        lambda row: row.delete(),
        lambda row: type(row).objects.update(id=row.pk),
        lambda row: type(row).objects.filter(pk=row.pk).update(id=row.pk),
        lambda row: type(row).objects.all().delete(),
        lambda row: type(row).objects.filter(pk=row.pk).delete(),
        lambda row: type(row).objects.bulk_update([row], ["id"]),
        lambda row: type(row).objects.bulk_create([row]),
        lambda row: type(row).objects.update_or_create(pk=row.pk),
    ],
)
def test_python_refuses_to_touch_what_is_kept(published, model, write):
    row = model.objects.first()
    with refused(WrittenOnce):
        write(row)


@kept
def test_the_refusal_is_a_sentence(published, model):
    with pytest.raises(
        WrittenOnce, match=f"{model._meta.verbose_name}は、変更も削除もできません。"
    ):
        model.objects.first().delete()


@kept
def test_a_copy_takes_no_other_ones_place(published, model):
    row = model.objects.first()
    row._state.adding = True
    with refused(IntegrityError):
        row.save()


def test_relations_refuse_too(published):
    with refused(WrittenOnce):
        published.files.all().delete()
    with refused(WrittenOnce):
        published.files.update(size=0)


def test_who_published_stays(published):
    with refused(ProtectedError):
        published.published_by.delete()


def test_an_edition_has_its_number_once(published):
    with refused(IntegrityError):
        editions.edition(2021)


# In SQL


@kept
def test_sql_updates_nothing(published, model):
    with refused(DatabaseError):
        run(f"UPDATE {model._meta.db_table} SET id = id")  # noqa: S608


@kept
def test_sql_deletes_nothing(published, model):
    with refused(DatabaseError):
        run(f"DELETE FROM {model._meta.db_table}")  # noqa: S608


def columns(model):
    return ", ".join(field.column for field in model._meta.concrete_fields)


@kept
def test_sql_replaces_nothing(published, model):
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    table, names = model._meta.db_table, columns(model)
    with refused(DatabaseError):
        run(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}")  # noqa: S608


def test_sql_replaces_nothing_under_another_key(published):
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    for model in (Edition, EditionFile):
        table, names = model._meta.db_table, columns(model)
        others = names.replace("id", "id + 1000", 1)
        with refused(DatabaseError):
            run(
                f"INSERT OR REPLACE INTO {table} ({names}) SELECT {others} FROM {table}"  # noqa: S608
            )


@kept
def test_sql_truncates_nothing(published, model):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    with refused(DatabaseError):
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.parametrize("bulk", [True, False])
def test_no_file_is_added_to_a_published_edition(published, bulk):
    file = EditionFile.of(published, "added.csv", editions.File(b"1", "text/csv"))
    with refused(DatabaseError):
        models.QuerySet(EditionFile).bulk_create([file]) if bulk else file.save()


def test_no_file_stays_without_its_edition(published):
    orphan = Edition(pk=published.pk + 1)
    EditionFile.of(orphan, "added.csv", editions.File(b"1", "text/csv")).save()
    with pytest.raises(IntegrityError):
        connection.check_constraints()
    transaction.set_rollback(True)


def triggers():
    """Return the names of the triggers that the database has."""
    listed = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
    }
    with connection.cursor() as cursor:
        cursor.execute(listed[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def test_every_trigger_is_there_after_all_migrations(db):
    expected = FROZEN.names(connection.vendor)
    assert expected.keys() == {model._meta.db_table for model in KEPT}
    missing = {name for names in expected.values() for name in names} - triggers()
    assert not missing, "a migration that rebuilt a table has to create its triggers again"


def test_the_triggers_can_be_taken_away_and_come_back(published):
    before = triggers()
    with without_triggers():
        assert triggers() == before - {
            name for names in FROZEN.names(connection.vendor).values() for name in names
        }
    assert triggers() == before


def test_no_way_back_takes_an_edition_along(db):
    FROZEN.refuse_published(apps, None)
    editions.edition(2021)
    with pytest.raises(CommandError) as refusal:
        FROZEN.refuse_published(apps, None)
    assert str(refusal.value) == FROZEN.PUBLISHED.format(editions=1)
    assert FROZEN.Migration.operations[-1].reverse_code is FROZEN.refuse_published


# The sums


def verify():
    """Return what the command says, and whether it failed."""
    said = StringIO()
    try:
        call_command("verify_editions", stdout=said)
    except CommandError as failure:
        return said.getvalue(), failure.returncode == 1
    return said.getvalue(), False


def test_every_edition_is_as_it_was_published(published):
    editions.edition(2021, 2)
    assert verify() == (
        "令和3年度 第1版: 公表した時のままです。\n令和3年度 第2版: 公表した時のままです。\n",
        False,
    )


def test_where_nothing_is_published_nothing_is_wrong(db):
    assert verify() == ("", False)


@pytest.mark.parametrize("table", FROZEN.TABLES)
def test_a_trigger_that_is_gone_is_named(published, table):
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    run("SET CONSTRAINTS ALL IMMEDIATE") if on else None
    run(f"DROP TRIGGER {table}_no_update{on}")
    with pytest.raises(CommandError, match=f"変更を防ぐトリガーがありません：{table}_no_update$"):
        call_command("verify_editions", stdout=StringIO())
    assert verify() == ("令和3年度 第1版: 公表した時のままです。\n", True)


def test_a_trigger_that_is_switched_off_is_gone(published):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL switches triggers off")
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE reports_step DISABLE TRIGGER reports_step_no_delete")
    with pytest.raises(CommandError, match=r"：reports_step_no_delete$"):
        call_command("verify_editions", stdout=StringIO())


def test_a_flipped_byte_is_found_in_any_file(published):
    for file in published.files.all():
        content = bytearray(file.content)
        content[len(content) // 2] ^= 1
        damaged = transaction.savepoint()
        with without_triggers():
            models.QuerySet(EditionFile).filter(pk=file.pk).update(content=bytes(content))
        said, failed = verify()
        assert (f"{file.path}が異なります" in said, failed) == (True, True)
        transaction.savepoint_rollback(damaged)
    assert not verify()[1]


OTHERWISE = {
    "title": "別の表題",
    "notice_number": 9999,
    "structure": "{}",
    "checks": "[1]",
    "steps": "[1]",
    "corrections": "[1]",
    "rules_version": "0",
    "number": 7,
    "published_on": "2000-01-01",
    "sha256": "0" * 64,
}


@pytest.mark.parametrize("field", OTHERWISE)
def test_whatever_is_stated_otherwise_is_found(published, field):
    with without_triggers():
        models.QuerySet(Edition).update(**{field: OTHERWISE[field]})
    said, failed = verify()
    assert failed
    assert "版の記載" in said


@pytest.mark.parametrize("with_its_sum", [True, False])
def test_a_file_that_is_gone_or_summed_anew_is_found(published, with_its_sum):
    files = models.QuerySet(EditionFile).filter(path="long.csv")
    with without_triggers():
        if with_its_sum:
            other = EditionFile.of(published, "long.csv", editions.File(b"1", "text/csv"))
            files.update(content=b"1", size=1, sha256=other.sha256)
        else:
            files.delete()
    assert verify()[1]


def test_the_report_comes_back_as_it_was(published):
    assert published.report.year == 2021
    assert Edition.objects.get().report == published.report
