"""Due dates that a changed rule or closed day would move: shown first, moved after a yes."""

from datetime import date

import pytest
from django.urls import reverse

from disclosure import due
from disclosure.models import DisclosureRequest
from kurume_privacy.models import ClosedDay, ClosedYear, Role
from tests import factories
from tests.desk import filled
from tests.factories import ACT, saved

REVIEW = reverse("disclosure:deadline_review")
CLOSED = date(2026, 7, 1)
NEXT = date(2026, 7, 2)


@pytest.fixture
def office(client, city):
    """The office, logged in."""
    client.force_login(factories.user("office", Role.OFFICE))
    return client


@pytest.fixture
def request_due(office):
    """A request that is due on a day that the city closes afterwards."""
    request = factories.disclosure_request(number=5, received_on=date(2026, 6, 1))
    factories.closed_day(day=CLOSED, name="創立記念日")
    return request


def due_on(request):
    return DisclosureRequest.objects.get(pk=request.pk).due_on


def yes(office, *tokens):
    return office.post(REVIEW, {"move": list(tokens)}, follow=True).content.decode()


def test_where_nothing_would_move_the_page_says_so(office):
    factories.disclosure_request(received_on=date(2026, 6, 1))
    assert "変わる期限はありません" in office.get(REVIEW).content.decode()


def test_what_would_move_is_shown_with_both_dates_and_why(office, request_due):
    shown = office.get(REVIEW).content.decode()
    assert "令和8年度第5号（開示請求）" in shown
    assert "令和8年7月1日（水）" in shown
    assert "令和8年7月2日（木）" in shown
    assert "今の期限の日が休日（創立記念日）のため" in shown
    assert due_on(request_due) == CLOSED


def test_after_a_yes_it_moves_with_a_history(office, request_due):
    shown = yes(office, f"{request_due.pk}:{NEXT}")
    assert due_on(request_due) == NEXT
    assert "1件の期限を変更しました。" in shown
    entry = request_due.history.latest()
    assert (entry.due_on, entry.history_user.username) == (NEXT, "office")


def test_the_date_at_receipt_stays(office, request_due):
    yes(office, f"{request_due.pk}:{NEXT}")
    assert DisclosureRequest.objects.get(pk=request_due.pk).original_due_on == CLOSED


def test_only_the_chosen_ones_move(office):
    chosen, other = (factories.disclosure_request(received_on=date(2026, 6, 1)) for _ in range(2))
    factories.closed_day(day=CLOSED)
    yes(office, f"{chosen.pk}:{NEXT}")
    assert (due_on(chosen), due_on(other)) == (NEXT, CLOSED)


def test_without_a_choice_nothing_moves(office, request_due):
    assert "期限を変更する請求を選んでください。" in yes(office)
    assert due_on(request_due) == CLOSED


def test_a_yes_to_another_date_than_is_counted_now_moves_nothing(office, request_due):
    factories.closed_day(day=NEXT, name="臨時の休日")
    assert "もう一度確かめてください" in yes(office, f"{request_due.pk}:{NEXT}")
    assert due_on(request_due) == CLOSED


def closing(year):
    """Return a look at what would move, after which somebody closes the year."""

    def look(looked=due.would_move):
        moves = looked()
        ClosedYear.objects.get_or_create(year=year)
        return moves

    return look


def test_of_a_year_closed_after_the_look_nothing_moves(office, request_due, monkeypatch):
    closed = factories.disclosure_request(number=6, received_on=date(2025, 6, 2))
    factories.closed_day(day=date(2025, 7, 2))
    monkeypatch.setattr(due, "would_move", closing(2025))
    shown = yes(office, f"{closed.pk}:2025-07-03", f"{request_due.pk}:{NEXT}")
    assert "令和7年度第6号の期限は変更していません。令和7年度は締め切られています。" in shown
    assert "1件の期限を変更しました。" in shown
    assert "もう一度確かめてください" not in shown
    assert (due_on(closed), due_on(request_due)) == (date(2025, 7, 2), NEXT)


@pytest.mark.parametrize("token", ["", "x", "1:", "999999:2026-07-02", "１:2026"])
def test_nonsense_moves_nothing(office, request_due, token):
    yes(office, token)
    assert due_on(request_due) == CLOSED


def test_an_answered_request_does_not_move(office, request_due):
    factories.disposition(request=request_due)
    assert "変わる期限はありません" in office.get(REVIEW).content.decode()


def test_a_rule_that_changed_says_which_day_it_is(office):
    factories.disclosure_request(received_on=date(2026, 6, 1))
    row = factories.deadline(ACT)
    row.decision_days = 15
    saved(row)
    assert "今の数え方と休日で数えると、15日目のため" in office.get(REVIEW).content.decode()


@pytest.mark.parametrize("role", [Role.CLERK, Role.APPROVER, Role.ADMINISTRATOR])
def test_the_office_alone_decides(client, city, role):
    client.force_login(factories.user("somebody", role))
    assert client.get(REVIEW).status_code == 403
    assert client.post(REVIEW).status_code == 403


# Whoever changes the rule is told who has to look; the page itself is the office's alone

TOLD = "総括担当が、ホームに出る「期限の見直し」で確かめると変わります。"


@pytest.fixture
def administrator(client, city):
    """Whoever keeps the law and the closed days, logged in."""
    client.force_login(factories.user("keeper", Role.ADMINISTRATOR))
    return client


CLOSED_DAYS = "/desk/organisation/closed-days/"


def test_a_new_closed_day_asks_for_the_review(administrator):
    day = {"day": "2026-07-01", "name": "創立記念日"}
    page = administrator.post(f"{CLOSED_DAYS}new/", day, follow=True)
    assert TOLD in page.content.decode()


def test_nobody_is_led_where_they_may_not_go(administrator):
    assert administrator.get(REVIEW).status_code == 403
    day = {"day": "2026-07-01", "name": "創立記念日"}
    page = administrator.post(f"{CLOSED_DAYS}new/", day, follow=True)
    assert REVIEW not in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "told"), [({"name": "開庁記念日"}, False), ({"day": "2026-07-02"}, True)]
)
def test_another_day_asks_for_it_and_another_name_says_nothing(administrator, changed, told):
    day = factories.closed_day(day=CLOSED, name="創立記念日")
    address = f"{CLOSED_DAYS}{day.pk}/edit/"
    sent = filled(administrator.get(address), **changed)
    page = administrator.post(address, sent, follow=True)
    assert page.redirect_chain == [(f"{CLOSED_DAYS}{day.pk}/", 302)]
    assert (TOLD in page.content.decode()) == told


def test_a_deleted_closed_day_asks_for_the_review_and_one_that_came_back(administrator):
    day = factories.closed_day(day=CLOSED)
    gone = administrator.post(f"{CLOSED_DAYS}{day.pk}/delete/", {"reason": "誤り"}, follow=True)
    assert TOLD in gone.content.decode()
    deletion = ClosedDay.history.filter(history_type="-").get()
    back = administrator.post(f"{CLOSED_DAYS}deleted/{deletion.pk}/restore/", follow=True)
    assert TOLD in back.content.decode()
    assert ClosedDay.objects.get().day == CLOSED
