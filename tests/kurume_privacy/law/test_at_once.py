"""Two who change the law at the same moment, on a real server's database."""

from datetime import date

from django.db import transaction

from kurume_privacy.law.change_row import change_row
from kurume_privacy.law.copy_law import copy_law
from kurume_privacy.law.day import like
from kurume_privacy.models import Governance, Regime, UseGround
from tests import factories, laws
from tests.factories import ACT, saved
from tests.meanwhile import Other

DAY = date(2027, 10, 1)


def test_two_rows_of_one_name_are_not_saved_together(own_server_database):
    ground = laws.row(UseGround, "law")
    rows = [like(ground, key="", name="新しい根拠") for _ in range(2)]
    with transaction.atomic():
        saved(rows[0])
        other = Other(rows[1].save)
        assert other.waits()
    assert "重なる期間に" in other.done().messages[0]
    assert UseGround.objects.filter(name="新しい根拠").count() == 1


def test_no_agency_comes_under_two_laws_at_once(own_server_database):
    agency, regimes = factories.agency("土地開発公社"), []
    for name in ("公社の条例", "公社の規程"):
        regimes.append(saved(like(factories.regime(ACT), key="", name=name)))
    first, second = (Governance(regime=regime, agency=agency) for regime in regimes)
    with transaction.atomic():
        saved(first)
        other = Other(second.save)
        assert other.waits()
    assert "も適用されます" in other.done().messages[0]
    assert Governance.objects.filter(regime__in=regimes).count() == 1


def test_a_row_is_changed_once(own_server_database):
    ground = laws.row(UseGround, "law")
    versions = [like(ground, name=name, valid_from=DAY) for name in ("法令等", "法令又は条例")]
    with transaction.atomic():
        change_row(ground, versions[0], {})
        other = Other(lambda: change_row(ground, versions[1], {}))
        assert other.waits()
    assert "適用されません" in other.done().messages[0]
    assert UseGround.objects.filter(key="law", regime__name=ACT).count() == 2


def test_a_law_is_copied_once(own_server_database):
    act = factories.regime(ACT)
    with transaction.atomic():
        copy_law(act, "新しい法", DAY)
        other = Other(lambda: copy_law(act, "別の法", DAY))
        assert other.waits()
    assert "適用されません" in other.done().messages[0]
    assert Regime.objects.count() == 4
