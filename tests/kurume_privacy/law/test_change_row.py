"""A row of the law changes from a day on, or ends: two versions, one key, each its own days."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kurume_privacy.law.change_row import change_row, end_row
from kurume_privacy.law.day import like
from kurume_privacy.models import (
    LISTS_OF_LAW,
    ClosedYear,
    CountingWay,
    DecisionDeadline,
    Outcome,
    RequestKind,
    UseGround,
)
from tests import factories
from tests.factories import ACT, saved
from tests.laws import one_more, row

pytestmark = pytest.mark.django_db

DAY = date(2027, 10, 1)
LAST = DAY - timedelta(days=1)
every_list = pytest.mark.parametrize("model", LISTS_OF_LAW)


def changed(former, day=DAY, **fields):
    """Change a row from a day on."""
    sets = {field.name: [*getattr(former, field.name).all()] for field in former._meta.many_to_many}
    return change_row(former, like(former, **{"valid_from": day} | fields), sets)


def in_force(model, **dates):
    """Make one more row of a law that is in force far off."""
    law = {} if model is CountingWay else {"regime": factories.regime(ACT)}  # one way a day
    return saved(one_more(model, **law | dates))


def refusal(act, *args, **options):
    """Return what an act refuses: {field: sentences}."""
    with pytest.raises(ValidationError) as refused:
        act(*args, **options)
    return refused.value.message_dict


@every_list
class TestEveryList:
    def test_the_version_before_ends_where_the_next_begins(self, model):
        former = in_force(model, valid_until=date(2070, 3, 31))
        day = date(2065, 4, 1)
        later = changed(former, day, name="改めた名称")
        former.refresh_from_db()
        assert (former.name, former.valid_until) == ("新", date(2065, 3, 31))
        assert (later.name, later.valid_from) == ("改めた名称", day)
        assert later.valid_until == date(2070, 3, 31)
        assert (later.key, later.regime) == (former.key, former.regime)
        assert former.on(day, "kind") == later
        assert later.history.get().history_change_reason == "令和47年4月1日からの変更"
        assert former.history.first().history_change_reason == "令和47年4月1日からの変更"

    def test_it_ends(self, model):
        former = in_force(model, valid_from=date(2065, 4, 1))
        assert end_row(former, date(2065, 6, 30)).valid_until == date(2065, 6, 30)


def test_a_row_keeps_its_sets_and_what_it_names():
    former = row(Outcome, "not_held")
    later = changed(former, name="保有していない")
    assert {*later.kinds.all()} == {*former.kinds.all()}
    assert later.parent == former.parent


class TestAKind:
    def test_is_answered_by_what_answered_it(self):
        former = row(RequestKind, "disclosure")
        answers = {*former.outcomes.all()}
        assert {*changed(former, name="開示等").outcomes.all()} == answers

    def test_but_not_by_what_had_ended(self):
        former = row(RequestKind, "disclosure")
        ended = end_row(row(Outcome, "formal_defect"), date(2027, 3, 31))
        assert ended not in changed(former, name="開示等").outcomes.all()

    def test_is_decided_by_the_same_deadline(self):
        former = row(RequestKind, "disclosure")
        later = changed(former, name="開示等")
        old, new = DecisionDeadline.objects.filter(regime__key="act", key="disclosure")
        assert (old.kind, old.valid_until) == (former, LAST)
        assert (new.kind, new.valid_from, new.decision_days) == (later, DAY, old.decision_days)

    def test_and_by_one_that_begins_later(self):
        former = row(RequestKind, "disclosure")
        deadline = changed(row(DecisionDeadline, "disclosure"), date(2028, 4, 1), decision_days=20)
        later = changed(former, name="開示等")
        deadline.refresh_from_db()
        assert (deadline.kind, deadline.valid_from) == (later, date(2028, 4, 1))

    def test_a_later_version_names_the_version_of_its_day(self):
        kind = changed(row(RequestKind, "disclosure"), name="開示等")
        deadline = DecisionDeadline.objects.get(kind=kind)
        assert changed(deadline, date(2028, 4, 1), decision_days=20).kind == kind
        parent = changed(row(Outcome, "refused"), name="不開示決定")
        assert changed(row(Outcome, "excluded"), date(2028, 4, 1), name="除外").parent == parent


class TestRefused:
    def test_the_first_day_of_the_row(self):
        former = changed(row(UseGround, "law"), name="法令等")
        assert refusal(changed, former, name="別") == {
            "day": [
                "令和9年10月1日は、「法令等」の適用開始日です。"
                "この日からの内容は、「変更する」で直してください。"
            ]
        }

    @pytest.mark.parametrize("day", [date(2023, 3, 31), date(2027, 10, 1)])
    def test_a_day_outside_its_own_days(self, day):
        former = end_row(row(UseGround, "law"), LAST)
        assert "適用されません" in refusal(changed, former, day, name="別")["day"][0]

    @pytest.mark.parametrize("day", [date(2023, 4, 1), date(2022, 4, 1)])
    def test_a_day_outside_its_law(self, day):
        former = row(UseGround, "law", "ordinance")
        refused = refusal(changed, former, date(2023, 4, 1), name="別")
        assert "適用されません" in refused["day"][0]

    @pytest.mark.parametrize("year", [2027, 2028])
    def test_a_closed_year_that_it_binds(self, year):
        ClosedYear.objects.create(year=year)
        (sentence,) = refusal(changed, row(UseGround, "law"), name="別")["day"]
        assert f"締め切った令和{year - 2018}年度の報告書" in sentence
        assert f"令和{year - 2017}年4月1日以後の日" in sentence

    def test_but_not_one_before_or_when_it_is_over(self):
        ClosedYear.objects.create(year=2026)
        former = end_row(row(UseGround, "law"), date(2028, 3, 31))
        ClosedYear.objects.create(year=2028)
        assert changed(former, name="別").valid_until == date(2028, 3, 31)

    def test_an_end_in_a_closed_year(self):
        ClosedYear.objects.create(year=2027)
        assert "締め切った" in refusal(end_row, row(UseGround, "law"), LAST)["last_day"][0]
        assert end_row(row(UseGround, "law"), date(2028, 3, 31))

    def test_an_end_that_it_has(self):
        former = end_row(row(UseGround, "law"), LAST)
        assert "既に" in refusal(end_row, former, LAST)["last_day"][0]

    def test_what_another_row_is_called_then(self):
        former = row(UseGround, "law")
        assert list(refusal(changed, former, name="内部での利用")) == ["name"]
        former.refresh_from_db()
        assert former.valid_until is None

    def test_a_second_way_of_counting(self):
        with pytest.raises(ValidationError):
            saved(like(row(CountingWay, "requests"), key=""))


def test_a_record_names_the_version_of_its_day_when_it_is_saved():
    former = row(UseGround, "law")
    notice = factories.use_notice(notified_on=date(2027, 11, 1), ground=former)
    later = changed(former, name="法令等")
    notice.refresh_from_db()
    assert notice.ground == former
    saved(notice)
    assert notice.ground == later
