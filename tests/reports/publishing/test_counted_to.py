"""A case goes on after its year is published: the year counts up to a day, and stays so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from disclosure.figures.course import COURSE
from disclosure.models import Correction, DisclosureRequest, Disposition, ThirdParty
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.identity import Identity, by_of
from kurume_privacy.document.measuring import first, total
from kurume_privacy.models import ClosedYear, CountingWay, Role, YearClosed
from kurume_privacy.models.closed_year import CountedAlready
from reports.compiling.compile import compile_report
from reports.compiling.counted import counted_to
from reports.models import Edition, StepKind
from reports.publishing import publish
from reports.publishing.draft import Draft
from reports.publishing.standing import standings
from tests import factories
from tests.desk import address, clerk_of, filled, log_in_as, text
from tests.kurume_privacy.closing import change
from tests.reports import editions
from tests.reports import published as publishing
from tests.reports.opened import Lists, assert_numbers_are_their_lists

pytestmark = pytest.mark.django_db

YEAR, NEXT = FiscalYear(2021), FiscalYear(2022)
ASKED = datetime(2022, 5, 10, 3, tzinfo=UTC)
DAY = date(2022, 5, 10)
AFTER = date(2022, 6, 20)
SENTENCE = (
    "令和3年度は、令和4年5月10日までを数えた報告書が締め切られています。その日までの日付の処理、"
    "延長、補正、実施などは、登録・変更・削除できません。"
)


@pytest.fixture(autouse=True)
def few_files(monkeypatch):
    """Two files that are quickly made; the real ones have tests of their own."""
    monkeypatch.setattr(publish, "files_of", publishing.few_files)


@pytest.fixture
def people(city):
    return factories.user("office", Role.OFFICE), factories.user("approver", Role.APPROVER)


@pytest.fixture
def pending(people):
    """A request of a published year that nobody has answered, beside one that was answered."""
    factories.business_notice(number=1)
    factories.public_notice(2020)
    answered = factories.disclosure_request(number=1)
    factories.disposition(request=answered, decided_on=answered.received_on)
    request = factories.disclosure_request(number=2)
    go(people, StepKind.ASK, StepKind.APPROVE, StepKind.PUBLISH)
    return request


def go(people, *acts, at=ASKED):
    office, approver = people
    for act in acts:
        options = {
            StepKind.PUBLISH: {"notice_number": 412, "published_on": at.date()},
            StepKind.REOPEN: {"reason": "処理の入力が漏れていたため"},
        }.get(act, {})
        if act == StepKind.ASK:
            for warning in Draft.of(YEAR, at.date()).unexplained:
                publish.explain(YEAR, warning.check, "確かめました。", office, at)
        user = office if act in publish.OFFICE_TAKES else approver
        getattr(publish, act.value)(YEAR, user=user, now=at, **options)


def decide(request, day=AFTER, **more):
    return factories.disposition(request=request, decided_on=day, **more)


def errata():
    (standing,) = (one for one in standings() if int(one.year) == 2021)
    return standing.errata


def waiting(report, year=YEAR):
    return total(report, Identity("disclosure.pending", ()))


def test_the_day_of_asking_stands_with_the_year_and_its_edition(pending):
    assert ClosedYear.objects.get().counted_to == DAY
    assert Edition.objects.get().counted_to == DAY
    assert counted_to(YEAR) == DAY


def test_a_year_that_nobody_asked_about_counts_all_that_is_recorded(city):
    assert counted_to(YEAR) is None


def test_the_day_is_that_of_the_citys_own_calendar(people):
    factories.business_notice(number=1)
    factories.public_notice(2020)
    go(people, StepKind.ASK, at=datetime(2022, 5, 9, 16, tzinfo=UTC))
    assert ClosedYear.objects.get().counted_to == DAY


def test_what_happens_later_changes_neither_the_edition_nor_its_comparison(pending):
    before = compile_report(YEAR)
    late = {"extended_on": AFTER, "extension_days": 30, "extension_reason": "調査のため"}
    asked = Correction(request=pending, requested_on=DAY + timedelta(days=1))
    factories.saved(asked)
    change(asked, completed_on=AFTER)
    for name, value in late.items():
        setattr(pending, name, value)
    factories.saved(pending)
    answer = decide(pending)
    answer.carried_out_on, answer.fee, answer.sheets = AFTER, 100, 10
    factories.saved(answer)
    assert compile_report(YEAR) == before
    assert waiting(before) == 1
    assert errata() == ()
    answer.delete()
    asked.delete()


def test_what_was_open_on_the_day_may_be_closed_after_it(people):
    factories.business_notice(number=1)
    factories.public_notice(2020)
    request = factories.disclosure_request(number=1)
    correction = factories.saved(Correction(request=request, requested_on=request.received_on))
    answer = decide(factories.disclosure_request(number=2), DAY)
    go(people, StepKind.ASK)
    correction.completed_on = AFTER
    factories.saved(correction)
    answer.carried_out_on, answer.fee = AFTER, 300
    factories.saved(answer)
    correction.completed_on = DAY
    with pytest.raises(CountedAlready):
        correction.save()
    answer.carried_out_on = DAY
    with pytest.raises(CountedAlready):
        answer.save()


def test_approval_and_publication_go_on_though_a_case_does(people):
    factories.business_notice(number=1)
    factories.public_notice(2020)
    request = factories.disclosure_request(number=1)
    go(people, StepKind.ASK)
    decide(request)
    go(people, StepKind.APPROVE, StepKind.PUBLISH, at=datetime(2022, 7, 1, 3, tzinfo=UTC))
    assert waiting(Edition.objects.get().report) == 1


@pytest.mark.parametrize("day", [DAY, DAY - timedelta(days=30)])
def test_what_is_dated_within_the_days_is_refused_and_says_so(pending, day):
    with pytest.raises(CountedAlready) as refusal:
        decide(pending, day)
    assert refusal.value.messages[0].startswith(SENTENCE)
    with pytest.raises(CountedAlready):
        factories.saved(Correction(request=pending, requested_on=day))
    heard = ThirdParty(request=pending, asked_on=day)
    with pytest.raises(CountedAlready):
        heard.save()


def test_nothing_that_the_edition_counted_is_changed_or_deleted(pending):
    answer = Disposition.objects.exclude(request=pending).get()
    for name, value in (("decided_on", AFTER), ("decided_on", DAY)):
        setattr(answer, name, value)
        with pytest.raises(YearClosed):
            answer.save()
    answer.refresh_from_db()
    for record in (answer, answer.request, pending):
        with pytest.raises(YearClosed):
            record.delete()
    pending.number = 77
    with pytest.raises(YearClosed, match="報告書に載る記録は、登録・変更・削除できません"):
        pending.save()


def test_after_reopening_it_is_an_erratum_and_the_day_is_the_same(people, pending):
    later = datetime(2022, 9, 1, 3, tzinfo=UTC)
    decide(factories.disclosure_request(number=5, received_on=date(2022, 4, 1)), AFTER)
    go(people, StepKind.REOPEN, at=later)
    assert counted_to(YEAR) == DAY
    answer = decide(pending)
    assert Draft.of(YEAR, AFTER).errata == ()
    answer.decided_on = DAY
    factories.saved(answer)
    assert Draft.of(YEAR, AFTER).errata
    go(people, StepKind.ASK, StepKind.APPROVE, StepKind.PUBLISH, at=later)
    edition = Edition.objects.of_year(YEAR).last()
    assert (edition.number, edition.counted_to) == (2, DAY)
    assert "処理の入力が漏れていたため" in edition.corrections
    assert errata() == ()


def test_the_next_year_finds_nothing_broken_and_carries_it_over(pending):
    decide(pending)
    found = {one.check for one in Draft.of(NEXT, date(2023, 4, 3)).findings}
    assert "carry_over" not in found
    state_course()
    report = compile_report(NEXT)
    assert carried(report, "all") == 1
    assert (carried(report, "decided"), carried(report, "pending")) == (1, 0)
    lists = Lists(factories.user("lists", Role.OFFICE))
    assert_numbers_are_their_lists(report, lists)


def state_course():
    """Let the reports from 令和4年度 on say what was carried over."""
    way = CountingWay.objects.get(regime=factories.regime())
    way.valid_until = date(2022, 3, 31)
    factories.saved(way)
    since = {"valid_from": date(2022, 4, 1), "states_course": True}
    same = {name: getattr(way, name) for name in ("regime", "name", "order", "key")}
    factories.saved(CountingWay(**same | since))


def carried(report, end):
    regime = DisclosureRequest.objects.first().kind.regime.key
    by = {"regime": regime, "origin": "carried_over"} | ({} if end == "all" else {"end": end})
    return first(report, Identity(COURSE, by_of(**by)))


def test_every_number_of_a_published_year_is_its_list(pending):
    decide(pending)
    report = compile_report(YEAR)
    assert_numbers_are_their_lists(report, Lists(factories.user("lists", Role.OFFICE)))


def test_at_the_desk_the_clerk_goes_on_and_is_told_what_stays(pending):
    client = clerk_of(pending.division)
    page = client.get(pending.get_absolute_url()).content.decode()
    assert SENTENCE in page
    assert "その後の日付のものは、そのまま登録・変更できます。" in page
    update = address("disclosure:disclosurerequest_update", pending.pk)
    granted = str(factories.outcome().pk)
    typed = {
        "dispositions-TOTAL_FORMS": "1",
        "dispositions-0-outcome": granted,
        "dispositions-0-decided_on": "R4.5.10",
    }
    refused = client.post(update, filled(client.get(update), **typed))
    assert refused.status_code == 422
    (error,) = refused.context["errors"]
    assert (error[0], error[2].startswith(SENTENCE)) == ("id_dispositions-0-decided_on", True)
    typed["dispositions-0-decided_on"] = "R4.6.20"
    assert client.post(update, filled(client.get(update), **typed)).status_code == 302
    assert pending.dispositions.get().decided_on == AFTER


def test_the_draft_and_the_public_page_say_up_to_which_day(client, pending):
    editions.edition(2020, counted_to=DAY)
    office = log_in_as("another")
    assert "<strong>令和4年5月10日</strong>までの処理や補正などを数えています" in text(
        office.get(address("reports:draft", YEAR))
    )
    assert "令和４年５月１０日まで" in text(client.get(address("reports:report", YEAR.previous)))


class TestALaterYearThatSaysWhatWasCarriedOver:
    """Its edition is frozen too: what it says of older requests stays while it is closed."""

    @pytest.fixture
    def closed(self, pending):
        state_course()
        ClosedYear.objects.create(year=2022, counted_to=date(2023, 5, 10))
        return pending

    def test_an_answer_within_its_days_is_refused(self, closed):
        with pytest.raises(CountedAlready, match="令和4年度は、令和5年5月10日までを数えた"):
            decide(closed)

    def test_an_answer_behind_them_is_entered(self, closed):
        before = [compile_report(year) for year in (YEAR, NEXT)]
        decide(closed, date(2023, 6, 1))
        assert before == [compile_report(year) for year in (YEAR, NEXT)]
