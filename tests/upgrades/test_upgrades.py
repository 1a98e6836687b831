"""Whatever state an earlier version left a year in: this one takes it over, and changes nothing.

Every change of the program is held by these tests: what was published is served as it was, what
was begun is ended, and the 正誤表 of an upgrade is empty.
"""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Value
from django.db.models.functions import Concat

from disclosure.models import DisclosureRequest
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.plain import as_data
from kurume_privacy.document.structure import every_number
from kurume_privacy.models import ClosedYear, Outcome, Regime
from kurume_privacy.models.search_key import key_of, search_key_field
from reports.compiling.compile import compile_report
from reports.edition import schema_1
from reports.edition.canonical import report_of, structure_of
from reports.edition.errata import compare
from reports.models import Edition, EditionFile, Step, Wording
from reports.publishing import publish
from reports.rendering.files import files_of
from tests.changelog import told
from tests.reports.published import few_files
from tests.upgrades import databases, way
from tests.upgrades.kept import Kept, published, served, versions
from tests.upgrades.way import EARLIER, STAGES, STATES, YEAR
from tests.without_triggers import without_triggers

EVERY = [Kept(version, state) for version in versions() for state in STATES]
LATEST = {kept.state: kept for kept in EVERY}
LARGEST = 400_000  # bytes; every clone has them, of every version
AUTUMN = datetime(2024, 10, 1, 3, tzinfo=UTC)  # when the city goes on with the new version
# What a later version shows otherwise on purpose: {the version that kept it: {address}}. Pages
# alone; the files of an edition are the same for ever.
LATEST_EDITION = {  # 「最新の版」 in the place of 「いまの版」
    "comparison/",
    "data/",
    *(f"reports/{year}/{edition}" for year in (2022, 2023) for edition in ("", "editions/1/")),
}
SHOWN_OTHERWISE = {"0.1.0": LATEST_EDITION, "0.2.0": LATEST_EDITION}


@pytest.fixture(scope="module", params=EVERY, ids=str)
def upgraded(request, django_db_setup, django_db_blocker):
    """A database that an earlier version left, in the hands of this one."""
    with django_db_blocker.unblock(), databases.instead(request.param.database):
        call_command("migrate", verbosity=0)
        yield request.param


@pytest.fixture
def kept(upgraded, monkeypatch):
    """The same for one test, which leaves it as it was; files are few and quickly made."""
    monkeypatch.setattr(publish, "files_of", few_files)
    with transaction.atomic():
        yield upgraded
        connection.check_constraints()
        transaction.set_rollback(True)


def only(kept):
    """Let a test have this one alone."""
    return pytest.mark.parametrize("upgraded", [kept], indirect=True, ids=str)


def stage_of(state):
    return STAGES[STATES.index(state)]


def errata(year):
    """Return what the report of a year would correct in its current edition."""
    former = Edition.objects.of_year(year).last()
    return compare(former.report, compile_report(year), way.REASON)


def identities(report):
    """Return every published number by its identity."""
    published = report_of(structure_of(report))
    return {one.identity: one.value for one in every_number(published.sections)}


def verified():
    """Return what the command says of the editions."""
    said = StringIO()
    call_command("verify_editions", stdout=said)
    return said.getvalue().splitlines()


def changed(before, now):
    """Return the keys under which something is gone or otherwise."""
    return {key for key, known in before.items() if now.get(key) != known}


class TestWhatWasLeft:
    def test_every_migration_has_run(self, kept):
        executor = MigrationExecutor(connection)
        assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []

    def test_every_edition_is_as_it_was_published(self, kept):
        known = kept.published["editions"]
        assert verified() == [f"{edition}: 公表した時のままです。" for edition in known]
        assert {str(one): one.sha256 for one in Edition.objects.all()} == known

    def test_every_address_serves_the_same_bytes(self, kept):
        before = kept.published["served"]
        shown_otherwise = SHOWN_OTHERWISE.get(kept.version, set())
        assert changed(before, published()["served"]) == shown_otherwise & before.keys()

    def test_each_year_stands_where_it_stood(self, kept):
        assert Step.stage(EARLIER) == stage_of("published")
        assert Step.stage(YEAR) == stage_of(kept.state)
        closed = kept.state in ("asked", "approved", "published")
        assert ClosedYear.years() == [int(EARLIER), int(YEAR)][: 1 + closed]

    def test_every_record_is_found_by_its_words(self, kept):
        for model in filter(search_key_field, apps.get_models()):
            texts = search_key_field(model).texts
            for record in model.objects.all():
                assert record.search_key == key_of(record, texts), record

    def test_nothing_published_would_be_corrected(self, kept):
        years = [EARLIER, YEAR] if kept.state in ("published", "reopened") else [EARLIER]
        assert [edition.year for edition in Edition.objects.all()] == [*map(int, years)]
        assert {year: errata(year) for year in years} == dict.fromkeys(years, ())

    def test_every_edition_is_read_with_the_identities_of_today(self, kept):
        for edition in Edition.objects.all():
            year = FiscalYear(edition.year)
            assert identities(edition.report) == identities(compile_report(year)), year

    def test_an_edition_of_the_first_schema_is_written_again_as_it_was(self, kept):
        for edition in Edition.objects.all():
            data = json.loads(edition.structure)
            if "schema" not in data:
                assert schema_1.as_written(as_data(edition.report)) == data


class TestTheWayGoesOn:
    def test_from_the_state_to_an_edition_and_from_there_to_another(self, kept):
        before = Edition.objects.of_year(YEAR).count()
        first, second = (way.publish_next(YEAR, AUTUMN + timedelta(weeks=week)) for week in (0, 1))
        assert (first.number, second.number) == (before + 1, before + 2)
        assert (first.corrections, second.corrections) == ("[]", "[]")
        assert len(verified()) == len(kept.published["editions"]) + 2

    def test_with_the_year_beside_it_and_leaves_this_one_alone(self, kept):
        closed = ClosedYear.years()
        assert way.publish_next(EARLIER, AUTUMN).corrections == "[]"
        assert (Step.stage(YEAR), ClosedYear.years()) == (stage_of(kept.state), closed)

    @only(LATEST["approved"])
    def test_with_all_real_files(self, kept, monkeypatch):
        monkeypatch.setattr(publish, "files_of", files_of)
        way.publish_next(YEAR, AUTUMN)
        assert len(verified()) == 2
        assert {one.removeprefix("reports/2023/") for one in published()["served"]} >= {
            *("", "editions/1/", "editions/1/report.html", "editions/1/tables/council.sessions.csv")
        }
        assert served("reports/2023/report.pdf").startswith(b"%PDF-")
        assert served("reports/2023/report.xlsx").startswith(b"PK")


def title():
    models.QuerySet(Regime).update(report_subject="直した条例")


def word():
    models.QuerySet(Outcome).update(name=Concat("name", Value("（直した語）")))


def sentence():
    models.QuerySet(Wording).update(text="直した文")


def count():
    requests = models.QuerySet(DisclosureRequest).filter(year=int(EARLIER), number=3)
    assert requests.update(received_on=AUTUMN.date()) == 1


@only(LATEST["reopened"])
class TestWhatTheseTestsWouldSee:
    @pytest.mark.parametrize("change", [title, word, sentence, count])
    def test_a_word_or_a_number_that_the_upgrade_changed(self, kept, change):
        change()
        assert errata(EARLIER)

    def test_a_byte_of_a_file(self, kept):
        with without_triggers():
            models.QuerySet(EditionFile).filter(path="report.json").update(content=b"{}\n")
        otherwise = changed(kept.published["served"], published()["served"]) - LATEST_EDITION
        assert {address.rpartition("/")[-1] for address in otherwise} == {"report.json"}
        with pytest.raises(CommandError, match="公表した時と異なります"):
            verified()

    def test_an_address_that_is_gone(self, kept):
        with without_triggers():
            models.QuerySet(EditionFile).filter(path="long.csv").delete()
        otherwise = changed(kept.published["served"], published()["served"])
        assert "reports/2022/long.csv" in otherwise
        assert "reports/2022/editions/1/long.csv" in otherwise


class TestWhatIsKept:
    def test_by_every_version_before_this_one(self):
        assert {*told()} - {settings.VERSION} <= {*versions()}

    @pytest.mark.parametrize("one", EVERY, ids=str)
    def test_whole_and_small(self, one):
        assert all(0 < path.stat().st_size < LARGEST for path in one.paths)

    def test_and_no_file_of_an_edition_is_ever_shown_otherwise(self):
        addresses = set().union(*SHOWN_OTHERWISE.values())
        assert not [one for one in addresses if "/editions/" in one and not one.endswith("/")]
