"""A list as a file: its records, in its order, for those who see them, in few queries."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from kurume_privacy.desk.export import AT_ONCE
from kurume_privacy.desk.tables import PER_PAGE
from kurume_privacy.models import Role
from kurume_privacy.workbook.importing import Status, check
from kurume_privacy.xlsx.own_sheets import ABOUT
from outside_use.models import UseNotice
from reports.desk.ledgers import SHEETS
from tests import factories
from tests.access import ADDRESSES, record_of
from tests.desk import address, clerk_of, listed, log_in_as, text, words
from tests.test_lists import FEW, MANY, fill

pytestmark = pytest.mark.django_db
LIST = "/desk/use-notices/"
CSV, EXCEL = f"{LIST}records.csv", f"{LIST}records.xlsx"
KINDS = {sheet.key: sheet for sheet in SHEETS}
EXPORTS = sorted(name for name in ADDRESSES if name.endswith("_export"))
TAKEN_IN = [name for name in EXPORTS if name.partition(":")[2].removesuffix("_export") in KINDS]


def received(client, address, **query):
    """Return the bytes of a file that is received."""
    answer = client.get(address, query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def rows(content):
    """Return the lines of a CSV as dictionaries by their headings."""
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def numbers(client, **query):
    """Return the numbers of the notices in the file for an address."""
    return [int(row["届出番号"]) for row in rows(received(client, CSV, **query))]


def about(client, **query):
    """Return what the second sheet says."""
    book = load_workbook(BytesIO(received(client, EXCEL, **query)))
    return dict(book[ABOUT].iter_rows(values_only=True))


@pytest.fixture
def notices(city):
    """Four notices of two divisions, numbered against the order of their dates."""
    provided = {"kind": UseNotice.Kind.EXTERNAL_PROVISION, "ground": None}
    return [
        factories.use_notice(number=1, notified_on=date(2021, 6, 1), division=city.residents),
        factories.use_notice(number=2, notified_on=date(2021, 5, 1), division=city.residents),
        factories.use_notice(number=3, division=city.school_affairs, recipient="県", **provided),
        factories.use_notice(number=1, notified_on=date(2022, 4, 1), division=city.residents),
    ]


class TestWhichRecords:
    def test_all_that_the_list_shows_and_as_it_sorts_them(self, notices):
        office = log_in_as()
        shown = [notice.number for notice in listed(office.get(LIST))]
        assert len(shown) == 4
        assert numbers(office) == shown

    @pytest.mark.parametrize("sort", ["number", "-number", "notified_on", "-notified_on", "x"])
    def test_in_the_order_that_the_address_asks_for(self, notices, sort):
        office = log_in_as()
        shown = [notice.number for notice in listed(office.get(LIST, {"sort": sort}))]
        assert numbers(office, sort=sort) == shown

    @pytest.mark.parametrize(
        "query",
        [
            {"year": "2022"},
            {"kind": "external_provision"},
            {"q": "県"},
            {"notified_on_from": "R3.5.2"},
            {"year": "2021", "q": "ない"},
        ],
    )
    def test_those_that_the_filters_leave(self, notices, query):
        office = log_in_as()
        shown = [notice.number for notice in listed(office.get(LIST, query))]
        assert numbers(office, **query) == shown

    def test_a_clerk_receives_those_of_the_own_division(self, city, notices):
        clerk = clerk_of(city.school_affairs)
        assert numbers(clerk) == [3]
        assert numbers(clerk, division=city.residents.pk) == [3]

    def test_an_approver_receives_what_the_list_shows(self, notices):
        assert len(numbers(log_in_as("approver", Role.APPROVER))) == 4

    def test_every_page_of_the_list(self, city):
        fill(factories.use_notice(), PER_PAGE + 3, city)
        assert len(numbers(log_in_as(), page="2")) == PER_PAGE + 3

    def test_a_list_without_records_is_a_header(self, city):
        assert received(log_in_as(), CSV).decode("utf-8-sig").startswith("届出番号,届出日,")
        assert numbers(log_in_as()) == []

    def test_what_a_list_looks_up_in_its_own_way_is_in_the_file(self, city):
        """開示等請求 derive where they stand; a list does so for one page alone."""
        request = factories.disclosure_request(division=city.residents)
        factories.disposition(request=request)
        (row,) = rows(received(log_in_as(), address("disclosure:disclosurerequest_export_csv")))
        assert (row["状態"], row["処理の区分"]) == ("決定済", "承諾")


class TestTheForms:
    def test_the_ledgers_form_speaks_as_the_ledger_does(self, notices):
        row = rows(received(log_in_as(), CSV, q="県"))[0]
        assert row["届出日"] == "令和3年4月20日"
        assert row["区分"] == "外部提供"
        assert row["所管課の実施機関"] == "教育委員会"
        assert row["年度"] == "令和3年度"

    def test_machines_have_identifiers_and_values(self, notices):
        row = rows(received(log_in_as(), CSV, q="県", form="machine"))[0]
        assert row["notified_on"] == "2021-04-20"
        assert row["kind"] == "external_provision"
        assert row["year"] == "2021"

    def test_a_workbook_holds_dates(self, notices):
        book = load_workbook(BytesIO(received(log_in_as(), EXCEL, q="県")))
        cells = {cell.value: book.active.cell(2, cell.column) for cell in book.active[1]}
        assert cells["届出日"].value == datetime(2021, 4, 20)
        assert cells["届出番号"].value == 3
        assert book.active.title == "目的外利用・外部提供の届出"

    def test_a_record_takes_as_many_lines_as_its_rows(self, city):
        request = factories.disclosure_request()
        for _ in range(2):
            factories.disposition(request=request)
        found = rows(received(log_in_as(), address("disclosure:disclosurerequest_export_csv")))
        assert [row["受付番号"] for row in found] == [str(request.number)] * 2

    def test_no_cell_is_a_formula(self, city):
        factories.use_notice(items="=HYPERLINK(1)", used_business="＋81")
        (row,) = rows(received(log_in_as(), CSV))
        assert (row["利用・提供した項目"], row["利用・提供した業務"]) == ("'=HYPERLINK(1)", "'＋81")
        book = load_workbook(BytesIO(received(log_in_as(), EXCEL)))
        kinds = {cell.data_type for row in book.active for cell in row}
        assert "f" not in kinds


class TestTheFile:
    @pytest.mark.parametrize(
        ("query", "name"),
        [
            ({}, "目的外利用・外部提供の届出一覧"),
            ({"form": "machine"}, "目的外利用・外部提供の届出データ"),
        ],
    )
    @pytest.mark.parametrize(("address", "ending"), [(CSV, "csv"), (EXCEL, "xlsx")])
    def test_it_is_named_by_what_it_holds_and_the_day(self, notices, query, name, address, ending):
        answer = log_in_as().get(address, query)
        named = quote(f"{name}_{timezone.localdate():%Y%m%d}.{ending}")
        assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{named}"
        assert int(answer["Content-Length"]) == len(b"".join(answer.streaming_content))

    def test_it_says_what_it_is(self, notices):
        office = log_in_as()
        assert office.get(CSV)["Content-Type"] == "text/csv; charset=utf-8"
        assert office.get(EXCEL)["Content-Type"].endswith("spreadsheetml.sheet")

    def test_it_is_not_left_in_the_browser(self, notices):
        assert "no-store" in log_in_as().get(EXCEL)["Cache-Control"]

    def test_what_was_asked_for_stands_on_a_second_sheet(self, city, notices):
        said = about(
            log_in_as(),
            year="2021",
            kind="out_of_purpose_use",
            division=city.residents.pk,
            notified_on_from="R3.4.1",
            q="",
        )
        assert said["台帳"] == "目的外利用・外部提供の届出"
        assert said["件数"] == "2件"
        assert said["条件：年度"] == "令和3年度"
        assert said["条件：区分"] == "目的外利用"
        assert said["条件：所管課"] == "市長 市民文化部市民課"
        assert said["条件：届出日（から）"] == "令和3年4月1日"
        assert "作成日時" in said
        assert "条件：キーワード" not in said

    def test_without_a_filter_it_says_so(self, notices):
        assert about(log_in_as())["条件"] == "なし（すべての記録）"

    def test_a_box_that_is_ticked_and_a_law_are_said_in_words(self, city):
        factories.disclosure_request()
        place = address("disclosure:disclosurerequest_export")
        query = {"overdue": "on", "kind": factories.kind().pk}
        book = load_workbook(BytesIO(received(log_in_as(), place, **query)))
        said = dict(book[ABOUT].iter_rows(values_only=True))
        assert said["条件：期限を過ぎたものだけ"] == "はい"
        assert said["条件：請求の種類"] == "開示"

    def test_an_address_that_leads_here_from_a_figure_is_said_as_it_stands(self, city):
        factories.disposition(clauses=())
        place = address("disclosure:disposition_export")
        book = load_workbook(BytesIO(received(log_in_as(), place, clauses="none")))
        said = dict(book[ABOUT].iter_rows(values_only=True))
        assert [value for label, value in said.items() if "該当号" in label] == ["none"]


class TestThePage:
    def test_a_list_leads_to_its_files_as_it_is_filtered(self, notices):
        page = text(log_in_as().get(LIST, {"year": "2021", "page": "1", "sort": "-number"}))
        assert f'href="{EXCEL}?year=2021&amp;sort=-number"' in page
        assert f'href="{CSV}?year=2021&amp;sort=-number&amp;form=machine"' in page

    def test_a_list_without_records_leads_to_none(self, city):
        assert "Excelでダウンロード" not in words(log_in_as().get(LIST))

    def test_a_list_to_read_leads_to_its_files_too(self, city):
        factories.disposition()
        page = text(log_in_as().get(address("disclosure:disposition_list")))
        assert address("disclosure:disposition_export") in page

    def test_whoever_enters_records_has_the_blank_file(self, city):
        content = received(clerk_of(city.residents), f"{LIST}template.csv")
        assert content.decode("utf-8-sig").startswith("届出番号,届出日,")
        answer = log_in_as().get(f"{LIST}template.xlsx")
        assert quote("目的外利用・外部提供の届出_様式.xlsx") in answer["Content-Disposition"]
        assert load_workbook(BytesIO(b"".join(answer.streaming_content))).active.max_row == 1


class TestManyRecords:
    @pytest.mark.parametrize("name", EXPORTS)
    def test_each_chunk_takes_the_same_few_queries(self, city, name):
        """One for the records; besides, for each chunk, what belongs to them."""
        record = record_of(city.general_affairs, name.partition(":")[2].removesuffix("_export"))
        client = log_in_as()
        place = address(f"{name}_csv")
        fill(record, FEW, city)
        received(client, place)  # what is looked up once a process is looked up now
        few = queries(client, place)
        fill(record, MANY, city)
        many = queries(client, place)
        chunks = -(-MANY // AT_ONCE)
        assert few <= 12
        assert many - few <= (chunks - 1) * (few - 3)  # the user, the count and the records: once


def queries(client, place):
    with CaptureQueriesContext(connection) as captured:
        received(client, place)
    return len(captured)


class TestWhatGoesOutComesInAgain:
    @pytest.mark.parametrize("query", [{}, {"form": "machine"}])
    @pytest.mark.parametrize("name", TAKEN_IN)
    def test_unchanged(self, city, name, query):
        key = name.partition(":")[2].removesuffix("_export")
        record_of(city.general_affairs, key)
        office = factories.user("office", Role.OFFICE)
        for ending in ("", "_csv"):
            content = received(log_in_as(), address(f"{name}{ending}"), **query)
            file = "台帳.csv" if ending else "台帳.xlsx"
            (outcome,) = check(KINDS[key], content, file, office).outcomes
            assert outcome.status == Status.UNCHANGED, outcome.problems
