"""The columns of a ledger: their headings, what they offer, and a record as its lines."""

from datetime import date

import pytest

from kurume_privacy.models import Role
from kurume_privacy.xlsx.cells import folded
from reports.desk.ledgers import SHEETS
from tests import factories
from tests.excel import KINDS
from tests.factories import DAY

pytestmark = pytest.mark.django_db
each = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)


def column(kind, identifier):
    return next(one for one in KINDS[kind].columns if one.identifier == identifier)


def lines(record, *, machine=False):
    """Return the lines of a record by their headings."""
    sheet = KINDS[record._meta.model_name]
    headings = sheet.headings(machine=machine)
    return [dict(zip(headings, line, strict=True)) for line in sheet.lines(record, machine=machine)]


class TestHeadings:
    def test_are_the_ledger_s_words(self):
        headings = KINDS["usenotice"].headings()
        assert headings[:4] == ["届出番号", "届出日", "区分", "所管課の実施機関"]
        assert headings[-1] == "年度"

    def test_are_identifiers_for_machines(self):
        headings = KINDS["councilsession"].headings(machine=True)
        assert headings[:2] == ["year", "number"]
        assert "consultations.points.matter" in headings

    @each
    def test_stand_once_however_they_are_written(self, sheet):
        for machine in (False, True):
            headings = [folded(heading) for heading in sheet.headings(machine=machine)]
            assert len(set(headings)) == len(headings)

    @each
    def test_are_known_again_in_either_form(self, sheet):
        for column in (*sheet.columns, *sheet.derived):
            assert sheet.column_headed(column.heading) is column
            assert sheet.column_headed(f" {column.identifier.upper()}\n") is column

    def test_are_known_in_every_width_and_with_blanks(self):
        assert KINDS["usenotice"].knows("届出\n番号 ")
        assert not KINDS["usenotice"].knows("届出の番号")

    @each
    def test_what_recognises_a_record_is_a_column_or_its_year(self, sheet):
        names = {column.name for column in sheet.columns if not column.rows}
        assert set(sheet.known_by) <= names | {"year"}


class TestChoices:
    def test_of_words(self):
        offered = KINDS["usenotice"].choices(column("usenotice", "kind"), None, DAY)
        assert offered == ["目的外利用", "外部提供"]

    def test_of_yes_and_no(self):
        offered = KINDS["publicnotice"].choices(column("publicnotice", "on_website"), None, DAY)
        assert offered == ["はい", "いいえ"]

    def test_of_divisions_are_a_clerk_s_own(self, city):
        division = column("usenotice", "division")
        clerk = factories.user(division=city.residents)
        office = factories.user("office", Role.OFFICE)
        assert KINDS["usenotice"].choices(division, clerk, DAY) == ["市民文化部市民課"]
        assert len(KINDS["usenotice"].choices(division, office, DAY)) == 4

    def test_of_agencies_stand_once(self, city):
        offered = KINDS["usenotice"].choices(column("usenotice", "division.agency"), None, DAY)
        assert offered == ["市長", "教育委員会"]

    def test_of_what_is_typed_there_are_none(self):
        earlier = column("disclosurerequest", "earlier_request")
        assert KINDS["disclosurerequest"].choices(earlier, None, DAY) == []

    @each
    def test_every_column_has_an_example_of_its_own_kind(self, sheet, city):
        for one in sheet.columns:
            assert sheet.example(one) is None or sheet.example(one) != ""


class TestLines:
    def test_a_record_stands_in_one(self, city):
        (line,) = lines(factories.use_notice(number=7, items="氏名"))
        assert line["届出番号"] == 7
        assert line["届出日"] == date(2021, 4, 20)
        assert line["区分"] == "目的外利用"
        assert line["所管課の実施機関"] == "市長"
        assert line["所管課"] == "総務部総務課"
        assert line["根拠"] == "法令"
        assert line["提供先"] is None
        assert line["年度"] == "令和3年度"

    def test_machines_read_values(self, city):
        (line,) = lines(factories.use_notice(number=7), machine=True)
        assert line["kind"] == "out_of_purpose_use"
        assert line["year"] == 2021

    def test_yes_and_no(self, city):
        notice = factories.public_notice()
        assert lines(notice)[0]["市のホームページでも公表"] == "はい"
        assert lines(notice, machine=True)[0]["on_website"] is True

    def test_of_rows_the_first_stand_beside_the_record(self, city):
        answer = factories.disposition(
            outcome=factories.outcome("一部承諾"),
            clauses=[factories.clause(1), factories.clause(6)],
        )
        (line,) = lines(answer.request)
        assert (line["処理の区分"], line["該当号"]) == ("一部承諾", "第1号、第6号")

    def test_of_rows_of_rows_the_longer_goes_on_below(self, city):
        session = factories.council_session(number=1)
        first = factories.consultation(session=session, matter="一")
        factories.consultation_point(consultation=first, matter="い")
        factories.consultation_point(consultation=first, matter="ろ")
        factories.consultation(session=session, matter="二")
        factories.meeting(session=session)
        told = [(line["諮問事項"], line["細目の内容"], line["場所"]) for line in lines(session)]
        place = "市庁舎３階３０１会議室"
        assert told == [("一", "い", place), (None, "ろ", None), ("二", None, None)]
        assert [(line["年度"], line["回数"]) for line in lines(session)] == [("令和3年度", 1)] * 3
