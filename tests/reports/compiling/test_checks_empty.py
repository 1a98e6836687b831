"""A section without a record, and a report without the 告示 before it: each is asked about."""

from datetime import date

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import NOT_APPLICABLE, Severity
from kurume_privacy.document.links import Link
from reports.compiling import checks
from reports.compiling.checks import CHECKS
from reports.compiling.checks.empty import EMPTY
from reports.compiling.compile import compile_report
from reports.models import Explanation
from reports.publishing.draft import Draft
from reports.sections import SECTIONS
from tests import factories
from tests.factories import DAY
from tests.reports.published import NOW

pytestmark = pytest.mark.django_db
YEAR = FiscalYear(2021)
NEXT_DAY = date(2022, 4, 1)
# A record of each section that counts any, on a day of the year.
RECORDS = {
    "registrations": lambda day: factories.business_notice(notified_on=day),
    "disclosure": lambda day: factories.disclosure_request(received_on=day),
    "outside_use": lambda day: factories.use_notice(notified_on=day),
    "reviews": lambda day: factories.review_request(received_on=day),
    "council": lambda day: factories.council_session(FiscalYear.of(day).start),
    "training": lambda day: factories.training(month=day.replace(day=1)),
}
SAID = {
    "registrations": "業務の届出はありませんでした。",
    "disclosure": "請求はありませんでした。",
    "outside_use": "目的外利用・外部提供の届出はありませんでした。",
    "reviews": "審査請求はありませんでした。",
    "council": "情報公開・個人情報保護審議会を開催しませんでした。",
    "training": "研修等の実施はありませんでした。",
}


def empty(year=YEAR):
    """Return the sections that are found to have no record, in their order."""
    found = checks.run(year, compile_report(year), NEXT_DAY)
    names = {check.name: key for key, check in EMPTY.items()}
    return {names[one.check]: one for one in found if one.check in names}


def test_every_section_that_counts_records_of_its_year_has_a_check():
    assert list(EMPTY) == list(RECORDS)
    assert {section.key for section in SECTIONS} - EMPTY.keys() == {"publication"}
    assert [check for check in CHECKS.values() if check in EMPTY.values()] == [*EMPTY.values()]
    assert {check.severity for check in EMPTY.values()} == {Severity.WARNING}


def test_a_year_without_anything_is_asked_about_section_by_section(city):
    found = empty()
    assert list(found) == list(RECORDS)
    for key, finding in found.items():
        assert SAID[key] in finding.sentence
        assert finding.sentence.startswith("令和3年度の")
        assert f"「{NOT_APPLICABLE}」を選び" in finding.sentence


def test_what_people_would_read_is_what_the_report_says(city):
    report = compile_report(YEAR)
    for key, finding in empty().items():
        (section,) = (one for one in report.sections if one.key == key)
        first = "".join(map(str, section.blocks[0].content))
        assert f"報告書には、「{first}」と載ります。" in finding.sentence


def test_it_leads_to_the_list_of_the_year(city):
    found = empty()
    assert found["training"].link == Link("reports:training_list", query=(("year", 2021),))
    assert found["council"].link == Link("council:councilsession_list", query=(("year", 2021),))


@pytest.mark.parametrize("key", RECORDS)
def test_one_record_is_enough_in_its_own_year(city, key):
    RECORDS[key](date(2020, 6, 1))
    RECORDS[key](date(2022, 6, 1))
    if key != "reviews":  # one of the year before is pending, and told
        assert key in empty()
    RECORDS[key](DAY)
    assert key not in empty()


def test_an_appeal_that_was_carried_over_is_something_to_report(city):
    appeal = factories.review_request(received_on=date(2021, 3, 1))
    assert "reviews" not in empty()
    appeal.ruled_on, appeal.ruling = date(2021, 3, 31), "dismissed"
    appeal.save()
    assert "reviews" in empty()


def test_a_session_of_which_nothing_else_is_known_is_a_record(city):
    factories.council_session(2021)
    assert "council" not in empty()


class TestTheReason:
    def group(self, key="training"):
        groups = {group.check: group for group in Draft.of(YEAR, NOW.date()).groups}
        return groups.get(EMPTY[key].name)

    def explain(self, found, **known):
        user = factories.user("office", "office")
        at = {"user": user, "at": NOW, "reason": NOT_APPLICABLE}
        Explanation.objects.create(year=2021, found=found, **at, **known)

    def test_of_one_section_is_none_of_another(self, city):
        self.explain(self.group().digest, check_name=EMPTY["training"].name)
        assert self.group().explained
        assert not self.group("council").explained

    def test_goes_with_a_record_and_is_asked_again_where_people_read_otherwise(self, city):
        self.explain(self.group("outside_use").digest, check_name=EMPTY["outside_use"].name)
        law = factories.regime()
        law.use_word = "目的外の利用"
        law.save()
        assert not self.group("outside_use").explained
        factories.use_notice()
        assert self.group("outside_use") is None


class TestTheNoticeOfTheYearBefore:
    def found(self):
        found = checks.run(YEAR, compile_report(YEAR), NEXT_DAY)
        return next((one for one in found if one.check == "previous_notice_missing"), None)

    def test_is_missed_in_the_words_that_people_would_read(self, city):
        sentence = (
            "報告書には「令和2年度の久留米市個人情報保護制度の運用状況の公表の記録は、"
            "ありません。」と載り、市民が読みます。"
        )
        assert sentence in self.found().sentence
        assert CHECKS["previous_notice_missing"].affirmation == NOT_APPLICABLE

    def test_is_not_missed_once_it_is_entered(self, city):
        factories.public_notice(2020)
        assert self.found() is None

    def test_was_explained_before_it_was_said_so_and_still_is(self, city):
        """The digest of the sentence of before, as an upgrade finds it."""
        assert self.found().former == (
            checks.previous.NOTICE.found(
                "令和2年度の運用状況を公表した告示の記録がありません。告示を登録してください。"
                "公表していないときは、その理由を書いてください。"
            ).digest
        )
