"""The checks of a year's draft as a whole, and those of every ledger and of the year before."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Severity
from kurume_privacy.document.links import Link
from kurume_privacy.document.plain import as_data
from kurume_privacy.document.structure import Report
from registrations.models import BusinessNotice
from reports.compiling import checks
from reports.compiling.checks import CHECKS
from reports.compiling.checks.previous import FLOOR, changed_by_half, main_figures
from reports.compiling.compile import compile_report
from reports.models import Edition, PublicNotice
from tests import factories
from tests.factories import DAY
from tests.reports.compiling.test_queries import fill
from tests.reports.editions import publisher
from tests.reports.published import besides_empty

YEAR = FiscalYear(2021)
NEXT_DAY = date(2022, 4, 1)
WHEN_ALL_WAS_DECIDED = date(2022, 5, 31)


def found(year=YEAR, today=NEXT_DAY) -> dict:
    """Return the findings of a year by their check, one a check, besides empty sections."""
    findings = besides_empty(checks.run(year, compile_report(year), today))
    return {finding.check: finding for finding in findings}


@pytest.fixture
def published(db):
    """The notice that published the year before, so that a year without records is in order.

    Other years have an edition too, and nothing in it: this year is not held against theirs.
    """
    for year in (2019, 2022):
        keep(Report(year, "別の年度の運用状況", "", ()))
    return factories.public_notice()


def test_a_year_in_order_has_no_findings(published):
    assert found() == {}


def test_the_sample_has_no_error_and_two_warnings(reiwa3):
    findings = checks.run(YEAR, reiwa3, WHEN_ALL_WAS_DECIDED)
    assert [finding.check for finding in findings] == ["no_records_reviews", "small_cells"]


def test_what_was_decided_after_today_is_an_error(reiwa3):
    first = checks.run(YEAR, reiwa3, NEXT_DAY)[0]
    assert first.check == "dated_after_today"
    assert first.severity == Severity.ERROR
    assert all("決定日：令和4年4月" in subject for subject in first.subjects)


def test_every_check_has_a_name_of_its_own_and_a_title():
    assert list(CHECKS) == [check.name for check in CHECKS.values()]
    assert len({check.title for check in CHECKS.values()}) == len(CHECKS) == 43


def test_errors_come_first(published):
    factories.disclosure_request(number=1)
    findings = checks.run(YEAR, compile_report(YEAR), YEAR.last_day)
    severities = [finding.severity for finding in findings]
    assert severities == [Severity.ERROR, *[Severity.WARNING] * (len(findings) - 1)]
    assert all(CHECKS[finding.check].severity == finding.severity for finding in findings)


# The year is over


def test_a_year_that_is_not_over_is_an_error(published):
    finding = found(today=date(2022, 3, 31))["year_not_over"]
    assert finding.severity == Severity.ERROR
    assert finding.sentence.startswith("令和3年度は、令和4年3月31日に終わります。")


def test_on_the_day_after_it_is_over(published):
    assert "year_not_over" not in found(today=NEXT_DAY)


# Divisions in use


LEDGERS = {
    "registrations:businessnotice": lambda **fields: factories.business_notice(
        business=factories.business(division=fields["division"]), **fields
    ),
    "disclosure:disclosurerequest": factories.disclosure_request,
    "outside_use:usenotice": factories.use_notice,
}


def ended(unit, day=DAY - timedelta(days=1)):
    """Let a unit end, after its records were entered."""
    unit.valid_until = day
    factories.saved(unit)


@pytest.mark.parametrize("page", LEDGERS)
@pytest.mark.parametrize("way", ["division", "department", "agency"])
def test_a_division_that_ended_before_the_day_is_an_error(published, page, way):
    record = LEDGERS[page](division=factories.division(), number=1)
    department = record.division.department
    ended({"division": record.division, "department": department, "agency": department.agency}[way])
    finding = found()["division_not_in_use"]
    assert finding.severity == Severity.ERROR
    assert finding.link == Link(f"{page}_detail", record.pk)
    name = type(record)._meta.verbose_name
    assert finding.subjects == (f"令和3年度 {name}第1号（総務部総務課、令和3年4月20日）",)


@pytest.mark.parametrize("page", LEDGERS)
def test_a_division_in_use_on_its_first_and_last_day_is_in_order(published, page):
    division = factories.division()
    LEDGERS[page](division=division, number=1)
    division.valid_from = division.valid_until = DAY
    factories.saved(division)
    assert "division_not_in_use" not in found()


def test_a_division_that_began_after_the_day_is_an_error(published):
    request = factories.disclosure_request(number=1)
    request.division.valid_from = DAY + timedelta(days=1)
    factories.saved(request.division)
    assert "division_not_in_use" in found()


def test_a_division_that_was_renamed_is_in_order_under_both_names(published):
    old = factories.division()
    ended(old, DAY)
    new = factories.division("総務企画課", valid_from=DAY + timedelta(days=1))
    factories.disposition(request=factories.disclosure_request(division=old, number=1))
    factories.use_notice(division=new, notified_on=DAY + timedelta(days=1), number=1)
    assert found().keys() == {"small_cells"}


def test_each_ledger_is_found_with_its_own_list(published):
    division = factories.division()
    for number in (1, 2):
        for page in LEDGERS:
            if page.startswith("registrations"):
                about = factories.business(f"業務{number}", division=division)
                factories.business_notice(business=about, number=number)
            else:
                LEDGERS[page](division=division, number=number)
    ended(division)
    findings = checks.run(YEAR, compile_report(YEAR), NEXT_DAY)
    links = [finding.link for finding in findings if finding.check == "division_not_in_use"]
    assert {link.page for link in links} == {f"{page}_list" for page in LEDGERS}
    assert {link.query for link in links} == {(("year", 2021),)}


# Numbers without gaps


def test_numbers_from_one_are_in_order(published):
    for number in (2, 1, 3):
        factories.use_notice(number=number)
    assert "number_gaps" not in found()


def test_a_gap_is_a_warning(published):
    for number in (1, 3, 7):
        factories.use_notice(number=number)
    finding = found()["number_gaps"]
    assert finding.severity == Severity.WARNING
    assert finding.sentence.startswith("目的外利用・外部提供の届出の届出番号に、欠けている")
    assert finding.subjects == ("令和3年度 届出番号 2", "令和3年度 届出番号 4から6まで")
    assert finding.link.page == "outside_use:usenotice_list"


def test_each_ledger_has_its_gaps_and_its_list(published):
    factories.use_notice(number=2)
    factories.council_session(number=3)
    answer = factories.disposition(request=factories.disclosure_request(number=1))
    factories.review_request(disposition=answer, number=2)
    findings = checks.run(YEAR, compile_report(YEAR), NEXT_DAY)
    gaps = [finding for finding in findings if finding.check == "number_gaps"]
    assert [(gap.link.page, gap.subjects) for gap in gaps] == [
        ("outside_use:usenotice_list", ("令和3年度 届出番号 1",)),
        ("disclosure:reviewrequest_list", ("令和3年度 受付番号 1",)),
        ("council:councilsession_list", ("令和3年度 回数 1から2まで",)),
    ]


def test_each_year_is_numbered_anew(published):
    factories.use_notice(number=1)
    factories.use_notice(number=1, notified_on=date(2022, 4, 1))
    assert "number_gaps" not in found()


# Cells of 1 or 2


def requests(count, **fields):
    """Record so many requests, numbered on, each granted."""
    for _ in range(count):
        factories.disposition(request=factories.disclosure_request(**fields))


def test_a_cell_of_one_or_two_is_a_warning(published):
    requests(2)
    finding = found()["small_cells"]
    assert finding.severity == Severity.WARNING
    table = "「開示等請求の件数と処理の内訳（久留米市個人情報保護条例）」"
    assert finding.subjects == (
        f"{table}開示・閲覧・請求件数：2件",
        f"{table}開示・閲覧・承諾：2件",
    )


def test_cells_of_three_and_of_none_are_not(published):
    requests(3)
    assert "small_cells" not in found()


def test_a_line_of_a_breakdown_is_a_cell_too(published):
    for _ in range(2):
        refused = factories.outcome("不存在")
        factories.disposition(request=factories.disclosure_request(), outcome=refused)
    assert found()["small_cells"].subjects[-1] == "「不存在」【実施機関：市長】総務部：2件"


def test_a_small_number_of_notices_is_not(published):
    factories.use_notice(number=1)
    factories.business_notice(number=1)
    assert found() == {}


# The year before


def publish(year: FiscalYear, number=1, renamed=("表", "表")) -> Edition:
    """Keep the report of a year as it is compiled now, or as an older rule named its numbers."""
    return keep(compile_report(year), number, renamed)


def keep(report: Report, number=1, renamed=("表", "表")) -> Edition:
    return Edition.objects.create(
        year=report.year,
        number=number,
        title=report.title,
        published_at=timezone.now(),
        published_by=publisher(),
        published_on=date(2021, 6, 30),
        notice_number=1,
        structure=json.dumps(as_data(report), ensure_ascii=False).replace(*renamed),
        checks="[]",
        steps="[]",
        rules_version="1",
        sha256="0" * 64,
    )


BEFORE = date(2020, 5, 1)


def appeal(number=1, **fields):
    answer = factories.disposition(
        request=factories.disclosure_request(received_on=BEFORE), decided_on=BEFORE
    )
    defaults = {"received_on": BEFORE, "number": number, "disposition": answer}
    return factories.review_request(**(defaults | fields))


def test_what_was_carried_over_as_published_is_in_order(published):
    appeal(1)
    appeal(2, ruled_on=date(2021, 3, 31), ruling="dismissed")
    appeal(3, ruled_on=date(2021, 4, 1), ruling="dismissed")
    publish(YEAR.previous)
    assert "carry_over" not in found()


def test_a_ruling_entered_later_that_the_edition_does_not_know_is_a_warning(published):
    appeal(1)
    late = appeal(2)
    publish(YEAR.previous)
    late.ruled_on, late.ruling = date(2021, 3, 1), "dismissed"
    factories.saved(late)
    finding = found()["carry_over"]
    assert finding.severity == Severity.WARNING
    said = "前年度の版では年度末に審理中の審査請求が2件、今年度への繰越しは1件です。"
    assert finding.sentence.startswith(said)
    query = (("carried_into", 2021),)
    assert finding.link == Link("disclosure:reviewrequest_list", query=query)


def test_a_ruling_of_this_year_is_in_order(published):
    pending = appeal(1)
    publish(YEAR.previous)
    pending.ruled_on, pending.ruling = date(2021, 5, 1), "dismissed"
    factories.saved(pending)
    assert "carry_over" not in found()


def test_a_request_answered_since_it_was_published_as_pending_is_a_warning(published):
    pending = factories.disclosure_request(received_on=BEFORE)
    publish(YEAR.previous)
    assert "carry_over" not in found()
    factories.disposition(request=pending, decided_on=DAY)
    finding = found()["carry_over"]
    said = "前年度の版では処理中の請求が1件、今も処理の入力がないものは0件です。"
    assert finding.sentence.startswith(said)
    query = (("year", 2020),)
    assert finding.link == Link("disclosure:disclosurerequest_list", query=query)


def test_the_same_counts_of_other_records_are_another_finding(published):
    first, second, late = appeal(1), appeal(2), appeal(3)
    publish(YEAR.previous)
    for ruled in (first, late):
        ruled.ruled_on, ruled.ruling = date(2021, 3, 1), "dismissed"
        factories.saved(ruled)
    before = found()["carry_over"]
    first.ruled_on, first.ruling = None, ""
    factories.saved(first)
    second.ruled_on, second.ruling = date(2021, 3, 1), "dismissed"
    factories.saved(second)
    after = found()["carry_over"]
    assert before.sentence == after.sentence
    assert before.digest != after.digest


def test_other_requests_pending_in_the_same_number_are_another_finding(published):
    first, second, third = (factories.disclosure_request(received_on=BEFORE) for _ in range(3))
    publish(YEAR.previous)
    factories.disposition(request=third, decided_on=DAY)
    answer = factories.disposition(request=first, decided_on=DAY)
    before = found()["carry_over"]
    answer.delete()
    factories.disposition(request=second, decided_on=DAY)
    after = found()["carry_over"]
    assert before.sentence == after.sentence
    assert before.digest != after.digest


def test_only_the_last_edition_is_asked(published):
    appeal(1)
    late = appeal(2)
    publish(YEAR.previous)
    late.ruled_on, late.ruling = date(2021, 3, 1), "dismissed"
    factories.saved(late)
    publish(YEAR.previous, number=2)
    assert "carry_over" not in found()


def test_an_edition_that_does_not_name_the_number_is_not_asked(published):
    appeal(1)
    publish(YEAR.previous, renamed=("年度末の審理中", "別の名"))
    assert "carry_over" not in found()


def test_without_an_edition_nothing_was_carried_over_wrongly(published):
    appeal(1)
    assert "carry_over" not in found()


def notices(count, day, first=1):
    for number in range(first, first + count):
        factories.business_notice(kind=BusinessNotice.Kind.START, notified_on=day, number=number)


@pytest.mark.parametrize(
    ("before", "now", "warned"),
    [
        (20, 30, False),
        (20, 31, True),
        (20, 10, False),
        (20, 9, True),
        (0, FLOOR, True),
        (FLOOR, 0, True),
        (0, FLOOR - 1, False),
        (FLOOR - 1, 1, False),
        (0, 0, False),
    ],
)
def test_more_than_half_is_much(before, now, warned):
    assert changed_by_half(before, now) is warned


def test_a_change_of_more_than_half_is_a_warning(published):
    notices(10, BEFORE)
    publish(YEAR.previous)
    notices(4, DAY)
    finding = found()["changed_by_half"]
    assert finding.severity == Severity.WARNING
    assert finding.subjects == ("個人情報業務の登録状況：前年度10、今年度4",)


def test_a_change_of_half_is_not(published):
    notices(10, BEFORE)
    publish(YEAR.previous)
    notices(5, DAY)
    assert "changed_by_half" not in found()


def test_without_an_edition_the_records_of_the_year_before_are_asked(published):
    notices(10, BEFORE)
    notices(1, DAY)
    assert "changed_by_half" in found()


def test_an_edition_goes_before_the_records(published):
    notices(10, BEFORE)
    publish(YEAR.previous)
    notices(20, date(2020, 6, 1), first=11)
    notices(10, DAY)
    assert "changed_by_half" not in found()


def test_a_first_year_is_compared_with_nothing(published):
    notices(12, DAY)
    assert "changed_by_half" not in found()


def test_an_edition_of_nothing_is_compared_too(published):
    publish(YEAR.previous)
    notices(FLOOR, DAY)
    assert "changed_by_half" in found()


def test_a_section_that_the_edition_does_not_have_is_not_compared(published):
    keep(Report(2020, "前年度の運用状況", "", ()))
    notices(FLOOR, DAY)
    assert "changed_by_half" not in found()


def test_every_ledger_has_a_main_figure(reiwa3):
    assert main_figures(reiwa3) == {
        "registrations": 10,
        "disclosure": 152,
        "outside_use": 460,
        "reviews": 0,
        "council": 6,
        "training": 2,
    }


def test_a_section_without_what_it_counts_has_no_main_figure(reiwa3):
    (council,) = (one for one in reiwa3.sections if one.key == "council")
    assert main_figures(replace(reiwa3, sections=(council,))) == {"council": 6}
    assert main_figures(replace(reiwa3, sections=(replace(council, blocks=()),))) == {}


@pytest.mark.django_db
def test_without_the_notice_of_the_year_before_there_is_a_warning():
    finding = found()["previous_notice_missing"]
    assert finding.severity == Severity.WARNING
    assert finding.sentence.startswith("令和2年度の運用状況を公表した告示")
    factories.public_notice(2020)
    assert "previous_notice_missing" not in found()


@pytest.mark.django_db
def test_the_notice_of_another_year_does_not_do():
    factories.public_notice(2019)
    assert "previous_notice_missing" in found()


# As a whole


@pytest.mark.django_db
def test_every_link_is_a_page():
    fill(2021, each=3)
    factories.disclosure_request()
    factories.use_notice(ground=factories.ground("審議会の答申"))
    factories.wording(text="3件{知らない}")
    PublicNotice.objects.all().delete()
    ended(factories.division())
    links = [finding.link for finding in checks.run(YEAR, compile_report(YEAR), DAY)]
    assert len(links) > 8
    for link in filter(None, links):
        reverse(link.page, args=[link.key] if link.key else [])


def queries(year: int) -> int:
    report = compile_report(FiscalYear(year))
    with CaptureQueriesContext(connection) as captured:
        checks.run(FiscalYear(year), report, date(2030, 1, 1))
    return len(captured)


@pytest.mark.django_db
def test_300_records_take_as_many_queries_as_10():
    fill(2024, each=1)
    fill(2026, each=30)
    ended(factories.division(), date(2018, 1, 1))
    assert queries(2024) == queries(2026) <= 100
