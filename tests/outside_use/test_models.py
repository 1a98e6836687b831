from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from outside_use.models import UseNotice
from tests import factories
from tests.factories import (
    ACT,
    FIRST_DAY_OF_ACT,
    LAST_DAY_OF_ORDINANCE,
    refused,
    refused_by_database,
    saved,
)

pytestmark = pytest.mark.django_db
Kind = UseNotice.Kind


def test_use_beyond_the_purpose_has_a_ground():
    notice = factories.use_notice(number=3)
    assert str(notice) == "令和3年度 目的外利用第3号"
    assert str(notice.ground) == "法令"


def test_use_beyond_the_purpose_without_a_ground_is_refused():
    notice = factories.use_notice()
    notice.ground = None
    refused(notice, "目的外利用には、根拠を選んでください。")
    refused_by_database(notice, "out_of_purpose_use_has_ground")


def test_external_provision_may_be_without_a_ground():
    notice = factories.use_notice(kind=Kind.EXTERNAL_PROVISION, ground=None, number=4)
    assert str(notice) == "令和3年度 外部提供第4号"


def test_a_notice_is_of_a_known_kind():
    notice = factories.use_notice()
    notice.kind = "sale"
    refused_by_database(notice, "outside_use_usenotice_kind_known")
    with pytest.raises(ValidationError, match="選択肢から選んでください。"):
        notice.validate_constraints()


DESCRIBED = {
    "using_business": "新型コロナウイルスワクチン接種業務",
    "used_business": "住民基本台帳業務",
    "items": "氏名、住所、生年月日",
}


def test_what_the_report_lists_is_described():
    notice = factories.use_notice(ground=factories.ground("生命等の保護"), **DESCRIBED)
    assert notice.ground.listed_in_report


@pytest.mark.parametrize("field", DESCRIBED)
def test_what_the_report_lists_without_a_description_is_refused(field):
    notice = factories.use_notice(ground=factories.ground("生命等の保護"), **DESCRIBED)
    setattr(notice, field, "")
    refused(notice, "「生命等の保護」によるものは報告書に載るため、入力してください。", at=field)


def test_all_that_is_missing_is_said_at_once():
    notice = factories.use_notice()
    notice.ground = factories.ground("生命等の保護")
    with pytest.raises(ValidationError) as refusal:
        notice.full_clean()
    assert set(refusal.value.message_dict) == set(DESCRIBED)


def test_any_ground_may_be_listed():
    ground = factories.ground("本人同意")
    ground.listed_in_report = True
    saved(ground)
    with pytest.raises(ValidationError, match="「本人同意」によるものは報告書に載るため"):
        factories.use_notice(ground=ground)


def test_what_is_not_listed_needs_no_description():
    factories.use_notice(ground=factories.ground("本人同意"))
    factories.use_notice(
        kind=Kind.EXTERNAL_PROVISION, ground=factories.ground("生命等の保護"), recipient="福岡県"
    )


def test_the_ground_is_of_the_regime_of_the_day():
    factories.use_notice(notified_on=LAST_DAY_OF_ORDINANCE)
    factories.use_notice(notified_on=FIRST_DAY_OF_ACT, ground=factories.ground("法令", ACT))


def test_a_ground_of_another_regime_is_refused():
    notice = factories.use_notice(notified_on=LAST_DAY_OF_ORDINANCE)
    notice.notified_on = FIRST_DAY_OF_ACT
    refused(
        notice,
        "令和5年4月1日の届出には、「久留米市個人情報保護条例」は適用されません。",
        at="ground",
    )


def test_the_division_is_in_use_on_the_day():
    division = factories.division("情報政策課", valid_until=date(2022, 3, 31))
    notice = factories.use_notice(division=division, notified_on=date(2022, 3, 31))
    notice.notified_on = date(2022, 4, 1)
    refused(notice, "「総務部情報政策課」は令和4年4月1日には使われていません。", at="division")


def test_a_notice_may_cite_the_councils_opinion():
    consultation = factories.consultation()
    notice = factories.use_notice(
        ground=factories.ground("審議会の答申"), consultation=consultation
    )
    assert list(consultation.use_notices.all()) == [notice]
    with pytest.raises(ProtectedError):
        consultation.delete()


@pytest.mark.parametrize("field", ["number", "notified_on", "kind", "division"])
def test_a_notice_without_one_of_its_parts_is_told_which(field):
    record = factories.use_notice()
    setattr(record, field, None)
    refused(record, "このフィールドには NULL を指定できません。", at=field)


def test_both_kinds_are_numbered_together_and_stand_in_order():
    second = factories.use_notice(number=2)
    first = factories.use_notice(number=1, kind=Kind.EXTERNAL_PROVISION)
    assert list(UseNotice.objects.all()) == [first, second]
