"""Every number of the draft of the sample is a link to the records it counts, and is set as one."""

import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.test import Client

from kurume_privacy.document.plain import as_data
from kurume_privacy.document.structure import Number
from kurume_privacy.models import Role
from tests import factories
from tests.desk import words
from tests.reports.opened import (
    Lists,
    address_of,
    assert_numbers_are_their_lists,
    assert_tables_say_what_they_leave_out,
    every_number,
    tables_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(reiwa3):
    return factories.user("office", Role.OFFICE)


def test_every_number_of_the_sample_is_the_length_of_its_list(reiwa3, office):
    assert_numbers_are_their_lists(reiwa3, Lists(office))


def test_beside_each_table_of_the_sample_stand_all_records_of_the_year(reiwa3):
    assert_tables_say_what_they_leave_out(reiwa3)


def test_the_pages_themselves_say_how_many_there_are(reiwa3, office):
    """One number of every kind of list, and a nought of each that has one."""
    client = Client()
    client.force_login(office)
    asked = {}
    for number in every_number(reiwa3):
        kinds = tuple(name for name, _ in number.link.query)
        asked.setdefault((number.link.page, kinds, number.value > 0), number)
    assert len(asked) > 20
    for number in asked.values():
        said = words(client.get(address_of(number.link)))
        assert re.search(rf"(?<!\d){number.value} 件", said), address_of(number.link)


# What is published


def test_nothing_of_the_desk_is_published(reiwa3):
    data = str(as_data(reiwa3))
    assert "disposition_list" not in data
    assert "coverage" not in data


def test_the_unit_and_the_agency_are_published(reiwa3):
    tables = tables_of(reiwa3)
    assert {table.unit for table in tables} == {"件", "回"}
    assert [table.agency for table in tables if table.agency] == ["市長"]


# How it is set


def page_of(report, **context):
    return render_to_string("reports/_report.html", {"report": report} | context)


def without_links(report):
    """The same report whose numbers lead nowhere and whose tables keep silent."""

    def bare(node):
        if isinstance(node, tuple):
            return tuple(map(bare, node))
        if isinstance(node, Number):
            return replace(node, link=None)
        if not hasattr(node, "__dataclass_fields__"):
            return node
        changed = {name: bare(getattr(node, name)) for name in node.__dataclass_fields__}
        return replace(node, **changed | ({"coverage": None} if "coverage" in changed else {}))

    return bare(report)


def test_elsewhere_the_report_is_set_as_if_there_were_no_links(reiwa3):
    page = page_of(reiwa3)
    assert page == page_of(without_links(reiwa3))
    assert "<a " not in page
    assert "coverage" not in page


def test_at_the_desk_every_number_of_a_table_is_a_link(reiwa3):
    page = page_of(reiwa3, at_the_desk=True)
    cells = re.findall(r'<td class="number"[^>]*>(<a [^>]*href="[^"]+">)?', page)
    assert len(cells) > 90
    assert all(cells)
    assert 'href="/desk/registrations/notices/?year=2021&amp;agency=' in page


def test_at_the_desk_a_table_says_what_it_leaves_out(reiwa3):
    page = page_of(reiwa3, at_the_desk=True)
    text = re.sub(r"\s+", "", re.sub("<[^>]+>", "", page))
    assert "この年度の処理152件のうち、この表で数えたもの48件、数えないもの：" in text
    assert "処理の区分が「承諾」のもの" in text
    assert "この年度の請求152件を、すべてこの表で数えています。" in text


def test_links_cost_no_query(reiwa3, django_assert_num_queries):
    with django_assert_num_queries(0):
        page_of(reiwa3, at_the_desk=True)
