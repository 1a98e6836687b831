from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.calendar.fiscal import (
    ERAS,
    FiscalYear,
    era_date,
    era_month,
    era_of,
    parse_date,
    parse_month,
)

FIRST_KNOWN_DAY = ERAS[-1].first_day
SENTENCE_ENDS = ("ません。", "ください。", "例：令和3年4月20日、R3.4.20、2021/4/20", "令和3年度")
FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
days = st.dates(FIRST_KNOWN_DAY, date(2999, 12, 31))
years = st.builds(FiscalYear, st.integers(1947, 2999))


# Dates as they are written


def test_a_date_is_written_in_its_era():
    assert era_date(date(2021, 4, 20)) == "令和3年4月20日"
    assert era_month(date(2021, 4, 20)) == "令和3年4月"


@pytest.mark.parametrize(
    ("last_day", "last_written", "first_written"),
    [
        (date(2019, 4, 30), "平成31年4月30日", "令和元年5月1日"),
        (date(1989, 1, 7), "昭和64年1月7日", "平成元年1月8日"),
        (date(1926, 12, 24), "大正15年12月24日", "昭和元年12月25日"),
        (date(1912, 7, 29), "明治45年7月29日", "大正元年7月30日"),
    ],
)
def test_an_era_begins_on_its_first_day(last_day, last_written, first_written):
    assert era_date(last_day) == last_written
    assert era_date(last_day + timedelta(days=1)) == first_written


def test_a_day_before_the_first_known_era_is_refused():
    assert era_date(FIRST_KNOWN_DAY) == "明治元年10月23日"
    with pytest.raises(ValueError, match=r"^1868-10-22の元号は分かりません。$"):
        era_of(FIRST_KNOWN_DAY - timedelta(days=1))


# Dates as people type them


@pytest.mark.parametrize(
    "typed",
    [
        "令和3年4月20日",
        "令和３年４月２０日",
        "令和3年04月20日",
        "令和 3年 4月 20日",
        "令和３年　４月２０日",
        " 令和3年4月20日\n",
        "R3.4.20",
        "r3.4.20",
        "Ｒ３．４．２０",
        "R03.04.20",
        "R3/4/20",
        "R3-4-20",
        "令3-4-20",
        "令3年4月20日",
        "2021年4月20日",
        "2021/4/20",
        "２０２１／４／２０",
        "2021-04-20",
        "2021.4.20",
        "20210420",
        "２０２１０４２０",
    ],
)
def test_one_day_is_read_in_every_usual_manner(typed):
    assert parse_date(typed) == date(2021, 4, 20)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("昭63.12.31", date(1988, 12, 31)),
        ("S64.1.7", date(1989, 1, 7)),
        ("T15.12.24", date(1926, 12, 24)),
        ("明治45年7月29日", date(1912, 7, 29)),
        ("令和6年2月29日", date(2024, 2, 29)),
    ],
)
def test_days_of_every_era_are_read(typed, day):
    assert parse_date(typed) == day


def _with_letter(day):
    era = era_of(day)
    return f"{era.letter}{day.year - era.first_day.year + 1}.{day.month}.{day.day}"


MANNERS = {
    "era": era_date,
    "era, full width": lambda day: era_date(day).translate(FULL_WIDTH),
    "first character of the era": lambda day: era_date(day).replace(era_of(day).name[1], "", 1),
    "letter": _with_letter,
    "small letter": lambda day: _with_letter(day).lower(),
    "letter, full width": lambda day: _with_letter(day).translate(FULL_WIDTH),
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "characters": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "hyphens": date.isoformat,
    "compact": lambda day: day.isoformat().replace("-", ""),
    "spaced": lambda day: "　".join(era_date(day)),
}


@pytest.mark.parametrize("manner", MANNERS)
@given(days)
def test_what_is_written_is_read_back(manner, day):
    assert parse_date(MANNERS[manner](day)) == day


@pytest.mark.parametrize(
    "typed",
    ["", "きのう", "令和3年", "4月20日", "令和3年4月", "2021", "2021042", "R30420", "12021/4/20"],
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValueError, match="は日付として読めません。例：") as refusal:
        parse_date(typed)
    assert str(refusal.value).startswith(f"「{typed}」")


@pytest.mark.parametrize(
    "typed",
    ["令和3年2月29日", "2021/2/29", "20210431", "R3.13.1", "令和3年0月1日", "0000/1/1"],
)
def test_a_day_that_does_not_exist_is_refused(typed):
    with pytest.raises(ValueError, match=f"^「{typed}」という日付はありません。$"):
        parse_date(typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("21/4/20", "西暦は4桁で入力してください。"),
        ("元年4月20日", "西暦は4桁で入力してください。"),
        ("慶応3年4月20日", "元号「慶応」は分かりません。"),
        ("X3.4.20", "元号「X」は分かりません。"),
        ("-3.4.20", "元号「-」は分かりません。"),
        ("令和0年4月20日", "令和0年という年はありません。"),
    ],
)
def test_a_year_that_cannot_be_known_is_refused(typed, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        parse_date(typed)


@given(st.from_regex(r"[令和平成RHX元0-9年/.-]{0,12}", fullmatch=True) | st.text())
def test_any_text_is_read_or_refused_in_japanese(text):
    for read in (parse_date, FiscalYear.parse):
        refusal = None
        try:
            read(text)
        except ValueError as error:
            refusal = str(error)
        assert refusal is None or refusal.endswith(SENTENCE_ENDS)


# Fiscal years


def test_a_fiscal_year_runs_from_april_to_march():
    year = FiscalYear(2021)
    assert str(year) == "令和3年度"
    assert int(year) == 2021
    assert year.first_day == date(2021, 4, 1)
    assert year.last_day == date(2022, 3, 31)
    assert year.period == "令和3年4月1日～令和4年3月31日"
    assert year.previous == FiscalYear(2020)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2021, 3, 31), 2020),
        (date(2021, 4, 1), 2021),
        (date(2021, 12, 31), 2021),
        (date(2022, 1, 1), 2021),
        (date(2022, 3, 31), 2021),
        (date(2022, 4, 1), 2022),
        (date(2024, 2, 29), 2023),
        (date(2019, 4, 30), 2019),
    ],
)
def test_a_day_lies_in_the_year_that_began_in_april(day, year):
    assert FiscalYear.of(day) == FiscalYear(year)
    assert day in FiscalYear(year)


@given(st.dates(date(1869, 4, 1), date(9998, 12, 31)))
def test_a_day_lies_in_one_year_only(day):
    year = FiscalYear.of(day)
    assert year.first_day <= day <= year.last_day
    assert day in year
    assert year.first_day - timedelta(days=1) not in year
    assert year.last_day + timedelta(days=1) not in year


@given(years)
def test_a_year_has_366_days_when_its_february_is_long(year):
    leaps = (year.last_day - timedelta(days=31)).day == 29
    assert (year.last_day - year.first_day).days + 1 == (366 if leaps else 365)


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("2021", 2021),
        ("２０２１", 2021),
        ("2021年度", 2021),
        ("令和3", 2021),
        ("令和３年度", 2021),
        ("令3", 2021),
        ("R3", 2021),
        ("ｒ３", 2021),
        ("R 3 年度", 2021),
        ("令和元年度", 2019),
        ("令和1年度", 2019),
        ("平成31年度", 2019),
        ("平成元年度", 1989),
        ("昭和64年度", 1989),
        ("昭和63年度", 1988),
        ("S63", 1988),
    ],
)
def test_a_year_is_read_in_every_usual_manner(typed, start):
    assert FiscalYear.parse(typed) == FiscalYear(start)


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
        (1927, "昭和2年度"),
        (1926, "大正15年度"),
        (1912, "明治45年度"),
    ],
)
def test_a_year_is_named_by_the_era_of_its_may(start, name):
    assert str(FiscalYear(start)) == name


@given(years)
def test_a_year_that_is_written_is_read_back(year):
    for written in (str(year), str(year).translate(FULL_WIDTH), str(int(year)).zfill(4)):
        assert FiscalYear.parse(written) == year


@given(years, years)
def test_years_stand_in_order(one, other):
    assert (one < other) == (one.first_day < other.first_day)


@pytest.mark.parametrize("typed", ["", "ことし", "令和", "令和3年4月", "2021/4", "R3.4", "12021"])
def test_what_is_no_year_is_refused(typed):
    with pytest.raises(ValueError, match="は年度として読めません。例：2021、令和3") as refusal:
        FiscalYear.parse(typed)
    assert str(refusal.value).startswith(f"「{typed}」")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("3", "西暦は4桁で入力してください。"),
        ("元年度", "西暦は4桁で入力してください。"),
        ("慶応3", "元号「慶応」は分かりません。"),
        ("令和0年度", "令和0年という年はありません。"),
        ("令和2021", "令和2021年という年はありません。"),
        ("1946", "1946年度は扱えません。"),
        ("昭和21年度", "1946年度は扱えません。"),
        ("9999", "9999年度は扱えません。"),
    ],
)
def test_a_year_that_cannot_be_named_is_refused(typed, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        FiscalYear.parse(typed)


# Months as people type them


@pytest.mark.parametrize(
    "typed",
    [
        "令和3年4月",
        "令和３年４月",
        "令3年4月",
        "R3.4",
        "r3.04",
        "Ｒ３．４",
        "R3-4",
        "2021/4",
        "2021-04",
        "2021年4月",
        "202104",
        " 2021 / 4 ",
        "令和3年4月20日",
        "R3.4.1",
        "2021/4/30",
        "20210430",
    ],
)
def test_a_month_is_read_in_every_usual_manner(typed):
    assert parse_month(typed) == date(2021, 4, 1)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("令和元年5月", date(2019, 5, 1)),
        ("平成31年4月", date(2019, 4, 1)),
        ("令和元年4月", date(2019, 4, 1)),
        ("昭和64年1月", date(1989, 1, 1)),
    ],
)
def test_a_month_at_the_turn_of_an_era_is_read(typed, month):
    assert parse_month(typed) == month


@given(days, st.booleans())
def test_a_month_that_is_written_is_read_back(day, wide):
    first = day.replace(day=1)
    for written in (era_month(day), era_date(day), f"{day:%Y/%m}", f"{day:%Y%m}", f"{day:%Y%m%d}"):
        assert parse_month(written.translate(FULL_WIDTH) if wide else written) == first


@pytest.mark.parametrize("typed", ["", "四月", "4", "4月", "令和3年", "2021", "12021/4"])
def test_what_is_no_month_is_refused(typed):
    with pytest.raises(ValueError, match="は月として読めません。例：令和3年4月、") as refusal:
        parse_month(typed)
    assert str(refusal.value).startswith(f"「{typed}」")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("令和3年13月", "「令和3年13月」という月はありません。"),
        ("2021/0", "「2021/0」という月はありません。"),
        ("202113", "「202113」という月はありません。"),
        ("2021/4/31", "「2021/4/31」という日付はありません。"),
        ("3.4", "西暦は4桁で入力してください。"),
        ("慶応3年4月", "元号「慶応」は分かりません。"),
        ("令和0年4月", "令和0年という年はありません。"),
    ],
)
def test_a_month_that_does_not_exist_is_refused(typed, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        parse_month(typed)


@given(st.text(max_size=12))
def test_whatever_is_typed_for_a_month_is_read_or_refused_in_a_sentence(typed):
    try:
        assert parse_month(typed).day == 1
    except ValueError as refusal:
        assert str(refusal).endswith(("。", "2021/4"))  # noqa: PT017
