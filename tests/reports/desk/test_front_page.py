"""The front page of the desk: what each role is told, and that every count leads to its records."""

import html
import re
from datetime import date, timedelta
from itertools import count
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.db.models import Max, QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from disclosure.models import DisclosureRequest, Disposition
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.administration.law import LAW
from kurume_privacy.models import ClosedDay, Role
from reports.desk.front_page import to_do, year_so_far
from tests import factories
from tests.access import KEPT_LEDGERS

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)  # a Tuesday
FRONT = "/desk/"
MOST = 40


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The view alone looks at the clock; here it always says the same."""
    monkeypatch.setattr(timezone, "localdate", lambda *zone: TODAY)


@pytest.fixture
def people(city):
    return {
        "clerk": factories.user("clerk", division=city.general_affairs),
        "stranger": factories.user("stranger", division=city.residents),
        "office": factories.user("office", Role.OFFICE),
        "approver": factories.user("approver", Role.APPROVER),
        "administrator": factories.user("administrator", Role.ADMINISTRATOR),
    }


def seen(client, person, address=FRONT):
    client.force_login(person)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def due_on(day, **fields):
    """Make an open request whose stored due date is this day."""
    request = factories.disclosure_request(received_on=day - timedelta(days=30), **fields)
    request.due_on = day
    request.save()
    assert request.due_on == day
    return request


def everything_incomplete():
    """Record one of each thing that lacks something, all of 総務課 or the office."""
    last_year = date(2025, 6, 2)
    old = factories.disclosure_request(received_on=last_year)
    granted = factories.disclosure_request(received_on=last_year)
    factories.disposition(request=granted)
    limited = factories.disclosure_request(received_on=last_year)
    partly = limited.kind.outcomes.filter(clause_use="required").first()
    factories.saved(
        Disposition(request=limited, outcome=partly, decided_on=last_year, carried_out_on=last_year)
    )
    ruled = factories.disposition(carried_out_on=last_year, request=factories.disclosure_request(
        received_on=last_year))  # fmt: skip
    factories.review_request(
        disposition=ruled, received_on=last_year, referred_on=last_year, opinion_on=last_year
    )
    met = factories.council_session(2025)
    factories.meeting(session=met, held_on=last_year)
    factories.consultation(session=met)
    factories.council_session(2026)
    return old, granted, limited


def test_it_works(client, people):
    page = seen(client, people["clerk"])
    assert "令和8年11月24日（火）" in page
    assert "報告に足りないもの" in page


def test_nobody_is_sent_to_log_in(client, people):
    response = client.get(FRONT)
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


# What is due


@pytest.mark.parametrize(
    ("days", "place"),
    [(-200, 0), (-1, 0), (0, 1), (1, 2), (7, 2), (8, None)],
    ids=["long ago", "yesterday", "today", "tomorrow", "seventh day", "eighth day"],
)
def test_a_due_date_falls_into_one_span(people, days, place):
    due_on(TODAY + timedelta(days=days))
    counts = [task.count for task in to_do(people["office"], TODAY).due]
    assert counts == [int(number == place) for number in range(3)]


def test_what_is_answered_is_not_due(people):
    factories.disposition(request=due_on(TODAY))
    assert not any(task.count for task in to_do(people["office"], TODAY).due)


def test_the_earliest_are_named_with_their_days(people):
    for days in (3, 9, 1, 30, 2, 7, 5):
        due_on(TODAY - timedelta(days=days))
    late = to_do(people["office"], TODAY).due[0]
    assert [item.distance for item in late.items] == [
        "30日超過", "9日超過", "7日超過", "5日超過", "3日超過",
    ]  # fmt: skip
    assert (late.count, late.more) == (7, 2)
    assert late.items[0].notes == ("期限令和8年10月25日（日）", "受付", "総務部総務課")


@pytest.mark.parametrize(("count", "more"), [(5, 0), (6, 0), (7, 2)])
def test_never_is_one_alone_left_unnamed(people, count, more):
    for place in range(count):
        due_on(TODAY - timedelta(days=1))
        factories.disposition(
            request=factories.disclosure_request(received_on=date(2026, 6, place + 1))
        )
    found = to_do(people["office"], TODAY)
    tasks = (found.due[0], next(task for task in found.incomplete if "実施日" in task.sentence))
    assert [(task.count, task.more) for task in tasks] == [(count, more)] * 2


# Every count leads to its records


def links(page):
    """Return the links of the page that carry filters: (address, text)."""
    found = re.findall(r'<a href="([^"]*\?[^"]*lacking=[^"]*)"', page)
    return [html.unescape(address) for address in found]


def listed(client, address):
    """Return how many records the list behind an address finds."""
    response = client.get(address)
    assert response.status_code == 200, address
    filters = response.context["filters"]
    assert filters.form.is_valid(), filters.form.errors
    assert set(dict(parse_qsl(urlsplit(address).query))) - {"sort"} <= set(filters.filters)
    return response.context["table"].paginator.count


@pytest.mark.parametrize("name", ["clerk", "office", "approver", "stranger"])
def test_each_link_finds_exactly_what_was_counted(client, city, people, name):
    everything_incomplete()
    for days in (-40, -1, 0, 0, 1, 7, 8):
        due_on(TODAY + timedelta(days=days))
    due_on(TODAY, division=city.residents)
    found = to_do(people[name], TODAY)
    tasks = [task for task in (*found.due, *found.incomplete) if task.link.query]
    client.force_login(people[name])
    for task in tasks:
        assert listed(client, reverse(task.link.page) + task.link.search) == task.count, task
    page = seen(client, people[name])
    assert len(links(page)) == sum(1 for task in tasks if task.count)


@pytest.mark.parametrize("name", ["clerk", "office"])
def test_every_link_of_the_page_opens(client, people, name):
    everything_incomplete()
    due_on(TODAY)
    page = seen(client, people[name])
    addresses = {html.unescape(found) for found in re.findall(r'<a href="(/desk/[^"]*)"', page)}
    assert len(addresses) > 10
    for address in addresses:
        assert client.get(html.unescape(address)).status_code == 200, address


# What is lacking


def sentences(person):
    return {task.sentence: task.count for task in to_do(person, TODAY).incomplete}


OF_THE_DIVISION = {
    "前年度までに受け付け、処理の入力がない請求": 1,
    "処理は済み、実施日の入力がない請求": 1,
    "該当号の入力がない処理のある請求": 1,
    "答申を受け、裁決の入力がない審査請求": 1,
}
OF_THE_COUNCIL = {
    "諮問案件の結論の入力がない審議会": 1,
    "開催日・場所の入力がない審議会": 1,
}
PUBLICATION = {"令和7年度の運用状況を公表した告示の入力": 1}
UNPUBLISHED = {"公表していない年度": 1}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("clerk", OF_THE_DIVISION),
        ("stranger", {}),
        ("approver", OF_THE_DIVISION | OF_THE_COUNCIL | UNPUBLISHED),
        ("office", OF_THE_DIVISION | OF_THE_COUNCIL | UNPUBLISHED),
    ],
)
def test_each_is_told_what_they_may_see(people, name, expected):
    everything_incomplete()
    assert sentences(people[name]) == expected


def test_the_notice_once_entered_is_lacking_no_more(people):
    assert sentences(people["office"]) == PUBLICATION
    factories.public_notice(2025)
    assert sentences(people["office"]) == {}


def test_a_closed_day_that_moves_due_dates_is_told_to_the_office_alone(people):
    request = factories.disclosure_request(received_on=date(2026, 11, 2))
    factories.closed_day(day=request.due_on)
    told = {"市の休日や数え方が変わり、期限の見直しを待つ請求": 1}
    assert ClosedDay.objects.count() == 1
    assert sentences(people["office"]) == told | PUBLICATION
    assert sentences(people["clerk"]) == sentences(people["approver"]) == {}


# The year so far


def figure(person, name, year=2026, today=TODAY):
    sections = year_so_far(person, FiscalYear(year), today).sections
    return next(
        (found.now, found.before)
        for section in sections
        for found in section.figures
        if found.name == name
    )


def test_the_year_stands_beside_the_last_at_the_same_date(people):
    for day in (date(2026, 4, 1), TODAY, date(2025, 11, 24), date(2025, 11, 25)):
        factories.disclosure_request(received_on=day)
    assert figure(people["office"], "受け付けた請求") == (2, 1)
    assert figure(people["office"], "受け付けた請求", 2025) == (2, 0)
    assert figure(people["stranger"], "受け付けた請求") == (0, 0)


def months(person, year, today=TODAY):
    """Return what the chart's table says of the year before and of the year, month by month."""
    sections = year_so_far(person, FiscalYear(year), today).sections
    charts = (chart for section in sections for chart in section.charts)
    chart = next(chart for chart in charts if chart.key == "requests-by-month")
    return [[row[place] for row in chart.rows] for place in (1, 2)]


class TestAMonthToCome:
    """It is no month without requests; 今日 is in the eighth month."""

    @pytest.fixture(autouse=True)
    def asked(self, people):
        for day in (date(2025, 12, 1), date(2026, 4, 1)):
            factories.disclosure_request(received_on=day)

    def test_of_this_year_is_unknown_and_last_year_is_counted_as_far(self, people):
        came = ["0", "0", "0", "0", "0", "0", "0", *["－"] * 4]
        assert months(people["office"], 2026) == [["0", *came], ["1", *came]]

    def test_on_the_first_day_of_a_month_has_come(self, people):
        _, now = months(people["office"], 2026, date(2027, 3, 1))
        assert "－" not in now
        _, now = months(people["office"], 2026, date(2027, 2, 28))
        assert now[-2:] == ["0", "－"]

    def test_is_none_of_a_year_that_is_over(self, people):
        assert months(people["office"], 2025)[1] == ["0"] * 8 + ["1"] + ["0"] * 3

    def test_is_every_one_of_a_year_that_has_not_begun(self, people):
        assert months(people["office"], 2027) == [["1", *["0"] * 7, *["－"] * 4], ["－"] * 12]


def test_a_leap_day_is_compared_with_the_day_before(people):
    for day in (date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 29)):
        factories.disclosure_request(received_on=day)
    counted = figure(people["office"], "受け付けた請求", 2023, date(2024, 2, 29))
    assert counted == (1, 1)


def test_sessions_count_when_they_have_met(people):
    for day in (date(2026, 6, 1), date(2026, 12, 1)):
        factories.meeting(session=factories.council_session(2026), held_on=day)
    assert figure(people["office"], "開いた審議会") == (1, 0)


def test_a_year_without_records_leads_to_the_latest(client, people):
    factories.disclosure_request(received_on=date(2021, 4, 20))
    page = seen(client, people["office"])
    assert "令和8年度の記録は、まだありません。" in page
    assert '<a href="?year=2021#year">令和3年度</a>' in page
    page = seen(client, people["stranger"])
    assert "記録のある最も新しい年度" not in page


@pytest.mark.parametrize("typed", ["2021", "R3", "令和３年度", "%E4%BB%A4%E5%92%8C3"])
def test_a_year_is_typed_in_any_usual_manner(client, people, typed):
    assert "令和3年度の状況" in seen(client, people["office"], f"{FRONT}?year={typed}")


@pytest.mark.parametrize("typed", ["x", "0", "99999", "令和0", "9999", "%00", "x" * 10_000, "🍵"])
def test_what_is_no_year_is_answered_with_a_sentence(client, people, typed):
    page = seen(client, people["office"], f"{FRONT}?year={typed}")
    assert "令和8年度の状況" in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize("typed", ["1947", "9998"])
def test_the_first_and_last_year_have_a_page(client, people, typed):
    assert "の記録は、まだありません" in seen(client, people["office"], f"{FRONT}?year={typed}")


# The ways to enter


def entries_of(page):
    block = re.search(r'<nav class="front-entries".*?</nav>', page, re.DOTALL)
    return re.findall(r'href="([^"]*)"', block[0]) if block else []


def test_each_enters_what_they_keep(client, people):
    clerks = [
        "/desk/requests/new/", "/desk/use-notices/new/", "/desk/registrations/notices/new/",
    ]  # fmt: skip
    assert entries_of(seen(client, people["clerk"])) == clerks
    assert entries_of(seen(client, people["office"])) == [
        *clerks, "/desk/council/new/", "/desk/publication/training/new/",
    ]  # fmt: skip
    assert entries_of(seen(client, people["approver"])) == []


def test_the_administrator_is_led_to_the_administration(client, people):
    factories.disclosure_request()
    page = seen(client, people["administrator"])
    kept = [ledger.url("list") for ledger in KEPT_LEDGERS.values() if ledger not in LAW]
    for address in (*kept, reverse("kurume_privacy:law")):
        assert page.count(f'<a href="{address}"') == 2, "in the menu and on the page"
    assert "記録そのものは扱いません" in page
    assert "期限を過ぎた請求" not in page


def test_a_new_city_is_told_where_to_begin(client, people):
    page = seen(client, people["clerk"])
    assert "最初の記録は、このページの「よく使う入力」から登録できます。" in page
    assert "処理の入力を待つ請求はありません。" in page


# Queries


def queries(client, person):
    client.force_login(person)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(FRONT).status_code == 200
    return len(captured)


def fill(requests):
    """Write requests around their history, every tenth of them still open; 30 days a cycle."""
    kind, method = factories.kind(regime_name=factories.ACT), factories.method(
        regime_name=factories.ACT)  # fmt: skip
    division, outcome = factories.division(), kind.outcomes.filter(clause_use="required").first()
    last = DisclosureRequest.objects.aggregate(last=Max("number"))["last"] or 0
    numbers = count(last + 1)
    rows = [
        DisclosureRequest(
            number=next(numbers),
            received_on=(day := TODAY - timedelta(days=number % 300)),
            due_on=day + timedelta(days=30),
            kind=kind,
            method=method,
            division=division,
        )
        for number in range(requests)
    ]
    written = QuerySet(DisclosureRequest).bulk_create(rows)
    answers = [
        Disposition(request=row, outcome=outcome, decided_on=row.received_on)
        for number, row in enumerate(written)
        if number % 10
    ]
    QuerySet(Disposition).bulk_create(answers)
    with connection.cursor() as cursor:  # whoever takes the tables for empty reads them row by row
        cursor.execute("ANALYZE")


@pytest.mark.parametrize("name", ["clerk", "office"])
def test_3000_requests_take_as_many_queries_as_300(client, people, name):
    everything_incomplete()
    fill(300)
    few = queries(client, people[name])
    fill(2700)
    assert queries(client, people[name]) == few <= MOST
