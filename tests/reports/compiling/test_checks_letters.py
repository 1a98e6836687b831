"""A letter that the PDF cannot print stands in the way of publication, and is named."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Severity
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
    Heading,
    Line,
    Listing,
    Number,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    header_cell,
    text_cell,
)
from reports.compiling import checks
from reports.compiling.checks import letters
from reports.compiling.compile import compile_report
from reports.desk.ledgers import LEDGERS
from reports.rendering import fonts
from tests import factories

YEAR = FiscalYear(2021)
FOUND = "letter_not_printed"
RARE, STRANGE = "𠮷", "한"


def plain(char):
    """Say that the fonts of this test have every letter but a few."""
    return char not in f"{RARE}{STRANGE}\ue000\u202e"


def found(year=YEAR):
    return list(letters.findings(year, compile_report(year), plain))


def told(year=YEAR):
    """Return what is said of each ledger: (the page it leads to, its subjects)."""
    return {finding.link and finding.link.page: finding.subjects for finding in found(year)}


class TestPlaces:
    """Every text of a report is looked at: one wrong letter at each place is found there."""

    HEAD = Row((header_cell("項目", "col"), header_cell("内容", "col")))
    SOMEWHERE = [
        (Heading(("見出し𠮷",)), "「1 作ったもの」の文"),
        (Paragraph("made.text", ("𠮷が", Number(3), "件")), "「1 作ったもの」の文"),
        (Listing("made.list", ("凡例𠮷",), ()), "「1 作ったもの」の「凡例𠮷」"),
        (
            Listing("made.list", ("凡例",), (Line(("一",)), Line(("二𠮷",), "第1号"))),
            "「1 作ったもの」の「凡例」",
        ),
        (Listing("made.list", (), (Line(("二𠮷",)),)), "「1 作ったもの」の箇条書き"),
        (Table("made.table", "表𠮷", (HEAD,), ()), "表「表𠮷」の題"),
        (Table("made.table", "表", (HEAD,), (), ("単位𠮷",)), "表「表」の題"),
        (
            Table("made.table", "表", (Row((header_cell("𠮷", "col"),)),), ()),
            "表「表」の見出し",
        ),
        (
            Table(
                "made.table",
                "表",
                (HEAD,),
                ((Row((header_cell("行1", "row"), text_cell("一", "二𠮷"))),),),
            ),
            "表「表」の「行1・内容」",
        ),
    ]

    @pytest.mark.django_db
    @pytest.mark.parametrize(("block", "place"), SOMEWHERE)
    def test_of_every_kind_are_named(self, block, place):
        section = Section("made", "作ったもの", (block,))
        report = Report(2021, "題名", "（期間）", (section,))
        (finding,) = letters.findings(YEAR, report, plain)
        assert (finding.check, finding.severity) == (FOUND, Severity.ERROR)
        assert finding.subjects == (f"{place}：「𠮷」（U+20BB7）",)

    @pytest.mark.django_db
    def test_of_the_whole_report_are_named_too(self):
        report = Report(2021, "題名𠮷", "", (Section("made", "作ったもの𠮷", ()),))
        (finding,) = letters.findings(YEAR, report, plain)
        assert finding.subjects == (
            "題名：「𠮷」（U+20BB7）",
            "「1 作ったもの𠮷」の見出し：「𠮷」（U+20BB7）",
        )

    def test_where_all_is_printed_nothing_is_asked_and_nothing_found(self, reiwa3):
        with CaptureQueriesContext(connection) as captured:
            assert list(letters.findings(YEAR, reiwa3, plain)) == []
        assert len(captured) == 0


@pytest.mark.django_db
class TestRecords:
    def test_of_every_ledger_are_named_and_led_to(self):
        factories.earlier_year()
        day = date(2021, 5, 10)
        for number, word in ((1, "業務"), (2, f"{RARE}業務"), (3, "別の業務")):
            factories.business_notice(
                number=number, notified_on=day, business=factories.business(f"{word}{number}")
            )
        notice = factories.use_notice(
            number=4,
            notified_on=day,
            ground=factories.ground("生命等の保護"),
            using_business=f"{STRANGE}業務",
            used_business="業務",
            items=f"氏名、{RARE}",
        )
        session = factories.council_session(2021, number=2)
        factories.consultation_point(
            consultation=factories.consultation(session=session), matter=f"１２件の{RARE}について"
        )
        factories.meeting(session=session, place=f"{RARE}会議室")
        training = factories.training(content="研修", note=f"講師 {RARE}")
        wording = factories.wording(text=f"本人同意{{本人同意}}件{STRANGE}")
        said = told()
        assert said == {
            "registrations:businessnotice_detail": (
                f"令和3年度第2号 開始 {RARE}業務2：「𠮷」（U+20BB7）",
            ),
            "outside_use:usenotice_detail": (f"{notice}：「한」（U+D55C）、「𠮷」（U+20BB7）",),
            "council:councilsession_detail": (f"{session}：「𠮷」（U+20BB7）",),
            "reports:training_detail": (f"{training}：「𠮷」（U+20BB7）",),
            "reports:wording_detail": (f"{wording}：「한」（U+D55C）",),
        }

    def test_of_several_are_listed_in_the_year(self):
        day = date(2021, 5, 10)
        for number in (1, 2):
            factories.business_notice(
                number=number, notified_on=day, business=factories.business(f"{RARE}{number}")
            )
        (finding,) = found()
        assert finding.link == Link("registrations:businessnotice_list", query=(("year", 2021),))
        assert finding.sentence == (
            "PDFに印刷できない文字が、業務の届出の2件にあります。"
            "通常の漢字かひらがなに直してください。"
        )

    def test_that_the_report_does_not_print_are_no_matter(self):
        factories.disclosure_request(subject=f"{RARE}の記録")
        factories.business_notice(notified_on=date(2020, 5, 10), name=RARE)
        factories.use_notice(items=RARE)  # by law: not listed
        assert found() == []

    def test_with_a_letter_that_stands_in_another_place_are_not_blamed(self):
        factories.disclosure_request(subject=f"{RARE}の記録")
        factories.business_notice(
            notified_on=date(2021, 5, 10), business=factories.business(f"{RARE}業務")
        )
        assert [*told()] == ["registrations:businessnotice_detail"]

    def test_are_named_by_code_where_the_letter_looks_otherwise_elsewhere(self):
        factories.training(content="研修12\u202e件", note="山\ue000")
        (finding,) = found()
        assert finding.subjects[0].endswith("：U+202E、U+E000")

    def test_of_the_law_and_the_organisation_are_named_by_their_place(self):
        factories.disposition()
        factories.business_notice(notified_on=date(2021, 5, 10))
        outcome = factories.outcome()
        outcome.name = outcome.prose_name = f"承{RARE}"
        outcome.save()
        agency = factories.agency()
        agency.name = f"市{STRANGE}長"
        agency.save()
        (finding,) = found()
        assert finding.link is None
        assert finding.sentence.startswith("PDFに印刷できない文字が、記録のほかにあります。")
        assert any("「𠮷」（U+20BB7）" in subject for subject in finding.subjects)
        assert any("「한」（U+D55C）" in subject for subject in finding.subjects)

    def test_of_every_year_s_ledger_are_looked_through(self):
        known = {model for _, _, model in letters.ledgers()}
        assert known == {one.model for one in LEDGERS if one.model.year_follows()}

    def test_take_as_many_queries_however_many_there_are(self):
        asked = []
        for number in (2, 30):
            factories.council_briefing(
                session=factories.council_session(2021, number=number), matter=RARE * number
            )
            report = compile_report(YEAR)
            with CaptureQueriesContext(connection) as captured:
                assert list(letters.findings(YEAR, report, plain))
            asked.append(len(captured))
        assert asked[0] == asked[1]


@pytest.mark.django_db
class TestTheDraft:
    def test_asks_the_fonts_of_this_machine(self, monkeypatch):
        factories.public_notice()
        factories.training(content=f"{RARE}の研修")
        for known, expected in (
            (fonts.Covered((0x20,), (0x10FFFF,)), False),
            (fonts.Covered((0x20,), (0x20000,)), True),
            (None, False),  # the start-up check says so
        ):
            monkeypatch.setattr(fonts, "covered", lambda known=known: known)
            run = checks.run(YEAR, compile_report(YEAR), date(2022, 4, 1))
            assert (FOUND in {finding.check for finding in run}) is expected

    def test_finds_a_private_letter_whatever_the_fonts_have(self, monkeypatch):
        factories.training(content="研修\ue000")
        for known in (fonts.Covered((0x20,), (0x10FFFF,)), None):
            monkeypatch.setattr(fonts, "covered", lambda known=known: known)
            assert [*letters.findings(YEAR, compile_report(YEAR))]
