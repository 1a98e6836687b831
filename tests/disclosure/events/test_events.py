"""The screens of the events of a request: what each asks, says, changes, and leads back to."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from disclosure.events.requests import EVENTS
from disclosure.models import Correction, DisclosureRequest, Disposition, ReviewRequest
from kurume_privacy.models import Role
from kurume_privacy.records import history
from tests import factories
from tests.factories import ACT
from tests.kurume_privacy.closing import close

pytestmark = pytest.mark.django_db

RECEIVED = date(2026, 6, 1)  # a Monday; due on Wednesday, 1 July


@pytest.fixture
def clerk(client, city):
    client.force_login(factories.user())
    return client


@pytest.fixture
def request_(city):
    return factories.disclosure_request(number=7, received_on=RECEIVED)


def at(record, key):
    return reverse(f"disclosure:{record._meta.model_name}_{key}", args=[record.pk])


def opened(client, record, key, **query):
    """Return the screen, and what it sends besides what is typed."""
    answer = client.get(at(record, key), query)
    assert answer.status_code == 200
    context = answer.context
    sent = {"version": context["version"], "token": context["token"]}
    return answer, sent | ({"of": context["of"]} if context["of"] else {})


def enter(client, record, key, query=None, **typed):
    _, sent = opened(client, record, key, **query or {})
    return client.post(at(record, key), sent | typed, follow=True)


def said(answer):
    return answer.content.decode()


def offered(client, record):
    return [name for name, _ in client.get(record.get_absolute_url()).context["offers"]]


# The course, one event after the other


def test_a_whole_course_by_its_events(clerk, request_):
    assert offered(clerk, request_)[:2] == ["決定", "延長"]
    answer = enter(clerk, request_, "correction", requested_on="R8.6.3")
    assert answer.redirect_chain[0][0] == request_.get_absolute_url()
    assert "次は「補正された」です。" in said(answer)
    assert offered(clerk, request_)[0] == "補正された"
    enter(clerk, request_, "corrected", completed_on="R8.6.8")
    request_.refresh_from_db()
    assert request_.due_on == date(2026, 7, 6)
    enter(clerk, request_, "hearing", asked_on="R8.6.10", paragraph="may", answer_by="R8.6.20")
    assert offered(clerk, request_)[0] == "第三者の回答"
    enter(clerk, request_, "heard", answered_on="R8.6.20", opposed="yes")
    enter(
        clerk,
        request_,
        "extension",
        extended_on="R8.6.20",
        extension_days="30",
        extension_reason="量が多いため",
    )
    request_.refresh_from_db()
    assert request_.due_on == date(2026, 8, 5)
    outcome = factories.outcome("部分開示", ACT)
    clauses = [factories.clause(2, ACT).pk]
    enter(clerk, request_, "decision", outcome=outcome.pk, decided_on="R8.7.31", clauses=clauses)
    (disposition,) = Disposition.objects.all()
    assert [clause.number for clause in disposition.clauses.all()] == [2]
    assert offered(clerk, request_)[:3] == ["通知", "第三者への通知", "実施"]
    enter(clerk, request_, "told", told_on="R8.7.31")
    enter(clerk, request_, "notice", notified_on="R8.7.31")
    assert offered(clerk, request_)[0] == "実施の申出"
    answer, _ = opened(clerk, request_, "application")
    assert "令和8年8月31日（月）まで" in said(answer)
    enter(clerk, request_, "application", applied_on="R8.8.10")
    assert offered(clerk, request_)[0] == "実施"
    answer, _ = opened(clerk, request_, "carrying-out")
    assert "実施は令和8年8月14日（金）からです（法86条3項）。" in said(answer)
    enter(clerk, request_, "carrying-out", carried_out_on="R8.8.14", sheets="3", fee="30")
    disposition.refresh_from_db()
    assert (disposition.carried_out_on, disposition.sheets) == (date(2026, 8, 14), 3)
    enter(clerk, request_, "appeal", received_on="R8.9.1")
    (appeal,) = ReviewRequest.objects.all()
    assert (appeal.number, appeal.disposition) == (1, disposition)
    enter(clerk, appeal, "referral", referred_on="R8.9.20")
    enter(clerk, appeal, "opinion", opinion_on="R8.10.20", opinion="dismissed")
    answer = enter(clerk, appeal, "ruling", ruled_on="R8.11.10", ruling="dismissed")
    appeal.refresh_from_db()
    assert appeal.ruled_on == date(2026, 11, 10)
    assert "終わっています。" in said(answer)


def test_a_withdrawal_asks_for_its_day_alone(clerk, request_):
    answer, _ = opened(clerk, request_, "withdrawal")
    assert list(answer.context["form"].fields) == ["decided_on"]
    enter(clerk, request_, "withdrawal", decided_on="R8.6.5")
    assert Disposition.objects.get().outcome.is_withdrawal


def test_of_several_decisions_the_address_names_the_one_that_is_carried_out(clerk, request_):
    first, second = (
        factories.disposition(
            request=request_,
            outcome=factories.outcome("全部開示", ACT),
            decided_on=RECEIVED + timedelta(days=days),
        )
        for days in (10, 20)
    )
    ways = clerk.get(request_.get_absolute_url()).context["offers"]
    ways = [way for way in ways if way[0].startswith("実施（")]
    assert [name for name, _ in ways] == [
        "実施（全部開示、令和8年6月11日決定）",
        "実施（全部開示、令和8年6月21日決定）",
    ]
    assert ways[1][1].endswith(f"?of={second.pk}")
    enter(clerk, request_, "carrying-out", {"of": second.pk}, carried_out_on="R8.6.25")
    assert Disposition.objects.get(pk=first.pk).carried_out_on is None
    assert Disposition.objects.get(pk=second.pk).carried_out_on == date(2026, 6, 25)


@pytest.mark.parametrize("key", ["corrected", "heard", "carrying-out", "appeal"])
def test_what_cannot_happen_yet_says_what_comes_first(clerk, request_, key):
    (event,) = (event for event in EVENTS if event.key == key)
    for answer in (clerk.get(at(request_, key)), clerk.post(at(request_, key), {"of": "1"})):
        assert event.why_not in said(answer)


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("notice", {"notified_on": "R8.6.5"}),
        ("application", {"applied_on": "R8.6.5"}),
        ("heard", {"answered_on": "R8.6.2", "opposed": "yes"}),
        ("told", {"told_on": "R8.6.2"}),
    ],
)
def test_a_day_that_does_not_fit_what_is_stored_is_refused_beside_it(clerk, request_, key, typed):
    party = factories.third_party(request=request_, asked_on=RECEIVED + timedelta(days=4))
    granted = factories.outcome("全部開示", ACT)
    decided_on = RECEIVED + timedelta(days=19)
    factories.disposition(request=request_, outcome=granted, decided_on=decided_on)
    if key == "told":
        party.answered_on, party.opposed = RECEIVED + timedelta(days=9), "yes"
        factories.saved(party)
    answer = enter(clerk, request_, key, **typed)
    assert answer.status_code == 422
    ((field, _, said_there),) = answer.context["errors"]
    assert field == f"id_{next(iter(typed))}"
    assert said_there.endswith("この順になるようにしてください。")


def test_what_is_wrong_with_a_field_that_is_not_asked_for_is_said_of_the_whole(clerk, request_):
    carried_out = factories.disposition(
        request=factories.disclosure_request(received_on=RECEIVED),
        outcome=factories.outcome("全部開示", ACT),
        carried_out_on=RECEIVED,
    )
    following = factories.disclosure_request(
        received_on=RECEIVED,
        kind=factories.kind("訂正", ACT),
        earlier_request=carried_out.request,
        earlier_reason="",
    )
    carried_out.carried_out_on = None
    factories.saved(carried_out)
    typed = {"extended_on": "R8.6.20", "extension_days": "10", "extension_reason": "量が多い"}
    answer = enter(clerk, following, "extension", **typed)
    assert answer.status_code == 422
    assert "開示を実施した日の記録がありません" in said(answer)


def test_a_special_period_gives_the_part_its_last_day(clerk, request_):
    answer, _ = opened(clerk, request_, "special")
    assert answer.context["law"] == [
        "通知は令和8年7月1日（水）まで（法84条）。理由と期限を通知します。",
        "相当の部分は、60日目の令和8年7月31日（金）までに決定します。",
    ]
    typed = {"special_notified_on": "R8.6.20", "special_rest_on": "R8.10.30"}
    told = clerk.get(at(request_, "special"), typed | {"preview": "on"}).json()
    assert told == {"text": "決定期限は令和8年7月31日（金）になります。"}
    enter(clerk, request_, "special", **typed, special_reason="著しく大量のため")
    request_.refresh_from_db()
    assert (request_.special_part_on, request_.due_on) == (date(2026, 7, 31), date(2026, 7, 31))
    outcome = factories.outcome("全部開示", ACT).pk
    part = {"outcome": outcome, "decided_on": "R8.7.20", "part_only": "on"}
    enter(clerk, request_, "decision", **part)
    request_.refresh_from_db()
    assert request_.due_on == date(2026, 10, 30)
    assert "決定" in offered(clerk, request_)


def test_a_transfer_names_where_to(clerk, request_):
    enter(clerk, request_, "transfer", decided_on="R8.6.5", transferred_to="福岡県")
    answer = Disposition.objects.get()
    assert answer.outcome.is_transfer
    assert answer.transferred_to == "福岡県"
    assert "決定" not in offered(clerk, request_)


# What it says and changes


def test_the_law_says_by_when(clerk, request_):
    answer, _ = opened(clerk, request_, "extension")
    assert answer.context["law"] == [
        "通知は令和8年7月1日（水）まで（法83条2項）。延長後の期間と理由を通知します。",
        "延長は30日までで、期限は最も遅くて令和8年7月31日（金）です。",
    ]
    assert "決定は令和8年7月1日（水）まで" in said(opened(clerk, request_, "decision")[0])


def test_articles_that_nobody_could_read_are_not_cited(client):
    own = factories.ASSEMBLY
    assembly = factories.division("総務課", "議会事務局", "議会")
    client.force_login(factories.user("assembly", division=assembly))
    request = factories.disclosure_request(
        received_on=RECEIVED,
        kind=factories.kind("開示", own),
        method=factories.method("閲覧", own),
        division=assembly,
    )
    for event in EVENTS:
        if (law := client.get(at(request, event.key)).context.get("law")) is not None:
            assert law
            assert not [sentence for sentence in law if "（法" in sentence]


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("extension", {"extended_on": "R8.6.20"}, ""),
        (
            "extension",
            {"extended_on": "R8.6.20", "extension_days": "10"},
            "決定期限は令和8年7月13日（月）になります。",
        ),
        (
            "extension",
            {"extended_on": "R8.7.2", "extension_days": "10"},
            "期限の後の通知のため、期限は延びません。決定期限は令和8年7月1日（水）になります。",
        ),
        ("correction", {"requested_on": "R8.6.3"}, "補正中のため、期限は止まっています。"),
        ("correction", {"requested_on": "？"}, ""),
        ("decision", {"decided_on": "R8.7.3"}, "期限の2日後の決定です。"),
    ],
)
def test_what_it_would_change_is_told_before_it_is_saved(clerk, request_, key, typed, told):
    answer = clerk.get(at(request_, key), typed | {"preview": "on"})
    assert answer.json() == {"text": told}
    checked = clerk.post(at(request_, key), typed | {"check": "on"})
    assert checked.status_code == 200
    assert told in said(checked)
    request_.refresh_from_db()
    assert request_.extended_on is None
    assert not Correction.objects.exists()


def test_a_correction_that_comes_moves_the_due_date(clerk):
    request = factories.disclosure_request(received_on=RECEIVED)
    factories.correction(request=request, requested_on=date(2026, 6, 3))
    answer = clerk.get(at(request, "corrected"), {"completed_on": "R8.6.8", "preview": "on"})
    assert answer.json() == {"text": "決定期限は令和8年7月6日（月）になります。"}


# What every form keeps


def test_what_is_wrong_is_said_beside_its_field_and_stays(clerk, request_):
    _, sent = opened(clerk, request_, "extension")
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = clerk.post(
        at(request_, "extension"),
        sent | {"extended_on": tomorrow.isoformat(), "extension_reason": "量が多いため"},
    )
    assert answer.status_code == 422
    assert {control for control, _, _ in answer.context["errors"]} == {
        "id_extended_on",
        "id_extension_days",
    }
    assert 'value="量が多いため"' in said(answer)


def test_a_decision_without_its_clauses_is_refused(clerk, request_):
    _, sent = opened(clerk, request_, "decision")
    typed = {"outcome": factories.outcome("部分開示", ACT).pk, "decided_on": "R8.6.20"}
    answer = clerk.post(at(request_, "decision"), sent | typed)
    assert answer.status_code == 422
    assert "該当号を選んでください。" in said(answer)
    assert not Disposition.objects.exists()


def test_a_text_that_looks_like_a_telephone_number_is_asked_about(clerk, request_):
    _, sent = opened(clerk, request_, "extension")
    typed = {"extended_on": "R8.6.20", "extension_days": "10"}
    typed["extension_reason"] = "電話0942-30-9000に連絡"
    answer = clerk.post(at(request_, "extension"), sent | typed)
    assert answer.status_code == 422
    assert 'name="not_personal"' in said(answer)
    clerk.post(at(request_, "extension"), sent | typed | {"not_personal": "on"})
    request_.refresh_from_db()
    assert request_.extension_days == 10


def test_what_is_sent_twice_is_saved_once(clerk, request_):
    _, sent = opened(clerk, request_, "correction")
    for _ in range(2):
        answer = clerk.post(
            at(request_, "correction"), sent | {"requested_on": "R8.6.3"}, follow=True
        )
    assert Correction.objects.count() == 1
    assert "既に保存しています" in said(answer)


def test_two_people_at_once(clerk, request_):
    _, sent = opened(clerk, request_, "extension")
    factories.correction(request=request_, requested_on=date(2026, 6, 3))
    typed = {"extended_on": "R8.6.20", "extension_days": "10", "extension_reason": "量が多いため"}
    answer = clerk.post(at(request_, "extension"), sent | typed)
    assert "別の人がこの記録を保存しました" in said(answer)
    assert 'value="量が多いため"' in said(answer)
    request_.refresh_from_db()
    assert request_.extended_on is None
    again = sent | typed | {"version": answer.context["version"]}
    clerk.post(at(request_, "extension"), again)
    request_.refresh_from_db()
    assert request_.extended_on == date(2026, 6, 20)


def test_two_who_extend_choose_which_stays(clerk, request_):
    _, sent = opened(clerk, request_, "extension")
    request_.extended_on, request_.extension_days = date(2026, 6, 15), 20
    request_.extension_reason = "別の理由"
    factories.saved(request_)
    typed = {"extended_on": "R8.6.20", "extension_days": "10", "extension_reason": "量が多いため"}
    answer = clerk.post(at(request_, "extension"), sent | typed)
    assert "保存されている内容：20" in said(answer)
    again = sent | typed | {"version": answer.context["version"]}
    clerk.post(at(request_, "extension"), again | {"choose-extension_days": "theirs"})
    request_.refresh_from_db()
    assert (request_.extension_days, request_.extension_reason) == (20, "量が多いため")


def test_two_who_decide_see_each_other(clerk, request_):
    _, sent = opened(clerk, request_, "decision")
    factories.disposition(request=request_, decided_on=date(2026, 6, 20))
    typed = {"outcome": factories.outcome("不開示", ACT).pk, "decided_on": "R8.6.20"}
    answer = clerk.post(at(request_, "decision"), sent | typed)
    assert "別の人がこの記録を保存しました" in said(answer)
    assert Disposition.objects.count() == 1


def test_a_request_that_was_deleted_meanwhile_says_so(clerk, request_):
    _, sent = opened(clerk, request_, "correction")
    address = at(request_, "correction")
    history.delete(request_, "入力誤り")
    answer = clerk.post(address, sent | {"requested_on": "R8.6.3"}, follow=True)
    assert "別の人がこの記録を削除しました" in said(answer)
    assert not Correction.objects.exists()


def test_a_closed_year_takes_no_event_of_a_day_that_it_counts(clerk):
    request = factories.disclosure_request()
    _, sent = opened(clerk, request, "decision")
    close(2021)
    assert clerk.get(at(request, "decision")).status_code == 200  # for what happens from now on
    typed = {"outcome": factories.outcome("承諾").pk, "decided_on": "R3.5.4"}
    answer = clerk.post(at(request, "decision"), sent | typed)
    assert answer.status_code == 422
    assert "締め切られています" in said(answer)
    assert not Disposition.objects.exists()


def test_the_way_back_to_the_list_is_kept(clerk, request_):
    way = {"back": f"{reverse('disclosure:disclosurerequest_list')}?year=2026", "at": "1"}
    page = clerk.get(request_.get_absolute_url(), way)
    address = page.context["offers"][0][1]
    assert "back=" in address
    answer = clerk.get(address)
    sent = {"version": answer.context["version"], "outcome": factories.outcome("全部開示", ACT).pk}
    saved = clerk.post(address, sent | {"decided_on": "R8.6.20"})
    assert saved["Location"].startswith(request_.get_absolute_url())
    assert "back=" in saved["Location"]


def test_an_approver_is_offered_nothing(client, request_):
    client.force_login(factories.user("approver", Role.APPROVER))
    assert "次にすること" not in said(client.get(request_.get_absolute_url()))


def test_a_request_of_another_division_has_no_screen(clerk, city):
    other = factories.disclosure_request(received_on=RECEIVED, division=city.residents)
    for event in EVENTS:
        assert clerk.get(at(other, event.key)).status_code == 404
        assert clerk.post(at(other, event.key), {}).status_code == 404
    assert DisclosureRequest.objects.get(pk=other.pk).due_on == other.due_on
