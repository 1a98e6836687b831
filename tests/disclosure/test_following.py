"""What follows a disclosure: ninety days, a reason, grounds of cessation (法90条, 98条)."""

from datetime import date, timedelta

import pytest

from disclosure.forms import DisclosureRequestForm
from disclosure.models import DisclosureRequest
from disclosure.models.following import AFTER_THE_DAYS, NO_EARLIER, NOT_CARRIED_OUT
from tests import factories
from tests.disclosure.sent import whole
from tests.disclosure.test_course import RECEIVED_ON, act_request, granted
from tests.factories import ACT, refused, saved

pytestmark = pytest.mark.django_db

DISCLOSED = date(2026, 3, 3)  # ninety days before
DAY = timedelta(days=1)
KINDS = pytest.mark.parametrize("kind", ["訂正", "利用停止"])


def disclosed(day=DISCLOSED):
    """Return a request that was disclosed on a day."""
    request = act_request(received_on=date(2026, 2, 2))
    granted(request, decided_on=date(2026, 2, 3), carried_out_on=day)
    return request


@KINDS
class TestNinetyDays:
    def test_within_them_no_reason_is_asked(self, kind):
        act_request(kind, earlier_request=disclosed(), earlier_reason="")

    @pytest.mark.parametrize(
        ("earlier", "sentence"),
        [
            (lambda: None, NO_EARLIER),
            (lambda: disclosed(None), NOT_CARRIED_OUT),
            (lambda: disclosed(RECEIVED_ON + DAY), NOT_CARRIED_OUT),
            (lambda: disclosed(DISCLOSED - 4 * DAY), AFTER_THE_DAYS.format(days=90)),
        ],
        ids=["no disclosure", "not carried out", "carried out later", "too late"],
    )
    def test_else_it_is_saved_with_a_reason(self, kind, earlier, sentence):
        request = act_request(kind, earlier_request=earlier(), earlier_reason="他の法令による開示")
        request.earlier_reason = ""
        refused(request, sentence, at="earlier_reason")

    def test_ninety_days_that_end_on_a_closed_day_end_on_the_next_open_one(self, kind):
        saturday = DISCLOSED - 2 * DAY
        act_request(kind, earlier_request=disclosed(saturday), earlier_reason="")

    def test_of_several_carryings_out_the_last_counts(self, kind):
        earlier = disclosed(DISCLOSED - 9 * DAY)
        granted(earlier, decided_on=date(2026, 2, 3), carried_out_on=DISCLOSED)
        act_request(kind, earlier_request=earlier, earlier_reason="")

    def test_of_one_that_was_transferred_the_first_receipt_counts(self, kind):
        if kind == "訂正":
            act_request(
                kind,
                earlier_request=disclosed(DISCLOSED - DAY),
                earlier_reason="",
                transferred_from="福岡県",
                first_received_on=RECEIVED_ON - DAY,
            )

    def test_the_days_are_those_of_the_law(self, kind):
        row = factories.kind(kind, ACT)
        row.earlier_within_days = 10
        saved(row)
        request = act_request(kind, earlier_request=disclosed(RECEIVED_ON - 10 * DAY))
        request.earlier_reason = ""
        saved(request)
        request.received_on += DAY
        refused(request, AFTER_THE_DAYS.format(days=10), at="earlier_reason")


def test_a_disclosure_follows_none():
    request = act_request()
    request.earlier_reason = "不明"
    refused(request, "開示請求には、先の開示請求はありません。", at="earlier_reason")


def test_under_the_ordinance_no_reason_is_asked():
    factories.disclosure_request(kind=factories.kind("訂正"), earlier_reason="")


def form(kind, **fields):
    law = {"received_on": "R8.6.1", "kind": factories.kind(kind, ACT).pk, "method": ""}
    made = DisclosureRequestForm(
        whole(**law, **{"requester": "self", "way": "counter", "earlier_request": ""} | fields)
    )
    made.is_valid()
    return made


class TestItsForm:
    def test_says_what_has_to_be_explained_and_keeps_what_was_typed(self):
        made = form("訂正", earlier_reason="", subject="住所の記録")
        assert made.errors == {"earlier_reason": [NO_EARLIER]}
        assert made["subject"].value() == "住所の記録"
        assert not DisclosureRequest.objects.exists()

    def test_takes_it_with_the_reason(self):
        request = form("訂正", earlier_reason="情報公開条例により開示を受けた").save()
        assert request.earlier_reason == "情報公開条例により開示を受けた"


class TestGroundsOfCessation:
    """法98条1項; 番号法30条."""

    KNOWN = {"earlier_reason": "不明"}

    def test_one_is_asked_of_a_new_request(self):
        made = form("利用停止", cessation_ground="", **self.KNOWN)
        assert made.errors == {"cessation_ground": ["選んでください。"]}
        ground = factories.cessation_ground()
        request = form("利用停止", cessation_ground=ground.pk, **self.KNOWN).save()
        assert request.cessation_ground == ground

    def test_none_is_known_of_one_of_before(self):
        assert act_request("利用停止").cessation_ground is None

    @pytest.mark.parametrize("kind", ["開示", "訂正"])
    def test_other_kinds_have_none(self, kind):
        request = act_request(kind)
        request.cessation_ground = factories.cessation_ground()
        sentence = f"{kind}請求には、この理由はありません。"
        refused(request, sentence, at="cessation_ground")

    @pytest.mark.parametrize("specific", ["none", "unknown"])
    def test_some_are_of_data_with_a_my_number_alone(self, specific):
        ground = factories.cessation_ground("特定個人情報の利用の停止又は消去")
        request = act_request("利用停止", specific="specific", cessation_ground=ground)
        request.specific = specific
        sentence = f"「{ground}」は、特定個人情報の請求だけの理由です（番号法30条）。"
        refused(request, sentence, at="cessation_ground")

    def test_one_holds_from_a_day_on(self):
        ground = factories.cessation_ground()
        ground.valid_from = RECEIVED_ON + DAY
        saved(ground)
        request = act_request("利用停止")
        request.cessation_ground = ground
        sentence = "「利用の停止」は、令和8年6月1日には適用されません。"
        refused(request, sentence, at="cessation_ground")
