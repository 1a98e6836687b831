"""The report compiled from the sample says what the city published for 令和３年度, and no more."""

from datetime import date

import pytest
from django.urls import reverse

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Role
from reports.desk.front_page import year_so_far
from reports.rendering import render
from tests import factories
from tests.reports import editions, reading
from tests.reports.seed import MISPRINT, difference, published_lines, squeeze

pytestmark = pytest.mark.django_db


def assert_says_what_was_published(text: str):
    found = difference(text, published_lines())
    assert found == ([], []), f"\n{found}"


def test_the_page_says_what_was_published(reiwa3, client):
    editions.edition(2021, report=reiwa3)
    page = client.get(reverse("reports:report", args=[2021]))
    assert_says_what_was_published(reading.text_within(page.content.decode(), "article"))


def test_the_file_says_what_was_published(reiwa3):
    assert_says_what_was_published(reading.text_within(render.html(reiwa3), "body"))


def test_the_pdf_says_what_was_published(reiwa3):
    pages = reading.pages_of(render.pdf(reiwa3))
    assert_says_what_was_published("".join(reading.without_repeated_heads(pages, reiwa3)))


def test_the_misprint_of_the_source_is_not_copied(reiwa3):
    misprinted, right = MISPRINT
    text = squeeze(reading.text_within(render.html(reiwa3), "body"))
    assert misprinted not in text
    assert text.count(right) == 2


def test_every_request_has_one_answer_and_no_table_a_note(reiwa3):
    blocks = (block for section in reiwa3.sections for block in section.blocks)
    assert not [block for block in blocks if getattr(block, "key", "").endswith(".note")]


def test_the_front_page_of_the_desk_counts_what_was_published(reiwa3):
    office = factories.user("office", Role.OFFICE)
    sections = year_so_far(office, FiscalYear(2021), date(2026, 11, 24)).sections
    counts = {figure.name: figure.now for section in sections for figure in section.figures}
    assert (counts["受け付けた請求"], counts["うち開示"], counts["うち訂正"]) == (152, 151, 1)
    assert counts["受け付けた審査請求"] == 0
    assert (counts["開始"], counts["変更"], counts["廃止"]) == (9, 1, 0)
    assert (counts["目的外利用"], counts["外部提供"], counts["開いた審議会"]) == (12, 448, 6)


class TestTheComparisonItself:
    """A comparison that could not fail would prove nothing."""

    def test_names_a_line_that_is_missing(self):
        assert difference("市長91", ["市長91", "合計910"]).missing == ["合計910"]

    def test_names_what_nobody_published(self):
        assert difference("市長91余分", ["市長91"]).extra == ["余分"]

    def test_counts_a_line_that_stands_twice(self):
        assert difference("公平委員会000", ["公平委員会000"] * 2).missing == ["公平委員会000"]

    def test_does_not_join_what_stood_apart(self):
        assert difference("前中後", ["中", "前後"]).missing == ["前後"]

    def test_says_both_in_lines_that_can_be_read(self):
        assert str(difference("余分", ["市長91"])) == "- 市長91\n+ 余分"
