from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from registrations.models import Business, BusinessNotice
from tests import factories
from tests.factories import refused, refused_by_database, saved

pytestmark = pytest.mark.django_db
Kind = BusinessNotice.Kind


def test_a_business_is_kept_by_a_division(city):
    business = factories.business("住民基本台帳業務", division=city.residents)
    assert str(business) == "住民基本台帳業務"
    assert list(Business.objects.filter(division=city.residents)) == [business]


def test_a_business_is_registered_once_in_a_division(city):
    factories.business("職員研修業務", division=city.general_affairs)
    again = Business(name="職員研修業務", division=city.general_affairs)
    refused(again, "この課には、同じ名称の業務が既に登録されています。")
    refused_by_database(again, "business_registered_once")


def test_another_division_may_have_a_business_of_the_same_name(city):
    factories.business("職員研修業務", division=city.general_affairs)
    factories.business("職員研修業務", division=city.school_affairs)


def test_a_business_is_started_changed_and_abolished():
    business = factories.business("副食費補足給付費交付業務")
    for number, kind in enumerate(Kind, start=1):
        factories.business_notice(business=business, kind=kind, number=number)
    assert [str(notice) for notice in business.notices.all()] == [
        "令和3年度第1号 開始 副食費補足給付費交付業務",
        "令和3年度第2号 変更 副食費補足給付費交付業務",
        "令和3年度第3号 廃止 副食費補足給付費交付業務",
    ]


def test_a_business_may_change_often():
    business = factories.business()
    factories.business_notice(business=business, kind=Kind.CHANGE)
    factories.business_notice(business=business, kind=Kind.CHANGE)


@pytest.mark.parametrize(
    ("kind", "sentence", "constraint"),
    [
        (Kind.START, "この業務の開始は、既に届け出られています。", "business_starts_once"),
        (Kind.ABOLITION, "この業務の廃止は、既に届け出られています。", "business_ends_once"),
    ],
)
def test_a_business_starts_once_and_ends_once(kind, sentence, constraint):
    first = factories.business_notice(kind=kind)
    again = factories.business_notice(kind=Kind.CHANGE, business=first.business)
    again.kind = kind
    refused(again, sentence)
    refused_by_database(again, constraint)


def test_every_business_may_start_and_end():
    for kind in (Kind.START, Kind.ABOLITION):
        factories.business_notice(kind=kind)
        factories.business_notice(kind=kind)


def test_a_notice_is_of_a_known_kind():
    notice = factories.business_notice()
    notice.kind = "merger"
    refused_by_database(notice, "registrations_businessnotice_kind_known")
    with pytest.raises(ValidationError, match="選択肢から選んでください。"):
        notice.validate_constraints()


def test_a_notice_keeps_the_name_and_the_division_of_its_day(city):
    business = factories.business("市民相談業務", division=city.residents)
    notice = factories.business_notice(business=business)
    business.name, business.division = "暮らしの相談業務", city.general_affairs
    saved(business)
    notice.refresh_from_db()
    assert (notice.name, notice.division) == ("市民相談業務", city.residents)


def test_a_notice_needs_a_division_in_use_on_its_day():
    division = factories.division("情報政策課", valid_from=date(2021, 4, 1))
    notice = factories.business_notice(
        business=factories.business(division=division), notified_on=date(2021, 4, 1)
    )
    notice.notified_on = date(2021, 3, 31)
    refused(notice, "「総務部情報政策課」は令和3年3月31日には使われていません。", at="division")


@pytest.mark.parametrize("field", ["number", "notified_on", "kind", "business", "name", "division"])
def test_a_notice_without_one_of_its_parts_is_told_which(field):
    record = factories.business_notice()
    setattr(record, field, None)
    refused(record, "このフィールドには NULL を指定できません。", at=field)


def test_notices_stand_in_the_order_of_their_numbers():
    later = factories.business_notice(number=2, notified_on=date(2021, 4, 2))
    earlier = factories.business_notice(number=1, notified_on=date(2021, 5, 1))
    next_year = factories.business_notice(number=1, notified_on=date(2022, 4, 1))
    assert list(BusinessNotice.objects.all()) == [earlier, later, next_year]


def test_what_has_notices_is_not_deleted():
    notice = factories.business_notice()
    for owner in (notice.business, notice.division):
        with pytest.raises(ProtectedError):
            owner.delete()


@pytest.mark.parametrize("day", [date(21, 4, 20), date(1946, 4, 1), date(9999, 12, 31)])
def test_a_date_far_out_of_reach_is_refused(day):
    notice = factories.business_notice()
    notice.notified_on = day
    refused(notice, "日付の年を確かめてください。")
    refused_by_database(notice, "registrations_businessnotice_year_known")
