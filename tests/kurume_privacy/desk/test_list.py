"""The list of a ledger, proved with the register: who sees what, in which order, how many."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kurume_privacy.desk.tables import PER_PAGE
from kurume_privacy.models import Role
from registrations.models import BusinessNotice
from tests import factories
from tests.desk import address, clerk_of, listed, log_in_as, rows, text, title, words

pytestmark = pytest.mark.django_db
Kind = BusinessNotice.Kind
LIST = "/desk/registrations/notices/"


def notice_of(division, **fields):
    business = factories.business(f"{division}の業務{fields.get('number', '')}", division=division)
    return factories.business_notice(business=business, **fields)


@pytest.fixture
def notices(city):
    """Three notices of two divisions, numbered against the order of their dates."""
    return (
        notice_of(city.residents, number=1, notified_on=date(2021, 6, 1)),
        notice_of(city.residents, number=2, notified_on=date(2021, 5, 1), kind=Kind.CHANGE),
        notice_of(city.school_affairs, number=1, notified_on=date(2022, 4, 1)),
    )


class TestWhoSeesWhat:
    def test_the_office_sees_all(self, notices):
        answer = log_in_as().get(LIST)
        assert answer.status_code == 200
        assert set(listed(answer)) == set(notices)

    def test_a_clerk_sees_the_records_of_the_own_division(self, city, notices):
        assert listed(clerk_of(city.residents).get(LIST)) == [notices[1], notices[0]]

    def test_an_approver_sees_all_and_is_offered_no_entry(self, notices):
        answer = log_in_as("approver", Role.APPROVER).get(LIST)
        assert len(listed(answer)) == 3
        assert "新しく登録する" not in text(answer)

    def test_an_administrator_keeps_no_ledger_and_is_shown_the_way(self, notices):
        answer = log_in_as("admin", Role.ADMINISTRATOR).get(LIST)
        assert answer.status_code == 403
        assert "管理者は記録を扱いません" in text(answer)
        assert f'href="{address("home")}"' in text(answer)

    def test_nobody_is_asked_to_log_in_and_comes_back_here(self, client, city):
        answer = client.get(LIST)
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"?next={LIST}")


class TestThePage:
    def test_a_row_names_its_record_and_leads_to_it(self, notices):
        found = rows(log_in_as().get(LIST))
        assert found == [(str(each.number), each.get_absolute_url()) for each in notices[::-1]]

    def test_dates_and_years_stand_in_their_era(self, notices):
        page = text(log_in_as().get(LIST))
        assert '<time datetime="2021-06-01">令和3年6月1日</time>' in page
        assert "令和4年度" in page

    def test_it_says_what_it_lists_and_how_many(self, notices):
        answer = log_in_as().get(LIST)
        assert title(answer).startswith("業務の届出の一覧")
        assert "<strong>3</strong>件" in text(answer)
        assert "条件に合う記録" not in words(answer)

    def test_an_empty_ledger_offers_the_first_entry(self, city):
        answer = log_in_as().get(LIST)
        assert "まだ記録がありません。 最初の記録を登録する" in words(answer)

    def test_an_empty_ledger_offers_an_approver_nothing_to_enter(self, city):
        answer = log_in_as("approver", Role.APPROVER).get(LIST)
        assert "まだ記録がありません。" in words(answer)
        assert "最初の記録を登録する" not in words(answer)

    def test_filters_that_leave_nothing_can_be_taken_off(self, notices):
        answer = log_in_as().get(LIST, {"q": "火星"})
        assert "条件に合う記録はありません。" in words(answer)
        assert f'<a href="{LIST}">条件をすべて外して</a>' in text(answer)


class TestSorting:
    def test_the_newest_first_unless_told_otherwise(self, notices):
        assert listed(log_in_as().get(LIST)) == list(notices[::-1])

    @pytest.mark.parametrize(
        ("sort", "order"),
        [
            ("notified_on", [1, 0, 2]),
            ("-notified_on", [2, 0, 1]),
            ("-number", [2, 1, 0]),
            ("-year", [2, 1, 0]),
        ],
    )
    def test_by_a_column_in_either_direction(self, notices, sort, order):
        assert listed(log_in_as().get(LIST, {"sort": sort})) == [notices[place] for place in order]

    def test_divisions_stand_in_the_order_of_the_organisation(self, notices):
        found = listed(log_in_as().get(LIST, {"sort": "division"}))
        assert found[-1] == notices[2]

    def test_the_sorted_column_says_so(self, notices):
        page = text(log_in_as().get(LIST, {"sort": "-notified_on"}))
        assert page.count("aria-sort=") == 1
        assert 'aria-sort="descending"><a' in "".join(page.split("\n")).replace("  ", "")

    @pytest.mark.parametrize("sort", ["", "-", "--number", "pk; drop", "password", "division__pk"])
    def test_nonsense_is_no_error(self, notices, sort):
        answer = log_in_as().get(LIST, {"sort": sort})
        assert answer.status_code == 200
        assert len(listed(answer)) == 3


class TestPaging:
    @pytest.fixture(autouse=True)
    def more_than_a_page(self, city):
        about = factories.business(division=city.residents)
        for number in range(1, PER_PAGE + 3):
            factories.business_notice(business=about, kind=Kind.CHANGE, number=number)

    def test_a_page_ends_and_the_next_goes_on(self):
        office = log_in_as()
        assert [notice.number for notice in listed(office.get(LIST))][-1] == 3
        rest = office.get(LIST, {"page": 2})
        assert [notice.number for notice in listed(rest)] == [2, 1]

    def test_the_count_is_of_all_and_says_which_are_shown(self):
        answer = log_in_as().get(LIST, {"page": 2})
        assert "52 件（51～52件目を表示）" in words(answer)

    def test_the_way_to_another_page_keeps_filters_and_order(self):
        page = text(log_in_as().get(LIST, {"sort": "-number", "kind": "change", "page": "1"}))
        assert 'rel="next" href="?sort=-number&amp;kind=change&amp;page=2"' in page

    def test_another_order_keeps_the_filters_and_begins_at_the_first_page(self):
        page = text(log_in_as().get(LIST, {"kind": "change", "page": "2"}))
        assert 'href="?kind=change&amp;sort=notified_on"' in page

    def test_filtering_keeps_the_order(self):
        page = text(log_in_as().get(LIST, {"sort": "-number"}))
        assert '<input type="hidden" name="sort" value="-number">' in page

    @pytest.mark.parametrize("page", ["0", "-1", "99", "x", "", "²", "９", "1e9", "1" * 400])
    def test_a_page_that_does_not_exist_is_no_error(self, page):
        answer = log_in_as().get(LIST, {"page": page})
        assert answer.status_code == 200
        assert listed(answer)

    def test_the_page_here_is_marked(self):
        page = text(log_in_as().get(LIST, {"page": 2}))
        assert page.count('aria-current="page" href="?page=2"') == 1


def test_a_list_takes_the_same_number_of_queries_however_long(city):
    def queries(office):
        with CaptureQueriesContext(connection) as asked:
            assert office.get(LIST).status_code == 200
        return len(asked)

    office = log_in_as()
    notice_of(city.residents, number=1)
    few = queries(office)
    for number in range(2, 30):
        notice_of(city.residents if number % 2 else city.school_affairs, number=number)
    assert queries(office) == few <= 12
