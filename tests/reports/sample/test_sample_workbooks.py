"""The sample's workbooks under docs/excel: taken in, they give the report of the sample."""

from typing import NamedTuple

import pytest
from django.conf import settings
from django.core.management import call_command
from openpyxl import load_workbook

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.plain import as_data
from kurume_privacy.models import Division, Role, User
from reports import sample
from reports.compiling.compile import compile_report
from reports.management.commands.export_workbooks import named
from reports.sheets import SHEETS
from tests import factories
from tests.excel import statuses, taken_in
from tests.reports import kept

FOLDER = settings.BASE_DIR / "docs" / "excel"
FILES = sorted(FOLDER.glob("*.xlsx"))


def report():
    return as_data(compile_report(FiscalYear(2021)))


def all_taken_in(user):
    """Take in the files in their order; return what became of the records."""
    found = []
    for path in FILES:
        place, _, name = path.stem.partition("_")
        sheet = SHEETS[int(place) - 1]
        assert sheet.name == name
        findings = taken_in(sheet.key, path.read_bytes(), user, path.name)
        assert findings.notices == []
        found += statuses(findings)
    return found


class Entered(NamedTuple):
    """What the files gave: who took them in, what became of the records, what the sample holds."""

    office: User
    statuses: list[str]
    loaded: dict
    report: dict


@pytest.mark.django_db
class TestTakenIn:
    @pytest.fixture(scope="class")
    @classmethod
    def entered(cls, django_db_setup, django_db_blocker, databases):
        """All files taken in where the departments alone are entered."""
        with django_db_blocker.unblock():
            with databases.copy("sample"):
                loaded, expected = kept.everything(), report()
            with databases.copy("law"):
                sample.load(organisation_only=True)
                assert sample.is_empty()
                office = factories.user("office", Role.OFFICE, division=None)
                yield Entered(office, all_taken_in(office), loaded, expected)

    def test_they_give_the_sample_and_its_report(self, entered):
        assert set(entered.statuses) == {"新規"}
        assert not kept.differences(kept.everything(), entered.loaded)
        assert report() == entered.report

    def test_a_second_time_changes_nothing(self, entered):
        before = kept.histories()
        assert all_taken_in(entered.office) == ["変更なし"] * len(entered.statuses)
        assert kept.histories() == before

    def test_the_sample_finds_all_of_it_there(self, entered):
        assert sum(sample.load().values()) == 0


@pytest.mark.django_db
def test_the_organisation_alone_is_loaded_for_them():
    call_command("load_sample", organisation_only=True, verbosity=0)
    assert Division.objects.exists()
    assert sample.is_empty()


class TestTheFiles:
    def test_they_are_what_the_command_writes_today(self, reiwa3, tmp_path):
        call_command("export_workbooks", tmp_path, verbosity=0)
        assert [path.name for path in FILES] == [name for name, _ in named("xlsx")]
        for path in FILES:
            assert written(path) == written(tmp_path / path.name), path.name

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_they_name_nobody_and_are_small(self, path):
        properties = load_workbook(path).properties
        assert not properties.creator
        assert not properties.lastModifiedBy
        assert path.stat().st_size < 50_000

    def test_the_page_beside_them_lists_them_all(self):
        page = (FOLDER / "README.md").read_text(encoding="utf-8")
        assert [path.name for path in FILES if f"]({path.name})" not in page] == []


def written(path):
    """Return what stands in a workbook, sheet by sheet."""
    return {sheet.title: list(sheet.values) for sheet in load_workbook(path).worksheets}
