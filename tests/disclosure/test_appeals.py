"""法105条, line by line: each lawful appeal followed to its end, each unlawful one refused."""

import json
import re
from datetime import date

import pytest

from disclosure import figures
from disclosure.models import DisclosureRequest, RequestState, ReviewRequest
from disclosure.timeline import course
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.plain import as_data
from kurume_privacy.models import Law, YearClosed
from tests import factories
from tests.desk import address, clerk_of, filled, listed, log_in_as, text
from tests.factories import ACT, ORDINANCE
from tests.kurume_privacy.closing import close

pytestmark = pytest.mark.django_db

YEAR = FiscalYear(2024)
RECEIVED_ON = date(2024, 5, 7)
NEW = "disclosure:reviewrequest_create"
NO_ANSWER = {"against": "no_answer", "request": "R6-7", "received_on": "R6.7.1"}
AGAINST = {"against": "disposition", "disposition": "R6-7", "received_on": "R6.7.1"}
REFERRED = AGAINST | {"referred_on": "R6.8.1", "parties_told_on": "R6.8.2"}
ADVISED = REFERRED | {"opinion_on": "R6.11.1", "opinion": "granted"}
RULED = ADVISED | {"ruled_on": "R6.12.2", "ruling": "partly_granted"}
SUED = RULED | {"court_filed_on": "R7.2.3", "court_result": "請求棄却（確定）"}


@pytest.fixture
def office(city):
    return log_in_as()


def a_request(kind="開示", law=ACT, day=RECEIVED_ON, **fields):
    return factories.disclosure_request(
        number=7, received_on=day, kind=factories.kind(kind, law), **fields
    )


@pytest.fixture
def request_7(city):
    """A request that nobody has answered."""
    return a_request(division=city.general_affairs)


@pytest.fixture
def answer(request_7):
    """Its answer, in part."""
    return factories.disposition(
        [factories.clause(2, ACT)],
        request=request_7,
        outcome=factories.outcome("部分開示", ACT),
        decided_on=date(2024, 6, 3),
    )


def enter(office, **typed):
    """Enter an appeal by the desk's form; return it, or the errors of the page."""
    sent = filled(office.get(address(NEW)), **typed)
    return outcome(office.post(address(NEW), sent))


def go_on(office, appeal, **typed):
    """Change an appeal by its form."""
    at = address("disclosure:reviewrequest_update", appeal.pk)
    return outcome(office.post(at, filled(office.get(at), **typed)))


def outcome(response):
    if response.status_code == 302:
        return ReviewRequest.objects.get()
    assert response.status_code in (200, 422)
    return [(control, sentence) for control, _, sentence in response.context["errors"]]


def printed(year=YEAR):
    """Return every text of section 4."""
    data = as_data(figures.reviews_section(year, Law.of(year)))
    return re.findall('"([^"]*)"', json.dumps(data, ensure_ascii=False))


def told(appeal):
    return [event.what for event in course(appeal.request)]


class TestAgainstAnAnswer:
    def test_goes_by_the_desk_s_form_from_receipt_to_the_court(self, office, answer):
        appeal = enter(office, **AGAINST)
        for step in (REFERRED, ADVISED, RULED, SUED):
            assert go_on(office, appeal, **step) == appeal
        appeal.refresh_from_db()
        assert (appeal.request, appeal.disposition) == (answer.request, answer)
        assert (appeal.opinion, appeal.ruling) == ("granted", "partly_granted")
        assert told(appeal)[2:] == [
            "審査請求",
            "諮問した",
            "諮問をした旨を通知した",
            "答申：認容",
            "裁決：一部認容",
            "訴訟が提起された",
        ]
        for words in ("開示請求に対する部分開示", "令和6年11月1日", "認容", "一部認容"):
            assert words in printed()

    def test_shows_on_its_page_and_on_that_of_the_request(self, office, answer):
        appeal = enter(office, **SUED)
        page = text(office.get(appeal.get_absolute_url()))
        for words in ("31日", "請求棄却（確定）", "受付から諮問まで", "令和6年8月2日"):
            assert words in page
        assert appeal.get_absolute_url() in text(office.get(answer.request.get_absolute_url()))

    def test_by_a_third_party_is_marked(self, office, answer):
        appeal = enter(office, **AGAINST, by_third_party="on")
        assert appeal.by_third_party
        assert told(appeal)[-1] == "審査請求（第三者）"
        assert "（第三者からの審査請求）" in printed()
        assert "（第三者から）" in text(office.get(address("disclosure:reviewrequest_list")))

    def test_names_the_request_itself(self, office, answer):
        assert enter(office, **AGAINST, request="R6-7").request == answer.request

    def test_follows_the_answer_to_another_request(self, office, answer):
        appeal = enter(office, **AGAINST)
        other = factories.disclosure_request(number=8, received_on=RECEIVED_ON)
        factories.disposition(request=other, decided_on=date(2024, 6, 3))
        assert go_on(office, appeal, disposition="R6-8").request == other


class TestAgainstNoAnswer:
    def test_is_entered_by_the_request_and_counted(self, office, request_7):
        appeal = enter(office, **NO_ANSWER)
        assert (appeal.request, appeal.disposition) == (request_7, None)
        assert request_7.state == RequestState.APPEALED
        assert told(appeal) == ["受付", "審査請求（不作為）"]
        assert "開示請求に対する不作為" in printed()
        assert "令和6年度には、審査請求はありませんでした。" not in printed()

    def test_begins_on_the_page_of_the_request(self, office, request_7):
        page = text(office.get(request_7.get_absolute_url()))
        assert "不作為についての審査請求を登録する" in page
        asked = {"against": "no_answer", "request": request_7.reference}
        sent = filled(office.get(address(NEW), asked), received_on="R6.7.1")
        assert outcome(office.post(address(NEW), sent)).request == request_7

    def test_goes_on_to_its_ruling_though_an_answer_comes(self, office, request_7):
        appeal = enter(office, **NO_ANSWER)
        factories.disposition(
            request=request_7, outcome=factories.outcome("却下", ACT), decided_on=date(2024, 7, 8)
        )
        ruled = {"no_referral_reason": "inadmissible", "ruled_on": "R6.8.1", "ruling": "rejected"}
        assert go_on(office, appeal, **ruled) == appeal
        assert "諮問していません：1号（不適法であり、却下する）" in str(course(request_7))

    def test_is_seen_by_the_division_of_the_request_alone(self, city, request_7):
        appeal = factories.review_request(
            against="no_answer", request=request_7, received_on=date(2024, 7, 1)
        )
        page = address("disclosure:reviewrequest_list")
        assert listed(clerk_of(city.general_affairs).get(page)) == [appeal]
        assert listed(clerk_of(city.residents, "other").get(page)) == []

    def test_is_found_by_the_list(self, office, request_7):
        appeal = enter(office, **NO_ANSWER)
        page = address("disclosure:reviewrequest_list")
        for query, found in (
            ({"against": "no_answer"}, [appeal]),
            ({"against": "disposition"}, []),
            ({"by_third_party": "on"}, []),
            ({"q": "令和6年度第7号"}, [appeal]),
        ):
            assert listed(office.get(page, query)) == found

    def test_stays_as_a_closed_year_prints_it(self, request_7):
        appeal = factories.review_request(
            against="no_answer", request=request_7, received_on=date(2024, 7, 1)
        )
        other = factories.disposition(request=request_7, decided_on=date(2024, 7, 1))
        close(2024)
        appeal.referred_on = date(2025, 4, 1)
        factories.saved(appeal)
        appeal.against, appeal.disposition = "disposition", other
        with pytest.raises(YearClosed):
            appeal.save()


WITHOUT_REFERRAL = [
    ("開示", "inadmissible", "rejected"),
    ("訂正", "inadmissible", "rejected"),
    ("開示", "disclosed", "granted"),
    ("訂正", "corrected", "granted"),
    ("利用停止", "ceased", "granted"),
]


@pytest.mark.parametrize(("kind", "reason", "ruling"), WITHOUT_REFERRAL)
def test_what_is_not_referred_says_by_which_number(office, kind, reason, ruling):
    factories.disposition(request=a_request(kind), decided_on=date(2024, 6, 3))
    ruled = {"ruled_on": "R6.8.1", "ruling": ruling, "no_referral_reason": reason}
    assert enter(office, **AGAINST, **ruled).no_referral_reason == reason


ORDER = "受付日、諮問日、答申日、裁決日は、この順になるようにしてください。"
KIND = "開示請求についての審査請求の理由ではありません。"
ANSWERED = (
    "この請求は、審査請求の受付より前に処理されています（部分開示、令和6年6月3日決定）。"
    "処分についての審査請求にしてください。"
)
UNLAWFUL = [
    (
        AGAINST | {"disposition": ""},
        "disposition",
        "処分についての審査請求では、対象となった処理を入力してください。",
    ),
    (
        AGAINST | {"received_on": "R6.6.2"},
        "received_on",
        "受付日は、対象となった処理の決定日以後の日にしてください。",
    ),
    (
        AGAINST | {"request": "R6-8"},
        "request",
        "対象となった処理は、この請求のものではありません。",
    ),
    (
        AGAINST | {"against": "no_answer"},
        "disposition",
        "不作為についての審査請求では、対象となった処理は空けてください。",
    ),
    (NO_ANSWER | {"request": ""}, "request", "不作為のあった請求を入力してください。"),
    (
        NO_ANSWER | {"request": "R6-8", "received_on": "R6.5.6"},
        "received_on",
        "受付日は、対象となった請求の受付日以後の日にしてください。",
    ),
    (
        NO_ANSWER | {"request": "R6-8", "by_third_party": "on"},
        "by_third_party",
        "第三者からの審査請求は、処分についてのものだけです。",
    ),
    (NO_ANSWER, "against", ANSWERED),
    (
        AGAINST | {"parties_told_on": "R6.8.2"},
        "referred_on",
        "諮問の通知日があるときは、諮問日も入力してください。",
    ),
    (
        REFERRED | {"parties_told_on": "R6.7.31"},
        "parties_told_on",
        "諮問の通知日は、諮問日以後の日にしてください。",
    ),
    (REFERRED | {"referred_on": "R6.6.30"}, "referred_on", ORDER),
    (
        REFERRED | {"no_referral_reason": "inadmissible"},
        "no_referral_reason",
        "諮問したときは、諮問しない理由は空けてください。",
    ),
    (
        AGAINST | {"no_referral_reason": "inadmissible", "ruled_on": "R6.8.1", "ruling": "granted"},
        "ruling",
        "不適法を理由に諮問しないときの裁決は、却下です。",
    ),
    (
        AGAINST | {"no_referral_reason": "disclosed", "ruled_on": "R6.8.1", "ruling": "dismissed"},
        "ruling",
        "全部を認容するために諮問しないときの裁決は、認容です。",
    ),
    (
        AGAINST | {"no_referral_reason": "disclosed", "by_third_party": "on"},
        "no_referral_reason",
        "第三者が開示に反対しているときは、諮問が必要です（法105条1項2号）。",
    ),
    (AGAINST | {"no_referral_reason": "corrected"}, "no_referral_reason", KIND),
    (AGAINST | {"no_referral_reason": "ceased"}, "no_referral_reason", KIND),
    (ADVISED | {"opinion": ""}, "opinion", "答申の結果を選んでください。"),
    (
        REFERRED | {"opinion": "granted"},
        "opinion_on",
        "答申の結果があるときは、答申日も入力してください。",
    ),
    (RULED | {"ruling": ""}, "ruling", "裁決と裁決日は、両方を入力してください。"),
    (
        RULED | {"court_filed_on": "R6.6.30"},
        "court_filed_on",
        "訴訟の提起日は、受付日以後の日にしてください。",
    ),
    (
        RULED | {"court_result": "棄却"},
        "court_filed_on",
        "訴訟の結果があるときは、訴訟の提起日も入力してください。",
    ),
]


def test_a_suit_need_not_wait_for_the_ruling(office, answer):
    """行政事件訴訟法8条1項."""
    appeal = enter(office, **RULED | {"court_filed_on": "R6.7.2"})
    assert appeal.court_filed_on < appeal.ruled_on


@pytest.mark.parametrize(("typed", "field", "sentence"), UNLAWFUL)
def test_what_the_law_does_not_know_is_refused_beside_its_field(
    office, answer, typed, field, sentence
):
    factories.disclosure_request(number=8, received_on=RECEIVED_ON)
    assert enter(office, **typed) == [(f"id_{field}", sentence)]
    assert not ReviewRequest.objects.exists()


class TestTheDatabase:
    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"disposition": None}, "appeal_names_disposition"),
            ({"against": "no_answer"}, "no_answer_names_no_disposition"),
            (
                {"against": "no_answer", "disposition": None, "by_third_party": True},
                "third_party_against_disposition",
            ),
            ({"against": "else"}, "disclosure_reviewrequest_against_known"),
            ({"opinion": "granted"}, "opinion_has_date"),
            ({"parties_told_on": date(2024, 8, 1)}, "parties_told_of_referral"),
            ({"court_result": "棄却"}, "court_result_has_case"),
            (
                {"referred_on": date(2024, 8, 1), "no_referral_reason": "ceased"},
                "referred_or_reason",
            ),
        ],
    )
    def test_refuses_it_too(self, answer, fields, name):
        appeal = factories.review_request(disposition=answer, received_on=date(2024, 7, 1))
        for field, value in fields.items():
            setattr(appeal, field, value)
        factories.refused_by_database(appeal, name)


class TestWhatIsRecordedAlready:
    def test_an_answer_is_not_dated_before_an_appeal_against_none(self, request_7):
        factories.review_request(
            against="no_answer", request=request_7, received_on=date(2024, 7, 1)
        )
        answer = factories.disposition(request=request_7, decided_on=date(2024, 7, 1))
        answer.decided_on = date(2024, 6, 30)
        sentence = "この日より後に、この請求の不作為についての審査請求を受け付けています。"
        factories.refused(answer, sentence, at="decided_on")

    def test_an_answer_under_appeal_is_not_moved(self, answer):
        factories.review_request(disposition=answer, received_on=date(2024, 7, 1))
        answer.request = factories.disclosure_request(received_on=RECEIVED_ON)
        sentence = "審査請求の対象となった処理は、ほかの請求に移せません。"
        factories.refused(answer, sentence, at="request")

    def test_a_request_is_not_received_after_an_appeal_about_it(self, request_7):
        factories.review_request(
            against="no_answer", request=request_7, received_on=date(2024, 7, 1)
        )
        request_7.received_on = date(2024, 7, 2)
        factories.refused(
            request_7, "審査請求の受付日より後の受付日にはできません。", at="received_on"
        )

    def test_an_opinion_of_before_is_unknown_and_stays_so(self, office, answer):
        advised = {"referred_on": date(2024, 8, 1), "opinion_on": date(2024, 11, 1)}
        appeal = factories.review_request(
            disposition=answer, received_on=date(2024, 7, 1), **advised
        )
        assert "答申：不明" in told(appeal)
        assert "不明" in text(office.get(appeal.get_absolute_url()))
        ruled = {"ruled_on": "R6.12.2", "ruling": "dismissed"}
        assert go_on(office, appeal, **ruled).opinion == ""
        assert "不明" not in printed()

    def test_the_ordinance_asks_for_nothing_new(self, office):
        request = a_request(law=ORDINANCE, day=date(2021, 5, 7))
        factories.disposition(request=request)
        typed = {"disposition": "R3-7", "received_on": "R3.6.1", "referred_on": "R3.7.1"}
        assert enter(office, **typed, opinion_on="R3.9.1").opinion_on == date(2021, 9, 1)

    def test_a_request_appealed_about_is_not_deleted(self, office, request_7):
        enter(office, **NO_ANSWER)
        at = address("disclosure:disclosurerequest_delete", request_7.pk)
        page = text(office.post(at, {"reason": "誤り"}))
        assert "審査請求第1号" in page
        assert DisclosureRequest.objects.filter(pk=request_7.pk).exists()
