"""What the page of a request offers next, and what its screens tell, of the rarer courses."""

from datetime import date

import pytest

from tests import factories
from tests.disclosure.events.test_events import RECEIVED, at, enter, offered, opened, said
from tests.factories import ACT

pytestmark = pytest.mark.django_db
ENDED = "終わっています。次にすることはありません。"


@pytest.fixture
def clerk(client, city):
    client.force_login(factories.user())
    return client


def of_kind(name, **fields):
    kind = factories.kind(name, ACT)
    return factories.disclosure_request(kind=kind, received_on=RECEIVED, **fields)


def transferred(request):
    outcome = factories.outcome("移送", ACT)
    return factories.disposition(request=request, outcome=outcome)


def test_a_transferred_correction_is_carried_out_by_its_sender(clerk):
    request = of_kind("訂正")
    answer = transferred(request)
    assert offered(clerk, request) == ["通知", "実施"]
    enter(clerk, request, "notice", notified_on="R8.6.2")
    assert offered(clerk, request) == ["実施"]
    enter(clerk, request, "carrying-out", carried_out_on="R8.7.1", recipients_told_on="R8.7.2")
    answer.refresh_from_db()
    assert answer.recipients_told_on == date(2026, 7, 2)
    assert ENDED in said(clerk.get(request.get_absolute_url()))


def test_a_transferred_disclosure_leaves_nothing_to_do(clerk):
    request = of_kind("開示")
    transferred(request)
    enter(clerk, request, "notice", notified_on="R8.6.2")
    page = clerk.get(request.get_absolute_url())
    assert page.context["offers"] == []
    assert ENDED in said(page)


def test_an_appeal_that_may_come_is_nothing_that_is_awaited(clerk):
    request = of_kind("開示")
    answer = factories.disposition(request=request, notified_on=RECEIVED)
    assert ENDED not in said(clerk.get(request.get_absolute_url()))
    answer.carried_out_on = RECEIVED
    factories.saved(answer)
    assert offered(clerk, request) == ["審査請求"]
    assert ENDED in said(clerk.get(request.get_absolute_url()))


def test_the_rest_that_nobody_decides_may_be_appealed_against(clerk):
    more = {"special_notified_on": RECEIVED, "special_reason": "大量のため"}
    days = {"special_part_on": date(2026, 7, 31), "special_rest_on": date(2026, 10, 30)}
    request = of_kind("開示", **more, **days)
    factories.disposition(request=request, part_only=True)
    enter(clerk, request, "no-answer", received_on="R8.11.10")
    assert request.appeals.get().disposition is None


def test_a_cessation_tells_no_recipients(clerk):
    request = of_kind("利用停止")
    answer = factories.disposition(request=request, outcome=factories.outcome("利用停止", ACT))
    page, _ = opened(clerk, request, "carrying-out")
    assert list(page.context["form"].fields) == ["carried_out_on"]
    answer.carried_out_on = answer.recipients_told_on = RECEIVED
    sentence = "利用停止請求には、提供先への通知はありません。"
    factories.refused(answer, sentence, at="recipients_told_on")


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        (
            "extension",
            {"extended_on": "R8.6.20", "extension_days": "31"},
            "延長の日数は、30日までにしてください。",
        ),
        (
            "special",
            {
                "special_notified_on": "R8.6.20",
                "special_part_on": "R8.8.1",
                "special_rest_on": "R8.10.30",
            },
            "相当の部分の決定期限は、請求があった日から60日目の令和8年7月31日までにしてください。",
        ),
    ],
)
def test_what_would_be_refused_is_told_before(clerk, key, typed, told):
    answer = clerk.get(at(of_kind("開示"), key), typed | {"preview": "on"})
    assert answer.json() == {"text": told}


def test_an_appeal_is_referred_to_the_review_board(clerk):
    appeal = factories.review_request(
        disposition=factories.disposition(request=of_kind("開示")), received_on=date(2026, 6, 20)
    )
    page, _ = opened(clerk, appeal, "referral")
    assert "審査会（行政不服審査法81条の機関）に諮問し" in said(page)


def test_a_withdrawal_is_no_decision_in_the_course(clerk):
    request = of_kind("開示")
    enter(clerk, request, "withdrawal", decided_on="R8.6.5")
    page = said(clerk.get(request.get_absolute_url()))
    assert "<strong>取下げ</strong>" in page
    assert "決定：" not in page
