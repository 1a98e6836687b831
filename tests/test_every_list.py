"""Every list: in any order each record once, and no record by a filter it cannot read."""

from math import ceil
from urllib.parse import urlencode

import django_filters
import pytest
from django.db.models import QuerySet
from django.test import RequestFactory
from django.urls import resolve, reverse

from kurume_privacy.desk.tables import PER_PAGE
from kurume_privacy.models import Role, User
from kurume_privacy.records import history
from tests.access import ADDRESSES, LEDGERS, record_of
from tests.desk import listed, log_in_as, summary_is_right, words
from tests.test_lists import LISTS, fill

pytestmark = pytest.mark.django_db

DELETED = sorted(name for name in ADDRESSES if name.endswith("_deleted"))
SOME = 2 * PER_PAGE + 20  # three pages


def filled(city, name, page):
    """Fill the ledger of a page with three pages of records that are much alike."""
    record = record_of(city.general_affairs, name.partition(":")[2].removesuffix(page))
    fill(record, SOME, city)
    return type(record)


class Shown:
    """A list as the office has it, without the page around it."""

    def __init__(self, address):
        self.address, self.view = address, resolve(address).func
        self.office = User.objects.get_or_create(username="office", role=Role.OFFICE)[0]

    def asked(self, **query):
        request = RequestFactory().get(self.address, query)
        request.user = self.office
        listing = self.view.view_class(**self.view.view_initkwargs)
        listing.setup(request)
        return listing

    def table(self, **query):
        return self.asked(**query).table()

    def keys(self, sort):
        """Return the keys of what all pages show, in their order."""
        first = self.table(sort=sort)
        others = range(2, ceil(first.paginator.count / PER_PAGE) + 1)
        tables = [first, *(self.table(sort=sort, page=number) for number in others)]
        return [row.record.pk for table in tables for row in table.paginated_rows]

    def orders(self):
        """Return the order in which the list opens, and every one that it offers, both ways."""
        names = [column.name for column in self.table().columns if column.orderable]
        return ["", *names, *(f"-{name}" for name in names)]


class TestOrder:
    @pytest.mark.parametrize("name", LISTS)
    def test_every_record_stands_once_on_all_pages_and_the_file_has_the_same(self, city, name):
        model, records = filled(city, name, "_list"), Shown(reverse(name))
        every = set(model.objects.values_list("pk", flat=True))
        assert len(every) == SOME
        for sort in records.orders():
            shown = records.keys(sort)
            assert len(shown) == SOME, sort
            assert set(shown) == every, sort
            in_the_file = records.asked(sort=sort).records()
            assert shown == [record.pk for record in in_the_file], sort

    @pytest.mark.parametrize("name", DELETED)
    def test_every_deletion_stands_once_on_all_pages(self, city, name):
        record = record_of(city.general_affairs, name.partition(":")[2].removesuffix("_deleted"))
        entries, entry = type(record).history.model, record.history.first()
        values = {
            field.attname: getattr(entry, field.attname)
            for field in entries._meta.concrete_fields
            if not field.primary_key
        } | {"history_type": "-"}
        copies = [entries(**values | {"id": 1_000_000 + place}) for place in range(SOME)]
        QuerySet(entries).bulk_create(copies)
        every = set(history.deleted(type(record)).values_list("pk", flat=True))
        deletions = Shown(reverse(name))
        for sort in deletions.orders():
            shown = deletions.keys(sort)
            assert len(shown) == SOME, sort
            assert set(shown) == every, sort

    @pytest.mark.parametrize("name", LISTS)
    def test_a_list_opens_with_the_newest_record(self, city, name):
        model = filled(city, name, "_list")
        assert listed(log_in_as().get(reverse(name)))[0] == model.objects.order_by("pk").last()


def unreadable(field):
    """Return what such a filter cannot read; nothing where it reads whatever is sent."""
    match field:
        case django_filters.BooleanFilter():
            return None
        case django_filters.DateFilter():
            return "R3.13.1"
        case django_filters.NumberFilter():
            return "x"
        case django_filters.CharFilter():
            return "長" * 101
    return "999999999"


WRONG = [
    (name, key, value)
    for name in LISTS
    for key, field in LEDGERS[name.removesuffix("_list")].filters.base_filters.items()
    if (value := unreadable(field)) is not None
]


class TestFilters:
    @pytest.mark.parametrize(("name", "key", "value"), WRONG)
    def test_what_cannot_be_read_gives_a_sentence_and_no_record(self, city, name, key, value):
        record_of(city.general_affairs, name.partition(":")[2].removesuffix("_list"))
        answer = log_in_as().get(reverse(name), {key: value})
        assert answer.status_code == 422
        assert listed(answer) == []
        assert "読み取れない条件があるため、記録を表示していません。" in words(answer)
        label = answer.context["filters"].form[key].label
        assert [named for _, named, _ in answer.context["errors"]] == [label]
        summary_is_right(answer)

    @pytest.mark.parametrize("machine", [False, True])
    @pytest.mark.parametrize("page", ["export", "export_csv"])
    @pytest.mark.parametrize("name", LISTS)
    def test_nor_a_file(self, city, name, page, machine):
        record_of(city.general_affairs, name.partition(":")[2].removesuffix("_list"))
        ledger = LEDGERS[name.removesuffix("_list")]
        key, value = next((key, value) for one, key, value in WRONG if one == name)
        asked = {key: value} | ({"form": "machine"} if machine else {})
        answer = log_in_as().get(f"{ledger.url(page)}?{urlencode(asked)}")
        assert answer.status_code == 422
        assert answer["Content-Type"].startswith("text/html")
        summary_is_right(answer)

    def test_every_list_has_such_a_filter(self):
        assert {name for name, _, _ in WRONG} == set(LISTS)
        assert len(WRONG) > 60
