"""A text of a file that looks like a My Number, a telephone number or an address of mail."""

import pytest

from kurume_privacy.models import Role
from kurume_privacy.workbook.outcomes import ImportResult
from outside_use.models import UseNotice
from tests import factories
from tests.excel import checked, statuses, workbook
from tests.reports.notice_files import line, look, take

pytestmark = pytest.mark.django_db
NUMBER, TELEPHONE, MAIL = "1234 5678 9018", "0942-30-9000", "kojin@example.jp"
SEEMS = "{}のように見えるものがあります。"


@pytest.fixture
def office(city):
    return factories.user("office", Role.OFFICE)


def told(result):
    """Return what is told of such texts: (line, heading, sentence)."""
    found = [text for outcome in result.outcomes for text in outcome.personal]
    return [(text.line, text.heading, text.sentence) for text in found]


def test_is_told_where_it_stands_and_stands_in_no_way(office):
    result = look(office, line(12, TELEPHONE), line(13), line(14, MAIL, items=NUMBER))
    assert told(result) == [
        (2, "提供先", SEEMS.format("電話番号")),
        (4, "利用・提供した項目", SEEMS.format("個人番号（マイナンバー）")),
        (4, "提供先", SEEMS.format("メールアドレス")),
    ]
    assert statuses(result) == ["新規", "新規", "新規"]
    assert (result.personal, result.possible_duplicates) == (2, 0)


def test_that_is_stored_as_it_stands_is_not_told_again(office):
    take(office, line(12, TELEPHONE))
    assert told(look(office, line(12, TELEPHONE))) == []
    assert told(look(office, line(12, TELEPHONE, items="住所"))) == []


def test_that_a_stored_record_is_given_is_told(office):
    take(office, line(12))
    result = look(office, line(12, MAIL))
    assert statuses(result) == ["変更"]
    assert told(result) == [(2, "提供先", SEEMS.format("メールアドレス"))]


def test_is_told_without_a_number_and_beside_a_likeness_too(office):
    take(office, line(12, TELEPHONE))
    (outcome,) = look(office, line(None, TELEPHONE)).outcomes
    assert outcome.same_as == "令和3年度第12号"
    assert [text.heading for text in outcome.personal] == ["提供先"]


def test_is_told_where_its_records_are_saved_one_by_one(office):
    factories.use_notice(number=14)
    twice = look(office, line(13, TELEPHONE), line(13), line(15, MAIL))
    assert statuses(twice) == ["新規", "登録できません", "新規"]
    assert [text[0] for text in told(twice)] == [2, 4]


def test_of_a_row_is_told_at_its_own_line(office):
    headings = ("年度", "回数", "諮問事項", "細目の記号", "細目の内容")
    first, second = ("R3", 1, "諮問一", "①", "住所"), (None, None, None, "②", TELEPHONE)
    third = (None, None, f"諮問二（{MAIL}）", None, None)
    result = checked("councilsession", workbook(headings, first, second, third), office)
    assert statuses(result) == ["新規"]
    assert told(result) == [
        (3, "細目の内容", SEEMS.format("電話番号")),
        (4, "諮問事項", SEEMS.format("メールアドレス")),
    ]


def test_is_kept_with_what_was_found(office):
    result = look(office, line(12, TELEPHONE))
    assert ImportResult.from_data(result.as_data()) == result


def test_was_not_looked_for_in_what_an_earlier_version_found(office):
    data = look(office, line(12)).as_data()
    for outcome in data["outcomes"]:
        del outcome["personal"]
    assert ImportResult.from_data(data).personal == 0


def test_repeats_no_digit_of_it(office):
    assert "9018" not in str(told(look(office, line(12, NUMBER))))


def test_is_taken_in_as_it_stands(office):
    taken = take(office, line(12, TELEPHONE))
    assert taken.personal == 1
    assert UseNotice.objects.get().recipient == TELEPHONE
