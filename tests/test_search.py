"""Every ledger is searched alike: by what people read, and by numbers as pages print them.

The ledgers come from the declarations: whoever adds one has it searched by this.
"""

from datetime import date
from unicodedata import normalize

import pytest
from django.test import Client
from django.urls import reverse

from council.models import Consultation, ConsultationPoint, CouncilBriefing
from disclosure.references import disposition_reference
from kurume_privacy.desk.filters import SearchFilter
from kurume_privacy.models.search_key import search_key_field
from kurume_privacy.models.texts import free_texts
from tests import factories
from tests.access import LEDGERS, record_of
from tests.desk import listed, log_in_as
from tests.factories import ACT

pytestmark = pytest.mark.django_db

STORED = "髙齢者の ﾜｸﾁﾝ接種・ＡＩ (第１０条) データ−ベース"
# Each finds it: widths, case, kana, composed or not, dashes, what has no width, the usual letter.
ASKED = [
    *("AI", "ＡＩ", "ａi", "第10条", "第１０条", "ワクチン", "わくちん", "ﾜｸﾁﾝ"),
    *("髙齢者", "高齢者", "デ-タ", "ﾃﾞｰﾀ", normalize("NFD", "データ"), "データーベース"),
    *("高齢\U000e0100者", "接種 ai", "高齢者のワクチン接種"),
]
AMISS = ["AII", "第1条", "ワクチソ", "低齢者", "ワクチン 無い"]


def searches(ledger):
    """Return the filters of a ledger that search its texts."""
    filters = ledger.filters.base_filters
    return [name for name, each in filters.items() if isinstance(each, SearchFilter)]


# Every text of every ledger: (route, text); of a council session, those of its rows.
TEXTS = [
    (route, name)
    for route, ledger in LEDGERS.items()
    for name in free_texts(ledger.model)
    if searches(ledger)
]
ROWS = [
    (Consultation, factories.consultation),
    (ConsultationPoint, factories.consultation_point),
    (CouncilBriefing, factories.council_briefing),
]


def found(route, asked):
    return listed(log_in_as().get(reverse(f"{route}_list"), {"q": asked}))


def write(record, name, text):
    """Give a record a text; a reason stands only where there is what it explains."""
    if name == "extension_reason":
        record.extended_on, record.extension_days = record.received_on, 5
    if name == "court_result":
        record.court_filed_on = record.received_on
    if name == "special_reason":
        record.special_notified_on = record.special_rest_on = record.received_on
    if name == "transferred_from":
        record.first_received_on = record.received_on
    setattr(record, name, text)
    record.save()


class TestTexts:
    @pytest.mark.parametrize(("route", "name"), TEXTS)
    def test_of_every_ledger_are_found_however_they_are_typed(self, city, route, name):
        model = LEDGERS[route].model
        factories.earlier_year()
        record = record_of(city.general_affairs, model._meta.model_name)
        write(record, name, STORED)
        assert {*ASKED} == {asked for asked in ASKED if found(route, asked) == [record]}
        assert {*AMISS} == {asked for asked in AMISS if found(route, asked) == []}
        record.refresh_from_db()
        assert getattr(record, name) == STORED

    @pytest.mark.parametrize("stored", ASKED[:-2])
    def test_are_found_however_they_are_stored(self, stored):
        record = factories.use_notice(items=f"前{stored}後")
        assert found("outside_use:usenotice", stored) == [record]

    @pytest.mark.parametrize(("model", "made"), ROWS)
    def test_of_the_rows_of_a_session_lead_to_it(self, model, made):
        factories.earlier_year()
        row = made(matter=STORED)
        session = getattr(row, "session", None) or row.consultation.session
        for asked in ASKED:
            assert found("council:councilsession", asked) == [session]

    def test_of_what_a_record_refers_to_are_looked_through_too(self, city):
        business = factories.business("ﾜｸﾁﾝ接種")
        notice = factories.business_notice(business=business, name="予防接種")
        assert found("registrations:businessnotice", "ワクチン") == [notice]
        request = factories.disclosure_request(subject="ＡＩの記録")
        answer = factories.disposition(request=request)
        appeal = factories.review_request(disposition=answer)
        assert found("disclosure:reviewrequest", "ai") == [appeal]
        assert found("disclosure:disposition", "ai") == [answer]

    @pytest.mark.parametrize("route", LEDGERS)
    def test_are_in_no_ledger_without_a_search(self, route):
        ledger = LEDGERS[route]
        assert searches(ledger) or not any(free_texts(ledger.model))
        assert search_key_field(ledger.model) or not any(free_texts(ledger.model))

    def test_two_texts_do_not_run_into_each_other(self):
        factories.use_notice(used_business="電算", items="課税")
        assert found("outside_use:usenotice", "電算課税") == []

    def test_a_word_that_nobody_sees_finds_nothing(self):
        factories.use_notice(items="氏名")
        assert found("outside_use:usenotice", "\u3164") == []


def in_two_years(made):
    """Make two of a kind in each of two years: numbers 1 and 12."""
    days = {2023: date(2023, 6, 1), 2024: date(2024, 6, 3)}
    return {(year, number): made(day, number) for year, day in days.items() for number in (1, 12)}


def a_request(day, number, kind="開示"):
    return factories.disclosure_request(
        number=number, received_on=day, kind=factories.kind(kind, ACT)
    )


def a_session(day, number):
    return factories.council_session(day.year, number=number)


NUMBERED = {
    "disclosure:disclosurerequest": (a_request, "号", "開示請求"),
    "disclosure:reviewrequest": (
        lambda day, number: factories.review_request(
            number=number,
            received_on=day,
            disposition=factories.disposition(request=a_request(day, 100 + number)),
        ),
        "号",
        "審査請求",
    ),
    "disclosure:disposition": (
        lambda day, number: factories.disposition(request=a_request(day, number)),
        "号",
        "開示請求",
    ),
    "outside_use:usenotice": (
        lambda day, number: factories.use_notice(
            number=number, notified_on=day, ground=factories.ground("法令", ACT)
        ),
        "号",
        "目的外利用",
    ),
    "registrations:businessnotice": (
        lambda day, number: factories.business_notice(
            number=number,
            notified_on=day,
            business=factories.business(f"業務{'甲乙'[day.year % 2]}{'甲乙'[number % 2]}"),
        ),
        "号",
        "業務の届出",
    ),
    "council:councilsession": (a_session, "回", "審議会"),
    "council:meeting": (
        lambda day, number: factories.meeting(session=a_session(day, number)),
        "回",
        "審議会",
    ),
}
EVERY_NUMBERED = pytest.mark.parametrize("route", NUMBERED)


class TestNumbers:
    def test_of_every_numbered_ledger_are_tried(self):
        assert {route for route, one in LEDGERS.items() if one.is_numbered} <= {*NUMBERED}

    @EVERY_NUMBERED
    def test_with_their_year_find_the_one(self, city, route):
        made, unit, called = NUMBERED[route]
        records = in_two_years(made)
        for typed in (
            f"令和6年度第1{unit}",
            f"令和６年度　第１{unit}",
            f"「令和6年度第1{unit}」",
            "R6-1",
            "Ｒ６－１",
            "2024-1",
            f"令和6年度{called}第1{unit}",
            f"令和6年度 {called}第1{unit}",
            f"{called}第1{unit}（令和6年度）",
            f"令和6年度第1{unit}（{called}）",
        ):
            assert found(route, typed) == [records[2024, 1]], typed

    @EVERY_NUMBERED
    def test_without_a_year_find_one_of_each(self, city, route):
        made, unit, called = NUMBERED[route]
        records = in_two_years(made)
        for typed in (f"第12{unit}", f"第１２{unit}", f"12{unit}", "12", f"{called}第12{unit}"):
            asked = {*found(route, typed)}
            assert asked == {records[2023, 12], records[2024, 12]}, typed

    @EVERY_NUMBERED
    def test_that_nothing_has_find_nothing(self, city, route):
        made, unit, _ = NUMBERED[route]
        in_two_years(made)
        other = {"号": "回", "回": "号"}[unit]
        for typed in (
            *(f"令和5年度第2{unit}", f"令和4年度第1{unit}", "R4-1", "R6-2", f"第2{unit}", "2"),
            *(f"第1{other}", f"令和6年度第1{other}", f"存否応答請求第1{unit}", f"第1{unit}様式"),
            *("999999999", "R6-9999999", "第10条"),
        ):
            assert found(route, typed) == [], typed

    @EVERY_NUMBERED
    def test_are_found_as_the_record_itself_is_called(self, city, route):
        made, _, _ = NUMBERED[route]
        if LEDGERS[route].is_numbered:
            for record in in_two_years(made).values():
                assert found(route, str(record)) == [record]

    def test_of_another_kind_are_not_meant(self, city):
        day = date(2024, 6, 3)
        ours, other = (
            a_request(day.replace(year=year), 3, kind)
            for year, kind in (
                (2023, "開示"),
                (2024, "訂正"),
            )
        )
        ledger = "disclosure:disclosurerequest"
        assert found(ledger, "開示請求第3号") == [ours]
        assert found(ledger, "訂正請求第3号") == [other]
        assert {*found(ledger, "第3号")} == {ours, other}

    def test_as_a_reference_prints_them_find_the_request_and_what_belongs_to_it(self, city):
        request = a_request(date(2024, 6, 3), 5)
        answers = [factories.disposition(request=request) for _ in range(2)]
        appeal = factories.review_request(
            number=9, received_on=request.received_on, disposition=answers[1]
        )
        a_request(date(2023, 6, 1), 5)
        assert request.reference == "令和6年度第5号"
        assert disposition_reference(answers[1]) == "令和6年度第5号-2"
        for typed in ("令和6年度第5号", "令和6年度第5号-2", "R6-5"):
            assert found("disclosure:disclosurerequest", typed) == [request]
            assert {*found("disclosure:disposition", typed)} == {*answers}
            assert found("disclosure:reviewrequest", typed) == [appeal]
        assert found("disclosure:reviewrequest", "5") == []  # digits alone: of the appeal itself

    def test_stand_beside_words(self, city):
        day = date(2024, 6, 3)
        for number, subject in ((3, "ﾜｸﾁﾝの記録"), (4, "ﾜｸﾁﾝの記録")):
            factories.disclosure_request(number=number, received_on=day, subject=subject)
        (only,) = found("disclosure:disclosurerequest", "第3号 ワクチン")
        assert only.number == 3
        assert found("disclosure:disclosurerequest", "R6-3 検診") == []

    def test_in_a_text_are_found_there_too(self):
        factories.use_notice(number=1, items="様式第10号による")
        asked = factories.use_notice(number=10, items="氏名")
        assert len(found("outside_use:usenotice", "第10号")) == 2
        assert asked in found("outside_use:usenotice", "第10号")

    def test_of_another_division_stay_out_of_sight(self, city):
        kept = factories.disclosure_request(number=1, division=city.residents)
        factories.disclosure_request(
            number=1, received_on=date(2022, 4, 11), division=city.school_affairs
        )
        clerk = Client()
        clerk.force_login(factories.user("clerk", division=city.residents))
        address = reverse("disclosure:disclosurerequest_list")
        assert listed(clerk.get(address, {"q": "開示請求第1号"})) == [kept]
