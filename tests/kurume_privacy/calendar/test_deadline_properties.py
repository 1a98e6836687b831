"""What holds for every deadline: it is what a count by hand gives, and never comes too early."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.calendar.deadlines import (
    ClosedDays,
    CorrectionDays,
    CountedFrom,
    ExtensionAs,
    Pause,
    Rule,
    SpecialDate,
    deadline,
    weekend,
)
from tests.examples import examples

DATES = st.dates(date(2020, 1, 1), date(2020, 12, 31))
RULES = st.builds(
    Rule,
    days=st.integers(1, 70),
    counted_from=st.sampled_from(CountedFrom),
    closed_days=st.sampled_from(ClosedDays),
    last_day_moves=st.booleans(),
    extension_as=st.sampled_from(ExtensionAs),
    correction_days=st.sampled_from(CorrectionDays),
)
HOLIDAYS = st.sets(DATES, max_size=40)


@st.composite
def pauses(draw):
    first = draw(DATES)
    length = draw(st.none() | st.integers(0, 40))
    return Pause(first, None if length is None else first + timedelta(days=length))


PAUSES = st.lists(pauses(), max_size=3)
EXTENSIONS = st.integers(0, 90)


def calendar(holidays):
    return lambda day: "市の休日" if day in holidays else weekend(day)


def reached(found):
    """Return the due date as something to compare; none yet is later than all."""
    return found.due or date.max


def by_hand(rule, received_on, closed, pauses, extension):
    """Count without the walk: take away the days that do not count, and point at the last."""
    days = [received_on + timedelta(days=place) for place in range(600)]
    begins = 0 if rule.correction_days == CorrectionDays.FROM_FIRST_DAY else 1
    spans = [(first + timedelta(days=begins), last) for first, last in pauses]
    if rule.correction_days == CorrectionDays.COUNTED:
        spans = []
    closed_ones = {day for day in days if closed(day)}
    weekends = {day for day in closed_ones if closed(day) in ("土曜日", "日曜日")}
    finished = [span for span in spans if span[1]]
    in_correction = {day for day in days for first, last in finished if first <= day <= last}
    left_out = {
        ClosedDays.COUNTED: set(),
        ClosedDays.NOT_COUNTED: closed_ones,
        ClosedDays.HOLIDAYS_NOT_COUNTED: closed_ones - weekends,
    }[rule.closed_days] | in_correction
    first = 0 if rule.counted_from == CountedFrom.SAME_DAY else 1
    total = rule.days
    if extension:
        added = rule.extension_as == ExtensionAs.ADDED
        total = rule.days + extension if added else max(rule.days, extension)
    last = [day for day in days[first:] if day not in left_out][total - 1]
    if rule.last_day_moves:
        last = next(day for day in days if day >= last and day not in closed_ones | in_correction)
    stops = min((first for first, until in spans if until is None), default=date.max)
    return None if stops <= last else last


SHORT_EXTENSIONS = st.integers(0, 40)
NEAR = st.integers(-3, 90)


@st.composite
def courses(draw):
    """Return closed days and corrections that lie where the count goes."""
    received_on = draw(DATES)
    holidays = {received_on + timedelta(days=days) for days in draw(st.sets(NEAR, max_size=30))}
    corrections = []
    for begins in draw(st.lists(st.integers(0, 80), max_size=3)):
        first, lasts = received_on + timedelta(days=begins), draw(st.none() | st.integers(0, 25))
        corrections.append(Pause(first, None if lasts is None else first + timedelta(days=lasts)))
    return received_on, holidays, corrections


@examples(200)
@given(RULES, courses(), SHORT_EXTENSIONS)
def test_it_is_what_a_count_by_hand_gives(rule, course, extension):
    received_on, holidays, corrections = course
    closed = calendar(holidays)
    found = deadline(rule, received_on, closed, corrections, extension)
    assert found.due == by_hand(rule, received_on, closed, corrections, extension)
    assert found.original == by_hand(rule, received_on, closed, [], 0)


@examples(100)
@given(RULES, courses(), SHORT_EXTENSIONS, NEAR)
def test_never_earlier_with_one_more_closed_day_near_by(rule, course, extension, days):
    received_on, holidays, corrections = course
    added = holidays | {received_on + timedelta(days=days)}
    before = deadline(rule, received_on, calendar(holidays), corrections, extension)
    after = deadline(rule, received_on, calendar(added), corrections, extension)
    assert reached(after) >= reached(before)
    assert after.original >= before.original


@given(RULES, DATES, HOLIDAYS, PAUSES, EXTENSIONS)
def test_explanation_and_date_agree(rule, received_on, holidays, pauses, extension):
    found = deadline(rule, received_on, calendar(holidays), pauses, extension)
    dates = [day.date for day in found.days]
    assert dates == [received_on + timedelta(days=place) for place in range(len(dates))]
    numbers = [day.number for day in found.days if day.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [day.date for day in found.days if day.is_due] == ([found.due] if found.due else [])
    assert bool(found.due) != bool(found.undetermined)
    assert all(day.note for day in found.days if day.number is None)
    if found.due:
        total = rule.extended(extension) if extension else rule.days
        assert len(numbers) == total
        last = next(day.date for day in found.days if day.number == total)
        assert (found.moved_from or found.due) == last
        assert found.days[-1].date == found.due


@given(RULES, DATES, HOLIDAYS, PAUSES, EXTENSIONS)
def test_never_on_a_closed_day_where_the_rule_says_so(
    rule, received_on, holidays, pauses, extension
):
    closed = calendar(holidays)
    found = deadline(rule, received_on, closed, pauses, extension)
    for day in filter(None, (found.original, found.due)):
        if rule.last_day_moves or rule.closed_days == ClosedDays.NOT_COUNTED:
            assert not closed(day)
        if rule.closed_days == ClosedDays.HOLIDAYS_NOT_COUNTED:
            assert day not in holidays


@given(RULES, DATES, HOLIDAYS, PAUSES, EXTENSIONS, DATES)
def test_never_earlier_with_one_more_closed_day(
    rule, received_on, holidays, pauses, extension, added
):
    before = deadline(rule, received_on, calendar(holidays), pauses, extension)
    after = deadline(rule, received_on, calendar(holidays | {added}), pauses, extension)
    assert reached(after) >= reached(before)
    assert after.original >= before.original


@given(RULES, DATES, HOLIDAYS, PAUSES, EXTENSIONS, pauses())
def test_never_earlier_with_one_more_correction(
    rule, received_on, holidays, pauses, extension, added
):
    closed = calendar(holidays)
    before = deadline(rule, received_on, closed, pauses, extension)
    after = deadline(rule, received_on, closed, [*pauses, added], extension)
    assert reached(after) >= reached(before)
    assert after.original == before.original


@given(RULES, DATES, HOLIDAYS, PAUSES, EXTENSIONS, st.integers(0, 30))
def test_never_earlier_with_a_longer_extension(
    rule, received_on, holidays, pauses, extension, longer
):
    closed = calendar(holidays)
    before = deadline(rule, received_on, closed, pauses, extension)
    after = deadline(rule, received_on, closed, pauses, extension + longer)
    assert reached(after) >= reached(before) >= (before.original or date.max)
    assert after.original == before.original


@given(RULES, st.dates(), HOLIDAYS, PAUSES, st.integers(0, 32767))
def test_no_date_is_an_error(rule, received_on, holidays, pauses, extension):
    deadline(rule, received_on, calendar(holidays), pauses, extension)


SPECIAL = st.builds(SpecialDate, DATES, DATES)


@examples(200)
@given(RULES, courses(), NEAR, st.integers(0, 400))
def test_a_special_period_lasts_until_the_date_that_was_told_if_told_in_time(
    rule, course, notified, lasts
):
    received_on, holidays, corrections = course
    special = SpecialDate(
        received_on + timedelta(days=notified), received_on + timedelta(days=lasts)
    )
    closed = calendar(holidays)
    without = deadline(rule, received_on, closed, corrections)
    found = deadline(rule, received_on, closed, corrections, special=special)
    late = without.due is not None and special.notified_on > without.due
    assert found.late_special == late
    assert found.due == (without.due if late else special.until)
    assert found.original == without.original


@given(RULES, DATES, HOLIDAYS, PAUSES, EXTENSIONS, SPECIAL)
def test_explanation_and_date_of_a_special_period_agree(
    rule, received_on, holidays, pauses, extension, special
):
    found = deadline(rule, received_on, calendar(holidays), pauses, extension, special=special)
    dates = [day.date for day in found.days]
    assert dates == [received_on + timedelta(days=place) for place in range(len(dates))]
    assert [day.date for day in found.days if day.is_due] == ([found.due] if found.due else [])
    assert bool(found.due) != bool(found.undetermined)
    assert all(day.note for day in found.days if day.number is None)
    if found.due:
        assert found.days[-1].date == found.due


@given(RULES, st.dates(), st.builds(SpecialDate, st.dates(), st.dates()))
def test_no_date_of_a_special_period_is_an_error(rule, received_on, special):
    deadline(rule, received_on, weekend, special=special)
