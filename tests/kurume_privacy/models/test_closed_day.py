"""The days on which the city is closed, and how a row of the law counts them."""

from datetime import date

import pytest

from kurume_privacy.calendar import deadlines
from kurume_privacy.models import ClosedDay, DecisionDeadline, Outcome, RequestKind, closed_days
from tests import factories
from tests.factories import ACT, ASSEMBLY, ORDINANCE, refused, refused_by_database, saved

pytestmark = pytest.mark.django_db


# Closed days


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 6, 1), ""),
        (date(2026, 6, 6), "土曜日"),
        (date(2026, 6, 7), "日曜日"),
        (date(2026, 5, 4), "みどりの日"),
        (date(2026, 5, 6), "憲法記念日 振替休日"),
        (date(2026, 12, 28), ""),
        (date(2026, 12, 29), "年末年始"),
        (date(2027, 1, 1), "元日"),
        (date(2027, 1, 3), "年末年始"),
        (date(2027, 1, 4), ""),
    ],
)
def test_a_closed_day_has_a_name(day, name):
    assert closed_days()(day) == name


def test_the_city_closes_on_days_of_its_own():
    closed = factories.closed_day(day=date(2026, 6, 2), name="開庁記念日")
    assert str(closed) == "令和8年6月2日 開庁記念日"
    assert closed_days()(date(2026, 6, 2)) == "開庁記念日"


def test_a_day_of_the_city_that_is_a_holiday_anyway_keeps_its_name():
    factories.closed_day(day=date(2026, 5, 4), name="市の休日")
    factories.closed_day(day=date(2026, 6, 6), name="市の休日")
    closed = closed_days()
    assert (closed(date(2026, 5, 4)), closed(date(2026, 6, 6))) == ("みどりの日", "市の休日")


def test_a_day_is_closed_once():
    factories.closed_day(day=date(2026, 6, 2))
    again = ClosedDay(day=date(2026, 6, 2), name="市の休日")
    refused(again, "この日は、既に市の休日です。", at="day")


def test_a_closed_day_has_a_history():
    closed = factories.closed_day()
    closed.name = "臨時の休日"
    saved(closed)
    assert [row.name for row in closed.history.all()] == ["臨時の休日", "市の休日"]


def test_the_calendar_is_read_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        closed = closed_days()
        [closed(date(2026, 1, day)) for day in range(1, 32)]


@pytest.mark.parametrize("day", [date.min, date.max, date(1900, 1, 1), date(9998, 12, 31)])
def test_no_day_is_an_error(day):
    closed_days()(day)


# The rule of a row of the law


def test_the_act_counts_as_its_article_83_says():
    assert factories.deadline(ACT).deadline_rule() == deadlines.Rule(
        days=30,
        counted_from=deadlines.CountedFrom.NEXT_DAY,
        closed_days=deadlines.ClosedDays.COUNTED,
        last_day_moves=True,
        extension_as=deadlines.ExtensionAs.ADDED,
        correction_days=deadlines.CorrectionDays.FROM_NEXT_DAY,
    )


def test_nobody_knows_the_days_of_the_ordinance():
    assert factories.deadline(ORDINANCE).deadline_rule() is None


@pytest.mark.parametrize("name", ["CountedFrom", "ClosedDays", "ExtensionAs", "CorrectionDays"])
def test_the_choices_are_those_that_are_counted(name):
    assert getattr(DecisionDeadline, name).values == list(getattr(deadlines, name))


@pytest.mark.parametrize(
    "field", ["counted_from", "closed_days", "extension_as", "correction_days"]
)
def test_the_database_knows_no_other_rule(field):
    act = factories.deadline(ACT)
    setattr(act, field, "else")
    refused(act, "'else' は有効な選択肢ではありません。", at=field)
    refused_by_database(act, f"kurume_privacy_decisiondeadline_{field}_known")


@pytest.mark.parametrize("days", [0, 367])
def test_a_deadline_has_some_days(days):
    act = factories.deadline(ACT)
    act.decision_days = days
    refused(act, "決定の期限は、1日から366日までにしてください。")
    refused_by_database(act, "decision_days_in_range")


def test_an_extension_is_not_endless():
    act = factories.deadline(ACT)
    act.extension_days = 367
    refused(act, "延長の上限は、366日までにしてください。")
    refused_by_database(act, "extension_days_in_range")


# What the law says of a request's course


def test_under_the_act_correction_and_cessation_follow_a_disclosure():
    following = RequestKind.objects.filter(follows_disclosure=True)
    assert {(kind.regime.name, kind.name) for kind in following} == {
        (law, kind) for law in (ACT, ASSEMBLY) for kind in ("訂正", "利用停止")
    }


def test_what_grants_something_is_carried_out():
    def named(needed):
        return set(Outcome.objects.filter(carrying_out=needed).values_list("name", flat=True))

    assert named("required") == {
        *("全部開示", "部分開示"),
        *("訂正", "一部訂正", "利用停止", "一部利用停止"),
    }
    assert named("optional") == {"承諾", "一部承諾"}


def test_the_first_history_knows_the_rule():
    act = factories.deadline(ACT)
    assert act.history.get().counted_from == act.counted_from
    granted = factories.outcome("全部開示", ACT)
    assert granted.history.get().carrying_out == "required"
