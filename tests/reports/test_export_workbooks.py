"""export_workbooks, as somebody at the command line meets it."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from kurume_privacy.models import Role
from kurume_privacy.workbook.importing import Status, check
from reports.desk.ledgers import SHEETS
from reports.management.commands.export_workbooks import new_file
from tests import factories
from tests.access import record_of

pytestmark = pytest.mark.django_db


def call(folder, **options):
    """Return what the command says, line by line."""
    out = StringIO()
    call_command("export_workbooks", folder, stdout=out, **options)
    return out.getvalue().splitlines()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def ledgers(city):
    """A record in every ledger."""
    for sheet in SHEETS:
        if not sheet.model.objects.exists():
            record_of(city.general_affairs, sheet.key)


class TestTheFiles:
    def test_are_named_in_the_order_in_which_they_are_taken_in(self, ledgers, tmp_path):
        said = call(tmp_path / "台帳")
        assert names(tmp_path / "台帳") == [
            "1_個人情報業務.xlsx",
            "2_業務の届出.xlsx",
            "3_開示等請求.xlsx",
            "4_審査請求.xlsx",
            "5_審議会.xlsx",
            "6_目的外利用・外部提供の届出.xlsx",
            "7_職員研修及び意識啓発.xlsx",
            "8_告示.xlsx",
            "9_報告書の文.xlsx",
        ]
        assert said[-1] == f"{tmp_path / '台帳' / '9_報告書の文.xlsx'}（1件）"
        assert len(said) == len(SHEETS)

    def test_hold_every_record(self, city, tmp_path):
        for number in (1, 2, 3):
            factories.use_notice(number=number, division=city.residents)
        (said,) = call(tmp_path)
        assert said.endswith("（3件）")
        rows = load_workbook(tmp_path / names(tmp_path)[0]).active.iter_rows(values_only=True)
        assert [row[0] for row in rows] == ["届出番号", 1, 2, 3]

    def test_of_empty_ledgers_there_are_none_and_the_others_keep_their_numbers(
        self, city, tmp_path
    ):
        factories.training()
        call(tmp_path)
        assert names(tmp_path) == ["7_職員研修及び意識啓発.xlsx"]

    def test_where_nothing_is_kept_that_is_said(self, tmp_path):
        assert call(tmp_path) == ["記録がないので、何も書き出しませんでした。"]
        assert names(tmp_path) == []

    @pytest.mark.parametrize("machine", [False, True])
    @pytest.mark.parametrize("as_csv", [False, True])
    def test_come_in_again_unchanged(self, ledgers, tmp_path, machine, as_csv):
        call(tmp_path, machine=machine, csv=as_csv)
        office = factories.user("office", Role.OFFICE)
        for path, sheet in zip(sorted(tmp_path.iterdir()), SHEETS, strict=True):
            findings = check(sheet, path.read_bytes(), path.name, office)
            statuses = {outcome.status for outcome in findings.outcomes}
            assert statuses == {Status.UNCHANGED}, sheet.name
            assert findings.notices == []


class TestTheForms:
    def test_csv(self, city, tmp_path):
        factories.use_notice(division=city.residents)
        call(tmp_path, csv=True)
        assert names(tmp_path) == ["6_目的外利用・外部提供の届出.csv"]
        text = (tmp_path / names(tmp_path)[0]).read_text(encoding="utf-8-sig")
        (row,) = csv.DictReader(StringIO(text))
        assert row["区分"] == "目的外利用"

    def test_for_machines(self, city, tmp_path):
        factories.use_notice(division=city.residents)
        call(tmp_path, machine=True)
        rows = load_workbook(tmp_path / names(tmp_path)[0]).active.iter_rows(values_only=True)
        row = dict(zip(*rows, strict=True))
        assert row["kind"] == "out_of_purpose_use"


class TestWhatIsThereStays:
    def test_a_file_of_that_name_is_not_overwritten_and_nothing_is_written(self, ledgers, tmp_path):
        there = tmp_path / "6_目的外利用・外部提供の届出.xlsx"
        there.write_text("控え", encoding="utf-8")
        with pytest.raises(CommandError, match="は既にあります。別の場所にしてください。"):
            call(tmp_path)
        assert names(tmp_path) == [there.name]
        assert there.read_text(encoding="utf-8") == "控え"

    def test_other_files_are_no_hindrance(self, city, tmp_path):
        factories.training()
        (tmp_path / "控え.xlsx").write_text("控え", encoding="utf-8")
        call(tmp_path)
        assert names(tmp_path) == ["7_職員研修及び意識啓発.xlsx", "控え.xlsx"]

    def test_a_folder_that_is_none_is_said(self, city, tmp_path):
        factories.training()
        (tmp_path / "台帳").write_text("", encoding="utf-8")
        with pytest.raises(CommandError, match="に書き出せません。"):
            call(tmp_path / "台帳")

    def test_of_a_file_that_is_not_written_whole_nothing_is_left(self, tmp_path):
        with pytest.raises(KeyboardInterrupt):
            begin(tmp_path / "台帳.xlsx")
        assert names(tmp_path) == []


def begin(path):
    """Begin to write a file, and be interrupted."""
    with new_file(path) as file:
        file.write(b"PK")
        raise KeyboardInterrupt
