"""What notices of out-of-purpose use lack for the report."""

from datetime import date

import pytest

from kurume_privacy.models import Role
from outside_use.tasks import to_do
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2022, 5, 10)
DESCRIBED = {"using_business": "税務", "used_business": "住民基本台帳", "items": "氏名"}


@pytest.fixture
def office():
    return factories.user("office", Role.OFFICE)


def list_consent():
    """Let the report list from now on what the person consented to."""
    ground = factories.ground("本人同意")
    ground.listed_in_report = True
    ground.save()


def undescribed(**fields):
    """Make a notice that was entered before the report listed its ground."""
    return factories.use_notice(**({"ground": factories.ground("本人同意")} | fields))


def test_it_names_the_notice_without_a_description(office):
    notice = undescribed()
    assert to_do(office, TODAY).incomplete == ()
    list_consent()
    (task,) = to_do(office, TODAY).incomplete
    assert task.count == 1
    assert task.items[0].name == f"令和3年度 目的外利用第{notice.number}号"
    assert task.items[0].notes == ("令和3年4月20日（火）届出", "総務部総務課")


@pytest.mark.parametrize("text", DESCRIBED)
def test_each_of_the_texts_is_needed(office, text):
    undescribed(**(DESCRIBED | {text: ""}))
    list_consent()
    assert to_do(office, TODAY).incomplete[0].count == 1


def test_a_notice_that_is_described_lacks_nothing(office):
    undescribed(**DESCRIBED)
    list_consent()
    assert to_do(office, TODAY).incomplete == ()


def test_another_ground_and_external_provision_need_no_description(office):
    factories.use_notice()
    undescribed(kind="external_provision")
    list_consent()
    assert to_do(office, TODAY).incomplete == ()


def test_what_was_reported_long_ago_is_left_in_peace(office):
    undescribed(notified_on=date(2020, 3, 31))
    undescribed(notified_on=date(2021, 3, 31))
    list_consent()
    assert to_do(office, TODAY).incomplete == ()
    assert to_do(office, date(2022, 3, 31)).incomplete[0].count == 1


def test_another_division_is_not_told(city):
    undescribed(division=city.general_affairs)
    list_consent()
    assert to_do(factories.user(division=city.residents), TODAY).incomplete == ()


def test_the_list_finds_the_same(office, client):
    for _ in range(7):
        undescribed()
    undescribed(notified_on=date(2020, 4, 1))
    list_consent()
    (task,) = to_do(office, TODAY).incomplete
    assert (task.count, len(task.items), task.more) == (7, 5, 2)
    client.force_login(office)
    answer = client.get(f"/desk/use-notices/{task.link.search}")
    assert answer.context["table"].paginator.count == 7
