"""A row of the law and of the organisation has a key that lasts."""

import pytest
from django.core.exceptions import ValidationError

from kurume_privacy.document.identity import lasting_key
from kurume_privacy.models import (
    Agency,
    Department,
    DisclosureMethod,
    ExemptionClause,
    Outcome,
    Regime,
    RequestKind,
    UseGround,
)
from tests import factories
from tests.factories import ACT, ORDINANCE, saved

pytestmark = pytest.mark.django_db
LISTS = (RequestKind, DisclosureMethod, Outcome, UseGround)


def keys(model, **where):
    return list(model.objects.filter(**where).values_list("key", flat=True))


def test_what_is_loaded_has_the_fields_words():
    assert keys(Regime) == ["ordinance", "act", "assembly"]
    assert keys(Agency)[:3] == ["mayor", "public_enterprise_manager", "board_of_education"]
    assert keys(RequestKind, regime__name=ACT) == ["disclosure", "correction", "cessation"]
    assert keys(Outcome, regime__name=ORDINANCE) == [
        "granted",
        "partly_granted",
        "not_held",
        "refused",
        "withdrawn",
    ]
    letters = [f"7-{letter}" for letter in ("i", "ro", "ha", "ni", "ho", "he", "to")]
    assert keys(ExemptionClause, regime__name=ACT) == ["1", "2", "3", "6", "7", *letters]
    assert "law" in keys(UseGround, regime__name=ACT)


@pytest.mark.parametrize("model", [*LISTS, ExemptionClause, Regime, Agency, Department])
def test_every_row_has_one_in_its_history_too(model):
    factories.department()
    assert "" not in keys(model)
    assert not model.history.filter(key="").exists()


def test_a_row_that_is_entered_gets_one_from_its_name_in_any_database():
    made = factories.department("水道部")
    assert made.key == lasting_key("水道部") == "x971a7d5c"


@pytest.mark.parametrize("model", LISTS)
def test_it_is_kept_when_the_row_is_renamed_and_moved(model):
    row = model.objects.first()
    before = row.key
    row.name, row.order = "別の名称", 99
    saved(row)
    assert model.objects.get(pk=row.pk).key == before


def test_a_row_of_a_former_name_gets_one_of_its_own():
    first = factories.department("水道部")
    first.name = "上下水道部"
    saved(first)
    second = factories.department("水道部")
    assert (first.key, second.key) == (lasting_key("水道部"), f"{lasting_key('水道部')}-2")


def test_another_owner_may_have_the_same():
    made = [factories.department("総務部", agency) for agency in ("市長", "議会")]
    assert made[0].key == made[1].key


def test_a_copy_for_another_law_keeps_it():
    kind = factories.kind()
    copy = RequestKind(regime=factories.regime(ACT), name="開示の写し", order=9, key="copied")
    assert saved(copy).key == "copied"
    assert kind.key == "disclosure"


def test_it_cannot_be_another_later():
    row = factories.method()
    row.key = "another"
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert refusal.value.messages == ["識別名は、付けた後は変えられません。"]


def test_two_that_meet_on_a_day_do_not_share_it():
    row = factories.method()
    other = DisclosureMethod(regime=row.regime, name="縦覧", order=9, key=row.key)
    with pytest.raises(ValidationError, match="重なる期間に、同じ識別名のもの（「閲覧」）"):
        other.save()
