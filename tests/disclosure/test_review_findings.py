"""What the law asks of appeals: found by the checks of a year, and by the list as of a day."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st

from disclosure import review_findings
from disclosure.models import ReviewRequest
from disclosure.models.review_days import REFERRAL_DAYS, RULING_DAYS, asks_why
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Severity
from kurume_privacy.document.links import Link
from tests import factories
from tests.desk import address, listed, log_in_as
from tests.factories import ACT

pytestmark = pytest.mark.django_db

YEAR = FiscalYear(2024)
DAY = date(2024, 5, 1)
LAST = YEAR.last_day
DETAIL = "disclosure:reviewrequest_detail"
WITH_RESULT = {"ruled_on": DAY, "ruling": "dismissed"}


def found(year=YEAR):
    return {finding.check: finding for finding in review_findings.findings(year)}


def appeal(day=DAY, **fields):
    request = factories.disclosure_request(received_on=min(day, DAY))
    answer = factories.disposition(request=request)
    return factories.review_request(disposition=answer, received_on=day, number=3, **fields)


def after(days, since=DAY):
    return since + timedelta(days=days)


def referred(days, **fields):
    """Make an appeal that is referred after so many days, and the parties told at once."""
    day = after(days)
    return appeal(referred_on=day, parties_told_on=day, **fields)


def test_a_year_in_order_has_no_findings():
    referred(90, opinion_on=after(200), opinion="dismissed", ruled_on=after(260), ruling="granted")
    assert found() == {}


def test_a_ruling_without_a_referral_or_its_reason_is_found():
    ruled = appeal(**WITH_RESULT)
    finding = found()["ruled_without_referral"]
    assert finding.severity == Severity.WARNING
    assert finding.subjects == ("令和6年度 審査請求第3号（令和6年5月1日裁決）",)
    assert finding.link == Link(DETAIL, ruled.pk)
    ruled.no_referral_reason, ruled.ruling = "inadmissible", "rejected"
    factories.saved(ruled)
    assert found() == {}


def test_what_was_withdrawn_needs_no_referral():
    appeal(ruled_on=DAY, ruling="withdrawn")
    assert found() == {}


class TestNotReferredAsAllIsDisclosed:
    """法105条1項2号: not where a third party opposes; it may be entered after the reason."""

    def ruled(self, ruling="granted", reason="disclosed", day=None):
        return appeal(ruling=ruling, no_referral_reason=reason, ruled_on=day or after(30))

    def third_party(self, made, opposed="yes", day=DAY):
        request = made.request
        days = {"asked_on": request.received_on, "answered_on": day}
        return factories.third_party(request=request, opposed=opposed, **days)

    def test_though_a_third_party_opposed_is_found(self):
        made = self.ruled()
        assert found() == {}
        self.third_party(made)
        finding = found()["unreferred_though_opposed"]
        assert finding.severity == Severity.WARNING
        assert finding.subjects == ("令和6年度 審査請求第3号（令和6年5月31日裁決）",)
        assert finding.link == Link(DETAIL, made.pk)

    def test_in_an_appeal_of_a_third_party_is_found(self):
        made = self.ruled()
        QuerySet(ReviewRequest).filter(pk=made.pk).update(by_third_party=True)
        assert found().keys() == {"unreferred_though_opposed"}

    def test_though_one_was_only_heard_is_right(self):
        self.third_party(self.ruled(), opposed="no")
        assert found() == {}

    def test_though_one_opposed_after_the_ruling_is_right(self):
        self.third_party(self.ruled(), day=after(31))
        assert found() == {}

    def test_is_asked_about_once_it_is_ruled_on(self):
        made = self.ruled(day=LAST + timedelta(days=1))
        self.third_party(made)
        assert found() == {}
        assert found(FiscalYear(2025)).keys() == {"unreferred_though_opposed"}

    def test_is_right_for_another_reason(self):
        self.third_party(self.ruled("rejected", "inadmissible"))
        assert found() == {}


def test_of_several_the_list_of_the_year_is_shown():
    for _ in range(2):
        answer = factories.disposition(request=factories.disclosure_request(received_on=DAY))
        factories.review_request(disposition=answer, received_on=DAY, **WITH_RESULT)
    link = Link("disclosure:reviewrequest_list", query=(("reported_in", 2024),))
    assert found()["ruled_without_referral"].link == link


def test_who_is_not_recorded_as_told_is_incomplete_and_no_finding(city):
    untold = appeal(referred_on=after(3))
    assert found() == {}
    page = address("disclosure:reviewrequest_list")
    assert listed(log_in_as().get(page, {"lacking": "parties_told"})) == [untold]
    untold.parties_told_on = after(4)
    factories.saved(untold)
    assert listed(log_in_as().get(page, {"lacking": "parties_told"})) == []


@pytest.mark.parametrize(("days", "late"), [(90, False), (91, True)])
def test_a_late_referral_wants_its_reason(days, late):
    made = referred(days)
    assert ("referred_late" in found()) is late
    made.referral_reason = "資料の照会に日数を要したため"
    factories.saved(made)
    assert found() == {}


@pytest.mark.parametrize(("days", "late"), [(60, False), (61, True)])
def test_a_late_ruling_wants_its_reason(days, late):
    ruled = {"ruled_on": after(10 + days), "ruling": "granted"}
    made = referred(5, opinion_on=after(10), opinion="granted", **ruled)
    assert ("ruled_late" in found()) is late
    made.ruling_reason = "関係する課との調整に日数を要したため"
    factories.saved(made)
    assert found() == {}


@pytest.mark.parametrize(("before_the_end", "late"), [(90, False), (91, True)])
def test_what_waits_for_its_referral_is_measured_to_the_end_of_the_year(before_the_end, late):
    appeal(LAST - timedelta(days=before_the_end))
    assert ("referred_late" in found()) is late
    assert found(FiscalYear(2025))["referred_late"]


@pytest.mark.parametrize(("before_the_end", "late"), [(60, False), (61, True)])
def test_what_waits_for_its_ruling_is_measured_to_the_end_of_the_year(before_the_end, late):
    referred(1, opinion_on=LAST - timedelta(days=before_the_end), opinion="granted")
    assert ("ruled_late" in found()) is late


def test_an_ordinance_year_is_asked_nothing():
    received = date(2021, 5, 1)
    answer = factories.disposition(request=factories.disclosure_request(received_on=received))
    factories.review_request(
        disposition=answer, received_on=received, ruled_on=date(2021, 12, 1), ruling="dismissed"
    )
    assert [*review_findings.findings(FiscalYear(2021))] == []


def test_all_of_it_is_one_query(django_assert_num_queries):
    referred(91)
    with django_assert_num_queries(1):
        found()


def test_the_page_says_by_how_much(city):
    made = referred(91)
    page = log_in_as().get(made.get_absolute_url()).content.decode()
    assert '91日 <span class="status status-late">90日超過</span>' in page


@pytest.mark.parametrize("name", ["referred_late", "ruled_late"])
def test_the_list_finds_those_that_are_late(city, name):
    late = referred(91, opinion_on=after(100), opinion="granted")
    day = date(2024, 6, 1)
    answer = factories.disposition(request=factories.disclosure_request(received_on=day))
    factories.review_request(disposition=answer, received_on=day, ruled_on=day, ruling="withdrawn")
    page = log_in_as().get(address("disclosure:reviewrequest_list"), {name: "on"})
    assert listed(page) == [late]


# The database and the record count alike

steps = st.lists(st.integers(0, 200), min_size=3, max_size=3).map(sorted)


@given(
    steps=steps,
    known=st.integers(0, 3),
    reason=st.booleans(),
    until=st.integers(-1, 400),
)
def test_the_list_counts_as_the_record_does(steps, known, reason, until):
    ReviewRequest.objects.all().delete()
    names = ("referred_on", "opinion_on", "ruled_on")
    fields = {name: after(days) for name, days in zip(names[:known], steps, strict=False)}
    if known == 3:
        fields["ruling"] = "rejected"
    if known == 0 and reason:
        fields["no_referral_reason"] = "inadmissible"
    made, day = appeal(**fields), after(until)
    for days, most, query in (
        (made.days_to_referral(day), REFERRAL_DAYS, ReviewRequest.objects.referred_late(day)),
        (made.days_to_ruling(day), RULING_DAYS, ReviewRequest.objects.ruled_late(day)),
    ):
        assert query.exists() is (days is not None and days > most)


def test_the_law_that_asks_is_the_same_for_a_record_and_for_a_list():
    asked = appeal()
    other = factories.review_request()
    assert [asks_why(each.request) for each in (asked, other)] == [True, False]
    assert [*ReviewRequest.objects.law_asks()] == [asked]
    assert asked.request.kind.regime.name == ACT
