"""The sample's workbooks under docs/excel: taken in, they give the report of the sample."""

from shutil import copy
from typing import NamedTuple

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.plain import as_data
from kurume_privacy.models import Division, Role, User
from reports.compiling.compile import compile_report
from reports.desk.ledgers import LEDGERS
from reports.management.commands.export_workbooks import named
from reports.sample import loading as sample
from tests import factories
from tests.excel import statuses, taken_in
from tests.reports import kept
from tests.workbooks import FOLDER, OUTDATED, outdated, renewed, written

FILES = sorted(FOLDER.glob("*.xlsx"))


def report():
    return as_data(compile_report(FiscalYear(2021)))


def all_taken_in(user):
    """Take in the files in their order; return what became of the records."""
    found = []
    for path in FILES:
        place, _, name = path.stem.partition("_")
        (sheet,) = (each.sheet for each in LEDGERS if each.number == int(place))
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
        refuse_outdated(FOLDER, tmp_path)

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_they_name_nobody_and_are_small(self, path):
        properties = load_workbook(path).properties
        assert not properties.creator
        assert not properties.lastModifiedBy
        assert path.stat().st_size < 50_000

    def test_the_page_beside_them_lists_them_all(self):
        page = (FOLDER / "README.md").read_text(encoding="utf-8")
        assert [path.name for path in FILES if f"]({path.name})" not in page] == []


def refuse_outdated(folder, made):
    """Fail with one sentence that says which files are old, and which command writes them."""
    if names := outdated(folder, made):
        pytest.fail(OUTDATED.format(names="、".join(names)), pytrace=False)


class TestWrittenAnew:
    """`make workbooks`."""

    @pytest.fixture
    def kept_and_made(self, tmp_path):
        folders = tmp_path / "kept", tmp_path / "made"
        for folder in folders:
            folder.mkdir()
            for path in FILES[:2]:
                copy(path, folder)
        return folders

    def test_what_says_the_same_is_left_alone(self, kept_and_made):
        assert renewed(*kept_and_made) == []

    def test_what_says_otherwise_is_written_what_is_new_too_and_what_is_gone_goes(
        self, kept_and_made
    ):
        kept_files, made = kept_and_made
        changed, gone, new = FILES[0].name, FILES[1].name, FILES[2].name
        book = load_workbook(made / changed)
        book.active["A1"] = "備考"
        book.save(made / changed)
        (made / gone).unlink()
        copy(FILES[2], made)
        with pytest.raises(pytest.fail.Exception) as refusal:
            refuse_outdated(kept_files, made)
        assert str(refusal.value) == (
            "docs/excel is not what the sample gives today: run `make workbooks`, commit "
            "1_個人情報業務.xlsx、2_業務の届出.xlsx、3_開示等請求.xlsx."
        )
        assert renewed(kept_files, made) == sorted([changed, gone, new])
        assert {path.name for path in kept_files.iterdir()} == {changed, new}
        assert written(kept_files / changed) == written(made / changed)
