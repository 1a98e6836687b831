"""The office's own wording: unknown names, and numbers that were typed."""

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Severity
from kurume_privacy.document.links import Link
from reports.compiling.checks.wordings import findings, typed_numbers
from reports.compiling.compile import compile_report
from reports.models import Wording
from tests import factories

YEAR = FiscalYear(2021)
GROUNDS = "「3 目的外利用の根拠の内訳」："


def found() -> dict:
    return {finding.check: finding for finding in findings(YEAR, compile_report(YEAR))}


@pytest.mark.django_db
class TestNames:
    def test_the_numbers_of_the_paragraph_are_known(self):
        factories.use_notice()
        factories.wording(text="法令{法令}件、本人同意{本人同意}件")
        assert found() == {}

    def test_an_unknown_name_is_found(self):
        factories.use_notice()
        wording = factories.wording(text="{法令}件と{法律}件と{法律}件")
        finding = found()["unknown_placeholder"]
        assert finding.severity == Severity.ERROR
        assert finding.subjects == (f"{GROUNDS}{{法律}}",)
        assert finding.link == Link("reports:wording_detail", wording.pk)

    def test_a_number_of_another_paragraph_is_unknown(self):
        factories.use_notice()
        factories.wording(text="{請求件数}件")
        assert found().keys() == {"unknown_placeholder"}

    def test_a_wording_of_a_paragraph_that_the_report_does_not_have_is_found(self):
        factories.wording(text="目的外利用はありません。")
        finding = found()["unknown_placeholder"]
        assert finding.subjects == (f"{GROUNDS}この年度の報告書にない段落",)

    def test_a_renamed_ground_is_no_longer_known_by_its_old_name(self):
        factories.use_notice()
        factories.wording(text="{法令}件")
        ground = factories.ground("法令")
        ground.name = "法令等"
        factories.saved(ground)
        assert found()["unknown_placeholder"].subjects == (f"{GROUNDS}{{法令}}",)

    def test_a_name_that_only_the_sentence_has_is_known(self):
        ledger_taken_over = factories.disclosure_request()
        ledger_taken_over.method = None
        ledger_taken_over.save()
        factories.disposition(request=ledger_taken_over)
        factories.wording(paragraph="disclosure.requests", text="{方法の記載なし}件")
        assert found() == {}

    def test_another_year_is_not_looked_at(self):
        factories.wording(year=2020, text="{知らない}3件")
        assert found() == {}

    def test_wordings_take_one_query(self, django_assert_num_queries):
        report = compile_report(YEAR)
        for paragraph in ("reviews.received", "council.sessions", "registrations.notices"):
            factories.wording(paragraph=paragraph, text="{知らない}3件")
        with django_assert_num_queries(1):
            assert len(list(findings(YEAR, report))) == 2


@pytest.mark.django_db
class TestTypedNumbers:
    def test_are_found_with_their_paragraph(self):
        factories.wording(paragraph="council.sessions", text="{開催回数}回のうち、２回は書面です。")
        finding = found()["typed_digit"]
        assert finding.severity == Severity.WARNING
        assert finding.subjects == ("「5 審議会の状況」：２回",)
        assert finding.link == Link(
            "reports:wording_detail", Wording.objects.get(paragraph="council.sessions").pk
        )

    def test_are_another_finding_once_the_sentence_around_them_changes(self):
        wording = factories.wording(paragraph="council.sessions", text="うち3回は書面です。")
        before = found()["typed_digit"]
        wording.text = "うち3回は対面です。"
        factories.saved(wording)
        after = found()["typed_digit"]
        assert before.subjects == after.subjects
        assert before.digest != after.digest

    def test_of_several_wordings_are_a_list(self):
        for paragraph in ("council.sessions", "reviews.received"):
            factories.wording(paragraph=paragraph, text="3件")
        assert found()["typed_digit"].link == Link("reports:wording_list", query=(("year", 2021),))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3件", ["3件"]),
        ("１２人", ["１２人"]),
        ("1,234 件です", ["1,234 件"]),
        ("１万件", ["１万件"]),
        ("十二回", ["十二回"]),
        ("3件と{承諾}件と4人", ["3件", "4人"]),
        ("5名の職員", ["5名"]),
        ("請求件数は85でした。", ["85"]),
        ("85（件）", ["85"]),
        ("15%増、１．５％減", ["15%", "１．５％"]),
        ("請求数：85、うち１２", ["85", "１２"]),
        ("「3つの原則」を10日間、2年間、6月間", ["3", "10", "2", "6"]),
        ("第9条の3件、令和3件、第9条の1,234件", ["3件", "3件", "1,234件"]),
        ("3条件、4項目、2名称、12021年", ["3", "4", "2", "12021"]),
        ("第3回は85、令和3年度は20", ["85", "20"]),
        ("{承諾}5", ["5"]),
    ],
)
def test_a_number_is_typed_wherever_it_stands(text, numbers):
    assert typed_numbers(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "{承諾}件",
        "令和3年4月20日に、条例第9条第3項第3号により",
        "第3回審議会、第１２回",
        "3回目の審議",
        "一人ひとり、一人一人",
        "２人目、3番目",
        "条例9条、9条の2第3項第4号、第２１条の２、第9条3項3号、第2版、第４章",
        "令和３、令和3年度、平成30年、昭和60、2021年度、３年度、3年4月",
        "4月20日、１２月３１日、第3号の2、告示第85号",
        "案件、数件、何回も",
        "12月と{1月の件数}件",
        "",
    ],
)
def test_what_is_a_date_a_name_or_a_placeholder_is_not(text):
    assert typed_numbers(text) == []
