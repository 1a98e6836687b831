"""A whole law is copied from a day on: all rows with their keys, for the same agencies."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kurume_privacy.law.change_row import change_row, end_row
from kurume_privacy.law.copy_law import copy_law
from kurume_privacy.law.day import goes_on, like
from kurume_privacy.models import (
    LISTS_OF_LAW,
    ClosedYear,
    DecisionDeadline,
    Governance,
    Outcome,
    Regime,
    UseGround,
)
from tests import factories
from tests.factories import ACT
from tests.laws import row

pytestmark = pytest.mark.django_db

DAY = date(2028, 4, 1)


def copied(day=DAY, name="新しい法"):
    return copy_law(factories.regime(ACT), name, day)


def stated(model, regime):
    """Return what the rows of a list say that are in force on the day, without whose they are."""
    own = ("id", "regime_id", "kind_id", "parent_id")
    fields = [each.attname for each in model._meta.concrete_fields if each.attname not in own]
    return [*goes_on(model.objects.filter(regime=regime), DAY).values_list(*fields)]


@pytest.mark.parametrize("model", LISTS_OF_LAW)
def test_every_row_is_there_as_it_was(model):
    former = factories.regime(ACT)
    copy = copied()
    assert stated(model, copy) == stated(model, former) != []


def test_the_former_ends_the_day_before():
    copy = copied()
    former = factories.regime(ACT)
    assert former.valid_until == date(2028, 3, 31)
    assert (copy.valid_from, copy.valid_until) == (DAY, None)
    assert copy.key != former.key
    assert "「新しい法」" in former.history.first().history_change_reason
    assert "を令和10年4月1日から写したもの" in copy.history.first().history_change_reason


def test_it_governs_the_same_agencies():
    copy = copied()
    former, mayor = factories.regime(ACT), factories.agency()
    whom = [each.agency for each in copy.governances.all()]
    assert whom == [each.agency for each in former.governances.all()]
    assert former.governs(mayor.pk, date(2028, 3, 31))
    assert not former.governs(mayor.pk, DAY)
    assert copy.governs(mayor.pk, DAY)
    assert not copy.governs(factories.agency("議会").pk, DAY)


def test_what_rows_name_are_rows_of_the_copy():
    copy = copied()
    for outcome in Outcome.objects.filter(regime=copy):
        original = row(Outcome, outcome.key)
        assert {kind.regime for kind in outcome.kinds.all()} == {copy}
        keys = [{kind.key for kind in each.kinds.all()} for each in (outcome, original)]
        assert keys[0] == keys[1]
        assert (outcome.parent is None) == (original.parent is None)
        if outcome.parent:
            assert (outcome.parent.regime, outcome.parent.key) == (copy, original.parent.key)
    for deadline in DecisionDeadline.objects.filter(regime=copy):
        assert (deadline.kind.regime, deadline.kind.key) == (copy, deadline.key)


def test_rows_that_had_ended_are_left_and_what_begins_later_begins_then():
    end_row(row(UseGround, "internal_use"), date(2027, 3, 31))
    law = row(UseGround, "law")
    change_row(law, like(law, name="法令等", valid_from=date(2030, 4, 1)), {})
    copy = copied()
    found = UseGround.objects.filter(regime=copy)
    assert not found.filter(key="internal_use").exists()
    assert [(each.name, each.valid_from, each.valid_until) for each in found.filter(key="law")] == [
        ("法令", None, date(2030, 3, 31)),
        ("法令等", date(2030, 4, 1), None),
    ]


def test_a_parent_that_changed_before_is_the_parent_of_the_copy():
    refused = row(Outcome, "refused")
    later = like(refused, name="不開示決定", valid_from=date(2027, 4, 1))
    change_row(refused, later, {"kinds": [*refused.kinds.all()]})
    copy = copied()
    part = Outcome.objects.get(regime=copy, key="not_held")
    assert (part.parent.regime, part.parent.name) == (copy, "不開示決定")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2023, 4, 1), "適用開始日です"),
        (date(2023, 3, 31), "適用されません"),
        (date(2027, 4, 1), "締め切った令和9年度"),
    ],
)
def test_a_day_that_cannot_be(day, said):
    ClosedYear.objects.create(year=2027)
    with pytest.raises(ValidationError) as refused:
        copied(day)
    assert said in refused.value.message_dict["day"][0]
    assert Regime.objects.count() == 3
    assert Governance.objects.count() == 19


def test_one_without_a_name():
    with pytest.raises(ValidationError) as refused:
        copied(name="")
    assert list(refused.value.message_dict) == ["name"]
    assert factories.regime(ACT).valid_until is None
