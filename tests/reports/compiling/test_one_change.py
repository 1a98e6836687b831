"""One record of the 令和３ sample changes, and every number that counts it moves along: the
sentence, the table's cell, its total and the breakdown. No other number moves.
"""

from datetime import date

import pytest

from council.models import CouncilSession
from disclosure.models import Disposition
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Division
from outside_use.models import UseNotice
from registrations.models import BusinessNotice
from reports.compiling.compile import compile_report
from tests import factories
from tests.factories import saved
from tests.reports import described, naive
from tests.reports.places import moved, places
from tests.reports.printed import Tabled, numbers_in, printed

pytestmark = pytest.mark.django_db

YEAR = FiscalYear(2021)
MAYOR, SCHOOLS = "【実施機関：市長】", "【実施機関：教育委員会】"
REQUESTS, ANSWERS = "disclosure.requests", "処理の内訳"
CLAUSES = "条例14条の2第1項該当号及び件数の内訳"
NOTICES, USES, GROUNDS = "registrations.notices", "outside_use.notices", "outside_use.grounds"
LISTED = ("outside_use.listed", "条例第9条第3項第3号（生命等の保護）適用")


@pytest.fixture
def moves(reiwa3):
    """Return what says by how much each number has moved since the sample was loaded."""

    def since_loaded():
        report = compile_report(YEAR)
        assert counted(report) == counted_by_hand()
        return moved(reiwa3, report)

    return since_loaded


def counted(report) -> dict:
    return without_the_offices_wording(printed(report))


def counted_by_hand() -> dict:
    return without_the_offices_wording(naive.count(described.city(), int(YEAR)))


def without_the_offices_wording(sections: dict) -> dict:
    """The sample words one paragraph itself; its numbers are held against the sample's below."""
    return {
        section: [block for block in blocks if block.key != GROUNDS]
        for section, blocks in sections.items()
    }


def test_every_number_has_a_place_of_its_own(reiwa3):
    found = list(places(reiwa3))
    assert len(dict(found)) == len(found) == len(list(numbers_in(reiwa3)))


def test_without_a_change_no_number_moves(moves):
    assert moves() == {}


# The numbers that count one record


def requested(by: int, method: str = "閲覧") -> dict:
    """Sentence and table, by how a request for disclosure is to be met."""
    return {
        (REQUESTS, f"開示請求の{method}"): by,
        (REQUESTS, "開示", method, "請求件数"): by,
    }


def received(by: int) -> dict:
    """Sentence and total, whatever is asked for."""
    return {
        (REQUESTS, "請求件数"): by,
        (REQUESTS, "開示請求"): by,
        (REQUESTS, "合計", "請求件数"): by,
    }


def answered(by: int, outcome: str, method: str = "閲覧", in_prose: str = "") -> dict:
    """Sentence, table and total of an outcome."""
    return {
        (REQUESTS, f"開示請求の{in_prose or outcome}"): by,
        (REQUESTS, "開示", method, ANSWERS, outcome): by,
        (REQUESTS, "合計", ANSWERS, outcome): by,
    }


def noted(numbers: dict[str, int]) -> dict:
    """The note under the table, which was not there: its numbers come in whole."""
    return {(f"{REQUESTS}.note", label): number for label, number in numbers.items()}


def withheld(by: int, department: str, clauses: str, agency: str = MAYOR) -> dict:
    """A department's number and the clauses' own, below 一部承諾."""
    return {
        ("一部承諾", agency, department, "件数"): by,
        ("一部承諾", agency, department, clauses, CLAUSES): by,
    }


def granted(by: int, method: str = "閲覧") -> dict:
    return answered(by, "承諾", method, in_prose="全部承諾")


def noticed(by: int, key: str, word: str, agency: str = "市長") -> dict:
    """Sentence, table and total of a kind of notice."""
    return {(key, word): by, (key, agency, word): by, (key, "合計", word): by}


# 2 自己情報の開示等請求


def disposition(outcome: str, division: str = "市民課", **request) -> Disposition:
    """Return the first disposition of a kind that the sample holds, of a request for 閲覧."""
    asked = {"method__name": "閲覧", "division__name": division} | request
    asked = {f"request__{field}": value for field, value in asked.items()}
    return Disposition.objects.filter(outcome__name=outcome, **asked).first()


def test_a_grant_becomes_a_partial_grant(moves):
    changed = disposition("承諾")
    changed.outcome = factories.outcome("一部承諾")
    saved(changed).clauses.set([factories.clause(2), factories.clause(1)])
    assert moves() == (
        granted(-1)
        | answered(+1, "一部承諾")
        | {("heading", "一部承諾"): +1}
        | withheld(+1, "市民文化部", "第1号・第2号該当")
    )


def test_a_clause_is_added_and_the_combination_is_a_row_of_its_own(moves):
    changed = disposition("一部承諾")
    changed.clauses.add(factories.clause(7))
    assert moves() == {
        ("一部承諾", MAYOR, "市民文化部", "第1号", CLAUSES): -1,
        ("一部承諾", MAYOR, "市民文化部", "第1号・第7号該当", CLAUSES): +1,
    }


def test_a_grant_becomes_a_refusal(moves):
    changed = disposition("承諾")
    changed.outcome = factories.outcome("拒否")
    saved(changed)
    assert moves() == (
        granted(-1)
        | answered(+1, "拒否")
        | {("heading", "拒否"): +1, ("拒否", MAYOR, "市民文化部"): +1}
    )


def test_a_grant_becomes_a_withdrawal(moves):
    changed = disposition("承諾")
    changed.outcome = factories.outcome("取下げ")
    saved(changed)
    assert moves() == granted(-1) | answered(+1, "取下げ")


def test_a_request_is_met_by_another_method(moves):
    changed = disposition("承諾").request
    changed.method = factories.method("視聴")
    saved(changed)
    cell = (REQUESTS, "開示", "閲覧", ANSWERS, "承諾")
    assert moves() == (
        requested(-1)
        | requested(+1, "視聴")
        | {cell: -1, (REQUESTS, "開示", "視聴", ANSWERS, "承諾"): +1}
    )


def test_a_request_was_for_correction(moves):
    changed = disposition("承諾").request
    changed.kind, changed.method = factories.kind("訂正"), None
    saved(changed)
    assert moves() == requested(-1) | {
        (REQUESTS, "開示請求"): -1,
        (REQUESTS, "訂正請求"): +1,
        (REQUESTS, "訂正", "請求件数"): +1,
        (REQUESTS, "開示請求の全部承諾"): -1,
        (REQUESTS, "訂正請求の全部承諾"): +1,
        (REQUESTS, "開示", "閲覧", ANSWERS, "承諾"): -1,
        (REQUESTS, "訂正", ANSWERS, "承諾"): +1,
    }


def receive(answer: Disposition, day: date) -> None:
    """Let the answer's request come in on this day; the answer comes after all of them."""
    answer.decided_on = date(2022, 6, 1)
    saved(answer)
    answer.request.received_on = day
    saved(answer.request)


@pytest.mark.parametrize("day", [date(2021, 3, 31), date(2022, 4, 1)])
def test_a_request_was_received_in_a_neighbouring_year(moves, day):
    receive(disposition("承諾"), day)
    assert moves() == received(-1) | requested(-1) | granted(-1)


@pytest.mark.parametrize("day", [date(2021, 4, 1), date(2022, 3, 31)])
def test_a_request_was_received_on_a_border_day_of_the_year(moves, day):
    receive(disposition("承諾"), day)
    assert moves() == {}


def test_a_request_is_not_answered_yet(moves):
    disposition("承諾").delete()
    assert moves() == granted(-1) | answered(+1, "処理中")


def test_a_request_is_answered_twice(moves):
    twice = disposition("承諾").request
    factories.disposition(request=twice, outcome=factories.outcome("不存在"))
    assert moves() == answered(+1, "不存在") | {
        ("heading", "不存在"): +1,
        ("不存在", MAYOR, "市民文化部"): +1,
    } | noted({"処理の合計": 153, "請求件数": 152})


def test_an_answer_is_given_after_the_year_is_over(moves):
    late = disposition("承諾")
    late.decided_on = date(2022, 6, 1)
    saved(late)
    assert moves() == {}


def test_a_partial_grant_was_another_departments(moves):
    changed = disposition("一部承諾").request
    changed.division = Division.objects.get(name="情報政策課")
    saved(changed)
    assert moves() == withheld(-1, "市民文化部", "第1号") | withheld(+1, "総務部", "第1号")


def test_a_partial_grant_was_another_agencys(moves):
    changed = disposition("一部承諾").request
    changed.division = Division.objects.get(name="学校教育課")
    saved(changed)
    assert moves() == (
        withheld(-1, "市民文化部", "第1号") | withheld(+1, "教育部", "第1号", SCHOOLS)
    )


def test_a_request_comes_in(moves):
    residents = Division.objects.get(name="市民課")
    factories.disposition(request=factories.disclosure_request(number=999, division=residents))
    assert moves() == received(+1) | requested(+1) | granted(+1)


def test_a_request_was_entered_by_mistake(moves):
    disposition("承諾", method__name="写しの交付").request.delete()
    assert moves() == received(-1) | requested(-1, "写しの交付") | granted(-1, "写しの交付")


# 1 個人情報業務の登録


def test_a_start_was_a_change(moves):
    changed = BusinessNotice.objects.filter(kind=BusinessNotice.Kind.START).first()
    changed.kind = BusinessNotice.Kind.CHANGE
    saved(changed)
    assert moves() == noticed(-1, NOTICES, "登録") | noticed(+1, NOTICES, "変更")


def test_a_business_is_abolished(moves):
    started = BusinessNotice.objects.filter(kind=BusinessNotice.Kind.START).first()
    factories.business_notice(
        number=999,
        business=started.business,
        division=started.division,
        kind=BusinessNotice.Kind.ABOLITION,
    )
    assert moves() == noticed(+1, NOTICES, "廃止")


def test_a_notice_was_another_agencys(moves):
    changed = BusinessNotice.objects.filter(kind=BusinessNotice.Kind.START).first()
    changed.division = Division.objects.get(name="学校教育課")
    saved(changed)
    assert moves() == {(NOTICES, "市長", "登録"): -1, (NOTICES, "教育委員会", "登録"): +1}


def test_a_business_moves_later_and_its_notice_stays(moves):
    """The notice counts under the division of its day."""
    business = BusinessNotice.objects.first().business
    business.division = Division.objects.get(name="学校教育課")
    saved(business)
    assert moves() == {}


# 3 目的外利用・外部提供


def use(kind: str = "目的外利用", **fields) -> UseNotice:
    kinds = dict(zip(UseNotice.Kind.labels, UseNotice.Kind.values, strict=True))
    return UseNotice.objects.filter(kind=kinds[kind], **fields).first()


def test_a_use_was_another_agencys(moves):
    changed = use(ground__name="法令")
    changed.division = Division.objects.get(name="学校教育課")
    saved(changed)
    assert moves() == {(USES, "市長", "目的外利用"): -1, (USES, "教育委員会", "目的外利用"): +1}


def test_a_use_had_another_ground(moves):
    changed = use(ground__name="法令")
    changed.ground = factories.ground("本人同意")
    saved(changed)
    assert moves() == {(GROUNDS, "法令"): -1, (GROUNDS, "本人同意"): +1}


def test_a_use_is_no_longer_listed(moves):
    changed = use(ground__listed_in_report=True)
    changed.ground = factories.ground("法令")
    saved(changed)
    assert moves() == {(GROUNDS, "生命等の保護"): -1, (GROUNDS, "法令"): +1, LISTED: -1}
    assert changed.using_business not in str(printed(compile_report(YEAR))["outside_use"])


def test_a_provision_was_a_use(moves):
    changed = use("外部提供", division__name="市民課")
    changed.kind = UseNotice.Kind.OUT_OF_PURPOSE_USE
    changed.ground = factories.ground("法令")
    saved(changed)
    assert moves() == (
        noticed(-1, USES, "外部提供")
        | noticed(+1, USES, "目的外利用")
        | {(GROUNDS, "目的外利用"): +1, (GROUNDS, "法令"): +1}
    )


def rows_of(section: str) -> set[str]:
    """Return the agencies that have a row in the section's table."""
    (table,) = (
        block
        for block in printed(compile_report(YEAR))[section]
        if block.key == f"{section}.notices" and isinstance(block, Tabled)
    )
    return {value.row[0] for value in table.values}


def end(agency: str) -> None:
    """Let an agency turn out to have ended on the last day before the year."""
    ended = factories.agency(agency)
    ended.valid_until = date(2021, 3, 31)
    saved(ended)


def test_an_agency_that_ended_before_the_year_has_no_row(moves):
    assert "公平委員会" in rows_of("outside_use")
    end("公平委員会")
    assert moves() == {}
    assert "公平委員会" not in rows_of("outside_use")


def test_an_agency_that_ended_before_the_year_keeps_a_row_for_what_it_notified(moves):
    end("企業管理者")
    assert moves() == {}
    assert "企業管理者" in rows_of("outside_use")
    assert "企業管理者" not in rows_of("registrations")


# 4 審査請求 and 5 審議会


def test_an_appeal_is_received(moves):
    factories.review_request(disposition=disposition("一部承諾"), received_on=date(2022, 3, 31))
    assert moves() == {("reviews.received", "審査請求"): +1}


def test_an_appeal_is_still_pending_from_before(moves):
    last_years = factories.disclosure_request(received_on=date(2021, 3, 1))
    answer = factories.disposition(request=last_years)
    factories.review_request(disposition=answer, received_on=date(2021, 3, 31))
    assert moves() == {("reviews.received", "繰越し"): +1}


def test_a_council_session_belonged_to_the_year_before(moves):
    session = CouncilSession.objects.get(year=2021, number=1)
    session.year = 2020
    saved(session)
    assert moves() == {
        ("council.sessions", "開催回数"): -1,
        ("council.sessions", "1", "開催日・場所"): -2,
    }


def test_a_meeting_of_a_session_is_added_and_the_session_still_counts_once(moves):
    session = CouncilSession.objects.get(year=2021, number=1)
    factories.meeting(session=session)
    assert moves() == {("council.sessions", "1", "開催日・場所"): +1}
