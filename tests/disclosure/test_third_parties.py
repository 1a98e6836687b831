"""第三者の意見: asked, answered, opposed, waited for and told (法86条)."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from disclosure import findings, opposed
from disclosure.forms import DispositionForm
from disclosure.models import DisclosureRequest, Disposition, ThirdParty
from disclosure.timeline import course
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.models import ClosedYear, YearClosed
from kurume_privacy.records import history
from tests import factories
from tests.desk import errors, filled, log_in_as
from tests.disclosure.test_course import BEFORE, LATER, RECEIVED_ON, act_request, granted
from tests.factories import ACT, FIRST_DAY_OF_ACT, refused, refused_by_database, saved

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TODAY = timezone.localdate()


def answered(request=None, opposes="yes", **fields):
    """Return a third party that answered, and opposed unless told otherwise."""
    request = request or act_request()
    days = {"asked_on": request.received_on, "answered_on": request.received_on}
    return factories.third_party(request=request, opposed=opposes, **(days | fields))


class TestOne:
    def test_is_asked_answers_and_is_told(self):
        party = factories.third_party(
            request=act_request(number=12), paragraph="must", asked_on=LATER, answer_by=LATER + DAY
        )
        assert str(party) == "令和8年度 開示請求第12号 第三者の意見"
        party.answered_on = party.told_on = LATER + DAY
        party.opposed = "yes"
        saved(party)
        assert party.opposes
        events = [(event.what, event.details) for event in course(party.request)]
        assert events[1:] == [
            ("第三者に意見を求めた", ("法86条2項", "提出期限：令和8年6月5日")),
            ("第三者の意見が提出された", ("反対",)),
            ("第三者に開示決定を通知した", ()),
        ]

    @pytest.mark.parametrize(
        ("asked", "heard", "told"),
        [(LATER, RECEIVED_ON, None), (LATER, LATER, RECEIVED_ON), (LATER, None, RECEIVED_ON)],
    )
    def test_out_of_order_is_refused(self, asked, heard, told):
        party = factories.third_party(request=act_request())
        party.asked_on, party.answered_on, party.told_on = asked, heard, told
        sentence = "意見を求めた日、提出された日、通知した日は、この順になるようにしてください。"
        refused(party, sentence)
        refused_by_database(party, "third_party_dates_in_order")

    def test_that_may_answer_until_before_it_was_asked_is_refused(self):
        party = factories.third_party(request=act_request(), asked_on=LATER)
        party.answer_by = RECEIVED_ON
        refused(party, "意見の提出期限は、意見を求めた日以後の日にしてください。")
        refused_by_database(party, "third_party_may_answer")

    def test_opposes_in_an_answer(self):
        party = factories.third_party(request=act_request())
        party.opposed = "yes"
        refused(party, "意見が提出された日も入力してください。")
        refused_by_database(party, "third_party_opposed_in_an_answer")

    def test_is_not_asked_before_receipt(self):
        party = ThirdParty(request=act_request(), asked_on=BEFORE)
        refused(party, "意見を求めた日は、受付日以後の日にしてください。", at="asked_on")

    def test_may_have_been_asked_by_the_agency_that_transferred_the_request(self):
        request = act_request(transferred_from="福岡県", first_received_on=BEFORE)
        factories.third_party(request=request, asked_on=BEFORE)

    def test_is_not_passed_by_another_day_of_receipt(self):
        request = factories.third_party(request=act_request()).request
        request.received_on = LATER
        sentence = "第三者に意見を求めた日より後の受付日にはできません。"
        refused(request, sentence, at="received_on")

    @pytest.mark.parametrize("kind", ["訂正", "利用停止"])
    def test_is_heard_of_a_disclosure_alone(self, kind):
        party = ThirdParty(request=act_request(kind), asked_on=LATER)
        refused(party, f"{kind}請求には、第三者の意見の聴取はありません。", at="asked_on")

    def test_is_nobody_s_name(self):
        texts = [field for field in ThirdParty._meta.concrete_fields if field.max_length]
        assert all(field.choices for field in texts)

    def test_what_it_said_stands_while_the_year_of_its_request_is_closed(self):
        party = answered()
        ClosedYear.objects.create(year=2026)
        party.told_on = LATER
        saved(party)
        party.opposed = "no"
        with pytest.raises(YearClosed):
            saved(party)

    def test_is_deleted_and_comes_back_with_its_request(self):
        request = answered().request
        history.delete(DisclosureRequest.objects.get(pk=request.pk), "誤り")
        assert not ThirdParty.objects.exists()
        history.restore(history.deleted(DisclosureRequest).get())
        assert ThirdParty.objects.get().opposes


def found(check):
    return [each for each in findings.findings(FiscalYear(2026)) if each.check == check.name]


class TestDisclosedThoughOneOpposed:
    """法86条3項: at least two weeks lie between the decision and the disclosure."""

    def carry_out(self, request, decided_on, carried_out_on):
        """Type that the request was decided and carried out on these days."""
        office, address = log_in_as(), f"{request.get_absolute_url()}edit/"
        typed = filled(
            office.get(address),
            **{
                "dispositions-TOTAL_FORMS": "1",
                "dispositions-0-outcome": factories.outcome("全部開示", ACT).pk,
                "dispositions-0-decided_on": decided_on.isoformat(),
                "dispositions-0-carried_out_on": carried_out_on.isoformat(),
            },
        )
        return office.post(address, typed)

    def recent(self, **fields):
        return act_request(received_on=TODAY - 20 * DAY, **fields)

    def test_is_refused_while_it_can_still_be_waited_for(self):
        request = self.recent()
        answered(request)
        answer = self.carry_out(request, TODAY - 13 * DAY, TODAY)
        assert [(control, sentence) for control, _, sentence in answer.context["errors"]] == [
            (
                "id_dispositions-0-carried_out_on",
                "反対意見書が出ているため、決定から14日を置き、"
                f"{era_date(TODAY + DAY)}以後に実施してください（法86条3項）。",
            )
        ]

    def test_is_taken_on_the_first_day_after_the_two_weeks(self):
        request = self.recent()
        answered(request)
        assert self.carry_out(request, TODAY - 14 * DAY, TODAY).status_code == 302
        assert found(opposed.WITHIN_WAIT) == []

    def test_what_has_happened_is_recorded_and_is_a_check(self):
        request = self.recent(number=3)
        answered(request)
        day = TODAY - 2 * DAY
        assert self.carry_out(request, day - DAY, day).status_code == 302
        (finding,) = found(opposed.WITHIN_WAIT)
        assert finding.subjects == (
            f"令和8年度 開示請求第3号 全部開示（{era_date(day - DAY)}決定、{era_date(day)}実施）",
        )

    def test_nobody_waits_for_one_that_opposed_after_the_decision(self):
        request = self.recent()
        party = answered(request)
        party.answered_on = TODAY - DAY
        saved(party)
        assert self.carry_out(request, TODAY - 2 * DAY, TODAY).status_code == 302
        assert found(opposed.WITHIN_WAIT) == []

    @pytest.mark.parametrize("opposes", ["no", ""])
    def test_nobody_waits_for_one_that_did_not_oppose(self, opposes):
        request = self.recent()
        answered(request, opposes)
        assert self.carry_out(request, TODAY - DAY, TODAY).status_code == 302
        assert found(opposed.WITHIN_WAIT) == found(opposed.NOT_TOLD) == []

    def test_an_opposition_that_is_sent_along_counts_too(self):
        request, office = self.recent(), log_in_as()
        address = f"{request.get_absolute_url()}edit/"
        row = {"asked_on": TODAY - DAY, "answered_on": TODAY - DAY, "opposed": "yes"}
        typed = filled(
            office.get(address),
            **{
                "third_parties-TOTAL_FORMS": "1",
                "third_parties-0-paragraph": "may",
                **{f"third_parties-0-{name}": str(value) for name, value in row.items()},
                "dispositions-TOTAL_FORMS": "1",
                "dispositions-0-outcome": factories.outcome("全部開示", ACT).pk,
                "dispositions-0-decided_on": TODAY.isoformat(),
                "dispositions-0-carried_out_on": TODAY.isoformat(),
            },
        )
        assert len(errors(office.post(address, typed))) == 1

    def test_the_form_of_an_answer_alone_says_the_same(self):
        answer = granted(self.recent(), decided_on=TODAY)
        answered(answer.request)
        form = DispositionForm(
            {
                "request": answer.request.reference,
                "outcome": answer.outcome_id,
                "decided_on": TODAY.isoformat(),
                "carried_out_on": TODAY.isoformat(),
            },
            instance=answer,
        )
        assert list(form.errors) == ["carried_out_on"]

    def test_the_days_are_those_of_the_law(self):
        kind = factories.kind("開示", ACT)
        kind.opposed_wait_days = 7
        saved(kind)
        request = self.recent()
        answered(request)
        assert self.carry_out(request, TODAY - 7 * DAY, TODAY).status_code == 302


class TestToldOfTheDecision:
    def test_an_opposing_one_that_was_not_told_is_a_check(self):
        request = act_request(number=5)
        party = answered(request)
        granted(request, decided_on=LATER, carried_out_on=LATER + 20 * DAY)
        (finding,) = found(opposed.NOT_TOLD)
        assert finding.subjects == ("令和8年度 開示請求第5号 第三者の意見",)
        party.told_on = LATER
        saved(party)
        assert found(opposed.NOT_TOLD) == []

    def test_one_that_was_told_before_the_decision_is_one_too(self):
        request = act_request(number=5)
        party = answered(request, told_on=LATER - DAY)
        untold = answered(granted(act_request(number=6), carried_out_on=LATER).request)
        granted(request, decided_on=LATER, carried_out_on=LATER + 20 * DAY)
        nobody, early = found(opposed.NOT_TOLD)
        assert nobody.subjects == (str(untold),)
        assert early.subjects == ("令和8年度 開示請求第5号 第三者の意見（令和8年6月3日通知）",)
        assert early.sentence.startswith(
            "反対意見書を出した第三者に、開示決定より前に通知したものが1件あります。"
            "決定の後に通知した日に直してください。"
        )
        assert early.link.key == request.pk
        party.told_on = LATER
        saved(party)
        assert found(opposed.NOT_TOLD) == [nobody]

    def test_of_several_decisions_the_first_that_was_carried_out_is_told(self):
        request = act_request()
        answered(request, told_on=LATER)
        for day in (LATER, LATER + 40 * DAY):
            granted(request, decided_on=day, carried_out_on=day + 20 * DAY)
        assert found(opposed.NOT_TOLD) == []

    def test_before_the_carrying_out_nothing_is_missed(self):
        answered(granted().request)
        assert found(opposed.NOT_TOLD) == []


class TestInTheForm:
    def form(self, request=None, **row):
        request, office = request or act_request(), log_in_as()
        address = f"{request.get_absolute_url()}edit/"
        rows = {f"third_parties-0-{name}": value for name, value in row.items()}
        typed = filled(office.get(address), **{"third_parties-TOTAL_FORMS": "1"} | rows)
        return office.post(address, typed)

    def test_a_new_one_says_by_which_paragraph(self):
        answer = self.form(asked_on="R8.6.2", paragraph="", opposed="")
        assert answer.context["errors"] == [
            ("id_third_parties-0-paragraph", "第三者の意見1 意見を聴く根拠", "選んでください。")
        ]

    def test_an_answer_says_whether_it_opposes(self):
        row = {"asked_on": "R8.6.2", "paragraph": "may", "answered_on": "R8.6.5"}
        assert len(errors(self.form(**row, opposed=""))) == 1
        assert self.form(**row, opposed="no").status_code == 302
        assert ThirdParty.objects.get().opposed == "no"

    def test_one_of_before_stays_unknown(self):
        request = act_request(received_on=FIRST_DAY_OF_ACT)
        QuerySet(ThirdParty).create(
            request=request, asked_on=FIRST_DAY_OF_ACT, answered_on=date(2023, 4, 20)
        )
        office, address = log_in_as(), f"{request.get_absolute_url()}edit/"
        typed = filled(office.get(address), subject="住民票")
        assert office.post(address, typed).status_code == 302
        assert (ThirdParty.objects.get().opposed, Disposition.objects.count()) == ("", 0)
