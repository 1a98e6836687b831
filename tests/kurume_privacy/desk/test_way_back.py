"""From a list to a record, on to its neighbours, and back to the list as it was."""

import re
from html import unescape

import pytest
from django.urls import reverse

from kurume_privacy.desk.tables import PER_PAGE
from registrations.models import BusinessNotice
from tests import factories
from tests.access import record_of
from tests.desk import clerk_of, filled, log_in_as, rows, text
from tests.test_lists import LISTS, fill

pytestmark = pytest.mark.django_db
LIST = "/desk/registrations/notices/"
ASKED = {"year": "2021", "sort": "number"}
AS_IT_WAS = f"{LIST}?year=2021&sort=number"


@pytest.fixture
def notices(city):
    """Four notices of a year in two divisions, and one of another year."""
    about = factories.business(division=city.residents)
    divisions = (city.residents, city.residents, city.general_affairs, city.residents)
    made = [
        factories.business_notice(
            business=about, kind="change", number=number, division=division, name=f"変更{number}"
        )
        for number, division in enumerate(divisions, start=1)
    ]
    factories.business_notice(business=about, kind="change", notified_on=factories.EARLIER)
    return made


def opened(client, place, asked=ASKED):
    """Open the record at a place of the list, as its row leads there."""
    page = text(client.get(LIST, asked))
    return client.get(links(page, r'role="rowheader"[^>]*><a href')[place])


def links(page, beginning):
    return [unescape(found) for found in re.findall(f'{beginning}="([^"]+)"', page)]


def way(answer, rel):
    """Return the address of the neighbour before (prev) or behind (next); nothing without one."""
    return next(iter(links(text(answer), f'<a rel="{rel}" href')), None)


def back(answer):
    return next(
        unescape(address)
        for address, name in re.findall(r'<a href="([^"]+)">([^<]+)</a>', text(answer))
        if name == "一覧に戻る"
    )


class TestTheWayBack:
    def test_leads_to_the_list_as_it_was_filtered_and_sorted(self, notices):
        office = log_in_as()
        answer = opened(office, 1)
        assert answer.context["record"] == notices[1]
        assert back(answer) == AS_IT_WAS
        assert answer.context["list_url"] == AS_IT_WAS
        assert rows(office.get(back(answer))) == rows(office.get(LIST, ASKED))

    def test_over_the_form_and_the_saving(self, notices):
        office = log_in_as()
        form = office.get(opened(office, 1).context["record_urls"]["update"])
        assert form.context["list_url"] == AS_IT_WAS
        address = form.wsgi_request.get_full_path()
        saved = office.post(address, filled(form, name="改めた名称"), follow=True)
        assert saved.context["record"].name == "改めた名称"
        assert back(saved) == AS_IT_WAS
        assert way(saved, "next")

    def test_over_a_form_that_was_refused(self, notices):
        office = log_in_as()
        form = office.get(opened(office, 1).context["record_urls"]["update"])
        refused = office.post(form.wsgi_request.get_full_path(), filled(form, notified_on="?"))
        assert refused.status_code == 422
        assert refused.context["list_url"] == AS_IT_WAS

    def test_over_a_deletion(self, notices):
        office = log_in_as()
        page = office.get(opened(office, 1).context["record_urls"]["delete"])
        done = office.post(page.wsgi_request.get_full_path(), {"reason": "二重登録"})
        assert done["Location"] == AS_IT_WAS

    def test_to_the_page_of_the_list_that_showed_the_record(self, city):
        fill(record_of(city.general_affairs, "businessnotice"), PER_PAGE + 3, city)
        answer = opened(log_in_as(), 1, {"page": 2})
        assert back(answer) == f"{LIST}?page=2"

    def test_a_record_opened_from_elsewhere_leads_to_the_whole_list(self, notices):
        answer = log_in_as().get(notices[0].get_absolute_url())
        assert answer.context["list_url"] == LIST
        assert "一覧に戻る" not in text(answer)

    @pytest.mark.parametrize(
        "address",
        [
            "https://example.com/desk/requests/",
            "//example.com/desk/requests/",
            "javascript:alert(1)",
            "/",
            "/desk/login/",
            "/desk/registrations/notices/new/",
            "/no/such/page/",
            "\x00",
            "//[",
        ],
    )
    def test_an_address_that_is_no_list_of_ours_is_no_way(self, notices, address):
        answer = log_in_as().get(notices[0].get_absolute_url(), {"back": address, "at": "1"})
        assert answer.status_code == 200
        assert answer.context["list_url"] == LIST

    @pytest.mark.parametrize("place", ["", "0", "-1", "x", "²", "99999999999999"])
    def test_a_place_that_is_none_is_no_error(self, notices, place):
        answer = log_in_as().get(notices[0].get_absolute_url(), {"back": AS_IT_WAS, "at": place})
        assert back(answer) == AS_IT_WAS
        assert (way(answer, "prev"), way(answer, "next")) == (None, None)

    def test_a_list_that_cannot_be_read_has_no_neighbours(self, notices):
        wrong = f"{LIST}?notified_on_from=R3.13.1"
        answer = log_in_as().get(notices[0].get_absolute_url(), {"back": wrong, "at": 1})
        assert (way(answer, "prev"), way(answer, "next")) == (None, None)


class TestNeighbours:
    def test_stand_in_the_order_of_the_list(self, notices):
        office = log_in_as()
        answer = opened(office, 1)
        assert office.get(way(answer, "prev")).context["record"] == notices[0]
        assert office.get(way(answer, "next")).context["record"] == notices[2]

    def test_the_first_has_none_before_and_the_last_none_behind(self, notices):
        office = log_in_as()
        assert way(opened(office, 0), "prev") is None
        assert way(opened(office, 3), "next") is None

    def test_a_clerk_goes_on_to_what_a_clerk_may_see(self, city, notices):
        clerk = clerk_of(city.residents)
        assert clerk.get(way(opened(clerk, 1), "next")).context["record"] == notices[3]

    def test_what_has_left_the_list_has_its_neighbours_where_it_was(self, notices):
        office = log_in_as()
        asked = {"q": "変更", "sort": "number"}
        form = office.get(opened(office, 1, asked).context["record_urls"]["update"])
        address = form.wsgi_request.get_full_path()
        saved = office.post(address, filled(form, name="別の名称"), follow=True)
        assert office.get(way(saved, "prev")).context["record"] == notices[0]
        assert office.get(way(saved, "next")).context["record"] == notices[2]

    def test_what_another_entered_before_it_moves_nobody(self, notices):
        office = log_in_as()
        asked = {"sort": "-number"}
        answer = opened(office, 1, asked)
        about = notices[0].business
        factories.business_notice(business=about, kind="change", number=9, name="新しい届出")
        again = office.get(answer.wsgi_request.get_full_path())
        assert office.get(way(again, "prev")).context["record"] == notices[3]
        assert office.get(way(again, "next")).context["record"] == notices[1]

    @pytest.mark.parametrize("name", LISTS)
    def test_lead_through_every_list_from_end_to_end(self, city, name):
        record = record_of(city.general_affairs, name.partition(":")[2].removesuffix("_list"))
        fill(record, 7, city)
        office, address = log_in_as(), reverse(name)
        expected = list(dict.fromkeys(address for _, address in rows(office.get(address))))
        first = links(text(office.get(address)), r'role="rowheader"[^>]*><a href')[0]
        answer, met = office.get(first), []
        while len(met) < len(expected):
            met.append(answer.context["record"].get_absolute_url())
            following = way(answer, "next")
            if following is None:
                break
            answer = office.get(following)
        assert met == expected


def test_every_notice_is_met_once_however_many_look_alike(city):
    fill(record_of(city.general_affairs, "businessnotice"), PER_PAGE + 5, city)
    office = log_in_as()
    answer, met = opened(office, 0, {"sort": "kind"}), []
    while True:
        met.append(answer.context["record"].pk)
        if (following := way(answer, "next")) is None:
            break
        answer = office.get(following)
    assert len(met) == len(set(met)) == BusinessNotice.objects.count()
