"""Tasks and the days they speak of."""

from datetime import date

from kurume_privacy.desk.tasks import Item, Task, day_in_words, end_of_week
from kurume_privacy.document.links import Link


def test_a_link_says_what_follows_the_address():
    assert Link("home").search == ""
    link = Link("home", query=(("year", 2021), ("day", date(2021, 4, 1)), ("q", "あ&い")))
    assert link.search == "?year=2021&day=2021-04-01&q=%E3%81%82%26%E3%81%84"


def test_a_task_knows_how_many_are_not_named():
    link = Link("home")
    assert Task("請求", 7, link, items=(Item("第1号", link),) * 5).more == 2
    assert Task("請求", 0, link).more == 0


def test_a_week_ends_with_the_seventh_day_after_today():
    assert end_of_week(date(2026, 12, 28)) == date(2027, 1, 4)


def test_a_day_has_its_weekday():
    assert day_in_words(date(2026, 11, 24)) == "令和8年11月24日（火）"
