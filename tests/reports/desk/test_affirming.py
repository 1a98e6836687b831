"""A warning that there is nothing: affirmed with one click, or explained in words."""

import pytest

from kurume_privacy.document.findings import NOT_APPLICABLE
from kurume_privacy.models import Role
from reports.compiling.checks import CHECKS
from reports.models import Explanation
from tests import factories
from tests.desk import log_in_as, words
from tests.factories import DAY

pytestmark = pytest.mark.django_db
CHECKS_PAGE = "/desk/reports/2021/checks/"
TRAINING, NOTICE = "no_records_training", "previous_notice_missing"


@pytest.fixture
def office(city):
    factories.disclosure_request(received_on=DAY)
    return log_in_as("office", Role.OFFICE)


def sentences(page):
    return [sentence for _, _, sentence in page.context["errors"]]


def reasons():
    return {one.check_name: one.reason for one in Explanation.objects.all()}


@pytest.mark.parametrize("check", [TRAINING, NOTICE])
def test_one_click_is_the_reason(office, check):
    page = office.post(CHECKS_PAGE, {"check": check, "affirmed": "1", "reason": ""}, follow=True)
    assert reasons() == {check: NOT_APPLICABLE}
    assert f"「{CHECKS[check].title}」の理由を保存しました。" in words(page)


def test_a_written_reason_is_kept_as_it_was_written(office):
    office.post(CHECKS_PAGE, {"check": TRAINING, "reason": "翌年度に延期しました。"})
    assert reasons() == {TRAINING: "翌年度に延期しました。"}


def test_without_either_the_reason_is_asked_for(office):
    page = office.post(CHECKS_PAGE, {"check": TRAINING, "reason": " "})
    assert sentences(page) == ["理由を入力してください。"]
    assert reasons() == {}


def test_what_cannot_be_affirmed_wants_a_reason_whatever_is_sent(office):
    sent = {"check": "requests_without_disposition", "affirmed": "1", "reason": ""}
    assert sentences(office.post(CHECKS_PAGE, sent)) == ["理由を入力してください。"]
    assert reasons() == {}


def test_the_button_stands_where_there_may_well_be_none_and_there_alone(office):
    page = office.get(CHECKS_PAGE)
    offered = {group.check for group, _ in page.context["rows"] if group.affirmation}
    assert page.content.decode().count('name="affirmed"') == len(offered)
    assert {TRAINING, NOTICE} <= offered
    assert "requests_without_disposition" not in offered
    assert all(CHECKS[check].affirmation == NOT_APPLICABLE for check in offered)


def test_who_publishes_reads_what_was_affirmed_and_affirms_nothing(office):
    office.post(CHECKS_PAGE, {"check": TRAINING, "affirmed": "1"})
    page = log_in_as("approver", Role.APPROVER).get(CHECKS_PAGE)
    assert f"公表してよい理由：{NOT_APPLICABLE}（office" in words(page)
    assert 'name="affirmed"' not in page.content.decode()
