"""Whatever was answered when: both ways of counting agree with a count by hand, and add up."""

from collections import Counter
from datetime import date, timedelta
from unittest import mock

from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from disclosure.figures.counts import count
from disclosure.figures.course import count_course
from disclosure.figures.section import section
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import every_number
from kurume_privacy.models import Counted, CountingWay, Law, Role, Way
from reports.compiling.checks.agreement import disagreements
from reports.compiling.compile import compile_report
from tests import factories
from tests.examples import examples
from tests.factories import ACT
from tests.reports import naive_course
from tests.reports.ledger import special_period
from tests.reports.naive_course import Answer, Asked
from tests.reports.opened import Lists

YEARS = (2021, 2022, 2023, 2024)  # the law changes in between
ways = st.sampled_from(list(Way))
printed = st.sampled_from(["beside", "inner"])
days = st.dates(date(2021, 4, 1), date(2025, 3, 31))
gaps = st.sampled_from([0, 1, 14, 30, 200, 400]) | st.integers(0, 900)


@st.composite
def requests(draw):
    """A request with up to three answers, entered in any order."""
    day = draw(days)
    kind = draw(st.sampled_from(["開示", "訂正"]))
    law = factories.regime_on(day)
    hows = ["decided", "withdrawn", *(["transferred"] if law == ACT else [])]
    special = law == ACT and kind == "開示" and draw(st.booleans())
    drawn = draw(st.lists(st.tuples(gaps, st.sampled_from(hows)), max_size=3))
    given_on = [
        Answer(day + timedelta(days=gap), how, special and how == "decided" and draw(st.booleans()))
        for gap, how in drawn
    ]
    return Asked(day, law, kind, tuple(given_on), law == ACT and draw(st.booleans()))


@st.composite
def counted_days(draw):
    """Days after the ends of the first years, ascending; the later years have none yet."""
    known, last = {}, date(2022, 3, 31)
    for year in YEARS[: draw(st.integers(0, len(YEARS)))]:
        begin = max(last, date(year + 1, 4, 1))
        last = begin + timedelta(days=draw(st.integers(0, 300)))
        known[year] = last
    return known


def special(asked: Asked) -> bool:
    return any(answer.part for answer in asked.answers)


class RandomCourses(TestCase):
    def enter(self, asked: list[Asked]):
        for number, one in enumerate(asked, start=1):
            kind = factories.kind(one.kind, one.law)
            came = {"transferred_from": "別の市", "first_received_on": one.day}
            request = factories.disclosure_request(
                number=number,
                received_on=one.day,
                kind=kind,
                **(special_period(one.day) if special(one) else {}),
                **(came if one.transferred_in else {}),
            )
            for answer in one.answers:
                transferred = answer.how == "transferred"
                outcome = kind.outcomes.filter(
                    is_withdrawal=answer.how == "withdrawn",
                    is_transfer=transferred,
                    clause_use="none",
                )
                factories.disposition(
                    request=request,
                    outcome=outcome.first(),
                    decided_on=answer.day,
                    part_only=answer.part,
                    transferred_to="別の市" if transferred else "",
                )

    def count_by(self, way: Way, outcomes: str = "beside") -> None:
        """Let every law count in this way, and state what was carried over."""
        rows = QuerySet(CountingWay)
        rows.update(dispositions=way, outcomes=outcomes, states_course=True)

    def law(self, year: int, found: naive_course.Days) -> Law:
        return Law.of(FiscalYear(year), Counted(found.to, found.before))

    def days(self, way: Way, year: int, known: dict[int, date]) -> naive_course.Days:
        return naive_course.days_of(way.value, year, known)

    @examples(20)
    @given(st.lists(requests(), max_size=8), counted_days(), ways)
    def test_both_ways_count_what_a_count_by_hand_finds(self, asked, known, way):
        self.enter(asked)
        self.count_by(way)
        for year in YEARS:
            found = self.days(way, year, known)
            law = self.law(year, found)
            counts = count(FiscalYear(year), law)
            expected = naive_course.course(asked, year, found)
            assert named(count_course(law), law) == expected
            assert by_kind(counts.dispositions, law) == naive_course.answers(
                asked, way.value, year, found
            )
            assert by_kind(counts.pending, law) == naive_course.waiting(
                asked, way.value, year, found
            )

    @examples(20)
    @given(st.lists(requests(), max_size=8), counted_days(), ways)
    def test_what_waits_is_what_the_next_year_is_opened_with(self, asked, known, way):
        """Opening + received + transferred in = decided + withdrawn + transferred out + pending.

        Law by law, over the years.
        """
        self.enter(asked)
        pending: Counter = Counter()
        self.count_by(way)
        for year in YEARS:
            counts = count_course(self.law(year, self.days(way, year, known)))
            opening = sums(counts, origin="carried_over")
            assert opening == pending
            came = sums(counts, origin="received") + sums(counts, origin="transferred_in")
            went = (sums(counts, end=end) for end in ("decided", "withdrawn", "transferred"))
            pending = sums(counts, end="pending")
            assert opening + came == sum(went, Counter()) + pending
            if way == Way.COHORT and year not in known:
                return  # what is not closed yet is carried over as its last day saw it

    @examples(6)
    @given(st.lists(requests(), max_size=8), counted_days(), ways, printed)
    def test_every_number_is_its_list_and_the_places_agree(self, asked, known, way, outcomes):
        self.enter(asked)
        self.count_by(way, outcomes)
        lists = Lists(factories.user("lists", Role.OFFICE))
        for year in YEARS:
            law = self.law(year, self.days(way, year, known))
            made = section(FiscalYear(year), law)
            with mock.patch("reports.compiling.compile.law_of", lambda year, law=law: law):
                assert disagreements(compile_report(FiscalYear(year))) == []
            for number in (*every_number(made.blocks), *made.held):
                if number.measure.startswith("disclosure."):
                    assert lists.length(number.link) == number.value, (number.label, number.link)


def named(counts: Counter, law: Law) -> Counter:
    """Return the counts by the names of law and kind."""
    laws = {regime.pk: regime.name for regime in law.regimes}
    return Counter(
        {
            (laws[regime], origin, kinds(law)[kind], end): records
            for (regime, origin, kind, end), records in counts.items()
        }
    )


def by_kind(counts: Counter, law: Law) -> Counter:
    found: Counter = Counter()
    laws = {regime.pk: regime.name for regime in law.regimes}
    for (regime, kind, *_), records in counts.items():
        found[laws[regime], kinds(law)[kind]] += records
    return found


def kinds(law: Law) -> dict[int, str]:
    return {kind.pk: kind.name for each in law.regimes for kind in each.requestkind_set.all()}


def sums(counts: Counter, origin=None, end=None) -> Counter:
    """Add up by regime and kind what has this origin and this end."""
    found: Counter = Counter()
    for (regime, came, kind, went), records in counts.items():
        if origin in (None, came) and end in (None, went):
            found[regime, kind] += records
    return found
