"""移送: to another agency and from one, where the period began (法85条, 96条)."""

from datetime import date, timedelta

import pytest

from disclosure.models import RequestState
from disclosure.timeline import course
from tests import factories
from tests.disclosure.test_course import BEFORE, EXTENSION, LATER, RECEIVED_ON, act_request
from tests.factories import ACT, refused, refused_by_database, saved

pytestmark = pytest.mark.django_db

CAME = {"transferred_from": "福岡県", "first_received_on": date(2026, 5, 25)}


def transferred(request, **fields):
    return factories.disposition(request=request, outcome=factories.outcome("移送", ACT), **fields)


class TestToAnotherAgency:
    @pytest.mark.parametrize("kind", ["開示", "訂正"])
    def test_ends_the_request_here(self, kind):
        request = act_request(kind)
        answer = transferred(request, transferred_to="国税庁", notified_on=LATER)
        assert request.state == RequestState.TRANSFERRED
        assert not type(request).objects.open().exists()
        events = [(event.what, event.details) for event in course(request)]
        assert events[1:] == [
            ("移送", ("移送先：国税庁",)),
            ("請求した人に通知した", ()),
        ]
        assert answer.days_late == 0

    def test_names_the_agency(self):
        answer = transferred(act_request())
        answer.transferred_to = ""
        refused(answer, "移送先の機関の名称を入力してください。", at="transferred_to")

    def test_alone_names_one(self):
        answer = factories.disposition(request=act_request())
        answer.transferred_to = "国税庁"
        refused(answer, "「全部開示」には、移送先はありません。", at="transferred_to")

    def test_there_is_none_of_a_request_for_cessation(self):
        request = act_request("利用停止")
        answer = factories.disposition(request=request)
        answer.outcome = factories.outcome("移送", ACT)
        answer.transferred_to = "国税庁"
        refused(answer, "利用停止請求には「移送」はありません。", at="outcome")

    def test_a_correction_is_carried_out_here_afterwards(self):
        answer = transferred(act_request("訂正"))
        answer.carried_out_on = LATER
        saved(answer)
        assert answer.request.state == RequestState.CARRIED_OUT

    def test_a_disclosure_is_not(self):
        answer = transferred(act_request())
        answer.carried_out_on = LATER
        refused(answer, "移送には、実施はありません。", at="carried_out_on")


class TestFromAnotherAgency:
    def test_the_period_began_there(self):
        request = act_request(**CAME)
        assert (request.original_due_on, request.due_on) == (date(2026, 6, 24),) * 2
        assert request.year == 2026
        events = [(event.day, event.what, event.details) for event in course(request)]
        assert events == [
            (date(2026, 5, 25), "移送した機関が受付", ("福岡県",)),
            (RECEIVED_ON, "受付", ("開示請求", "移送を受けた")),
        ]

    def test_another_day_there_moves_the_due_date(self):
        request = act_request(**CAME)
        request.first_received_on += timedelta(days=1)
        saved(request)
        assert (request.original_due_on, request.due_on) == (date(2026, 6, 25),) * 2

    def test_what_was_done_there_counts_as_done_here(self):
        extended = EXTENSION | {"extended_on": date(2026, 5, 28)}
        request = act_request(**CAME, **extended)
        factories.correction(
            request=request, requested_on=date(2026, 5, 26), completed_on=date(2026, 5, 27)
        )
        assert request.due_on == date(2026, 7, 27)  # sixty days and one, moved from a weekend

    @pytest.mark.parametrize("field", CAME)
    def test_half_of_it_is_refused(self, field):
        request = act_request(**CAME)
        setattr(request, field, "" if field == "transferred_from" else None)
        refused(request, "移送した機関と、そこで受け付けた日は、両方を入力してください。")
        refused_by_database(request, "transferred_in_whole")

    def test_nothing_is_received_there_after_it_came_here(self):
        request = act_request(**CAME)
        request.first_received_on = LATER
        refused(request, "移送した機関が受け付けた日は、受付日以前の日にしてください。")
        refused_by_database(request, "transferred_before_received")

    def test_nothing_is_done_before_it_was_received_there(self):
        request = act_request(**CAME, **EXTENSION)
        request.extended_on = date(2026, 5, 24)
        refused(request, "延長を通知した日は、受付日以後の日にしてください。")
        refused_by_database(request, "extended_after_receipt")
        request = act_request(**EXTENSION)
        request.extended_on = BEFORE
        refused_by_database(request, "extended_after_receipt")

    def test_no_request_for_cessation_comes_so(self):
        request = act_request("利用停止")
        for field, value in CAME.items():
            setattr(request, field, value)
        refused(request, "利用停止請求には、移送はありません。", at="transferred_from")


class TestRecordsOfProvision:
    """番号法31条: 情報提供等の記録 know neither transfer nor cessation."""

    def test_are_not_transferred(self):
        answer = transferred(act_request())
        answer.request.specific = "provision_records"
        sentence = "情報提供等の記録の請求は、移送できません（番号法31条）。"
        refused(answer, sentence, at="outcome")

    def test_nor_marked_so_once_they_are(self):
        request = transferred(act_request()).request
        request.specific = "provision_records"
        with pytest.raises(Exception, match="移送できません"):
            request.full_clean()
