"""Charts: their bars are as long as their numbers, and their tables say the same."""

import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from kurume_privacy.document import charts

MONTHS = [str(month) for month in range(1, 13)]


def columns(now=(3, 0, 8) + (0,) * 9, before=(0,) * 12):
    return charts.columns("k", "受付", "月", MONTHS, {"去年": before, "今年": now})


@pytest.mark.parametrize(
    ("largest", "top"),
    [(0, 2), (1, 2), (3, 4), (9, 10), (10, 10), (11, 20), (61, 80), (100, 100), (101, 200)],
)
def test_a_scale_ends_with_a_round_even_number(largest, top):
    assert charts.top_of_scale(largest) == top


def test_a_column_is_as_high_as_its_number():
    chart = columns()
    heights = [bar.height for bar in chart.bars if bar.series == 1]
    expected = [charts.PLOT_HEIGHT * 3 / 8, 0, charts.PLOT_HEIGHT]
    assert heights[:3] == pytest.approx(expected, abs=0.1)
    assert all(bar.y + bar.height == pytest.approx(chart.base, abs=0.2) for bar in chart.bars)


def test_every_column_stands_inside_the_drawing_and_beside_the_others():
    bars = sorted(columns().bars, key=lambda bar: bar.x)
    assert len(bars) == 24
    assert bars[0].x >= charts.AXIS
    assert bars[-1].x + bars[-1].width <= charts.WIDTH
    for left, right in pairwise(bars):
        assert left.x + left.width <= right.x + 0.2


def test_a_year_of_nothing_is_drawn():
    assert {bar.height for bar in columns((0,) * 12).bars} == {0}


def test_the_table_says_what_is_drawn():
    chart = columns()
    assert chart.head == ("", "去年", "今年")
    assert chart.rows[2] == ("3月", "0", "8")
    assert chart.summary == "去年は合計0件、今年は合計11件"


def test_what_has_not_come_has_no_column_and_is_no_nought():
    chart = columns((3, 0, *[None] * 10), (1,) * 12)
    assert [bar.hint for bar in chart.bars if bar.series == 1] == ["今年 1月 3件", "今年 2月 0件"]
    assert len([bar for bar in chart.bars if bar.series == 0]) == 12
    assert [row[2] for row in chart.rows] == ["3", "0", *["－"] * 10]
    assert chart.summary == "去年は合計12件、今年は合計3件"


def test_a_series_that_has_not_begun_is_drawn():
    chart = columns((None,) * 12, (None,) * 12)
    assert chart.bars == ()
    assert chart.summary == "去年は合計0件、今年は合計0件"


def test_a_lying_bar_is_as_long_as_its_share():
    chart = charts.rows("k", "区分", "件数", {"承諾": 8, "拒否": 2})
    assert chart.bars[1].width == pytest.approx(chart.bars[0].width / 4)
    assert chart.rows == (("承諾", "8"), ("拒否", "2"))
    assert chart.summary == "承諾8件、拒否2件"


@pytest.mark.parametrize(
    "chart",
    [columns(), charts.rows("r", "区<分>", "件数", {"承&諾": 1000})],
    ids=["columns", "rows"],
)
def test_the_drawing_is_named_described_and_without_style(chart):
    drawn = render_to_string("charts/chart.html", {"chart": chart})
    ids = set(re.findall(r' id="([^"]+)"', drawn))
    named = re.search(r'role="img" aria-labelledby="([^"]+)"', drawn)[1].split()
    assert set(named) <= ids
    assert len(ids) == len(re.findall(r' id="', drawn))
    assert "style" not in drawn
    assert "<script" not in drawn
    assert "<分>" not in drawn
    assert re.search(r'width="[\d.]+"', drawn)
