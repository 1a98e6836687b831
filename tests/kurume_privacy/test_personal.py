"""What looks like a My Number, a telephone number or an address of mail, and what does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.personal import Personal, check_digit, personal_in
from kurume_privacy.text import full_digits

MY_NUMBER, TELEPHONE, MAIL = (Personal.MY_NUMBER,), (Personal.TELEPHONE,), (Personal.MAIL,)
VALID = "123456789018"

eleven = st.text("0123456789", min_size=11, max_size=11)
gaps = st.sampled_from(["", "-", " ", "　", "－", "ー", "‐", "−", "–", "—", "\u00a0", "\t", "  "])
around = st.text("あ個人番号は：「」。、\n年月日ABCxyz", max_size=8)
digits = st.text("0123456789", min_size=1, max_size=6)
widths = st.sampled_from([str, full_digits])


def valid(first):
    return f"{first}{check_digit(first)}"


def in_fours(number, gap):
    return gap.join(number[place : place + 4] for place in range(0, 12, 4))


class TestAMyNumber:
    @pytest.mark.parametrize("number", [VALID, "023456789013", "000000000000", "987654321093"])
    def test_has_its_check_digit(self, number):
        assert valid(number[:11]) == number
        assert personal_in(number) == MY_NUMBER

    @given(eleven)
    def test_has_that_digit_by_the_formula_of_the_ordinance(self, first):
        total = 0
        for n in range(1, 12):  # P_n stands n-th from the right, Q_n weighs it
            total += int(first[11 - n]) * (n + 1 if n <= 6 else n - 5)
        assert check_digit(first) == (0 if total % 11 <= 1 else 11 - total % 11)

    @given(eleven, gaps, widths, around, around)
    def test_is_found_in_any_spelling(self, first, gap, width, before, after):
        text = f"{before}{width(in_fours(valid(first), gap))}{after}"
        assert Personal.MY_NUMBER in personal_in(text)

    @given(eleven, st.integers(1, 9), gaps, widths, around)
    def test_with_another_check_digit_is_none(self, first, off, gap, width, before):
        wrong = f"{first}{(check_digit(first) + off) % 10}"
        assert personal_in(f"{before}{width(in_fours(wrong, gap))}") == ()

    @given(eleven, digits, digits, widths)
    def test_in_a_longer_run_of_digits_is_none(self, first, before, after, width):
        for longer in (f"{before}{valid(first)}", f"{valid(first)}{after}"):
            assert Personal.MY_NUMBER not in personal_in(width(longer))

    @given(eleven, st.text("0123456789", min_size=4, max_size=4), st.sampled_from("- 　－"))
    def test_in_more_groups_of_four_is_none(self, first, other, gap):
        number = in_fours(valid(first), gap)
        for longer in (f"{other}{gap}{number}", f"{number}{gap}{other}"):
            assert Personal.MY_NUMBER not in personal_in(longer)

    @pytest.mark.parametrize(
        "text",
        [f"第{VALID}号", f"{VALID}円", f"￥{VALID}", f"R3-{VALID}", "1234-567890-18", f"0.{VALID}"],
    )
    def test_that_is_an_amount_or_the_number_of_a_document_is_none(self, text):
        assert personal_in(text) == ()

    def test_does_not_go_on_in_the_next_line(self):
        assert personal_in("1234\n5678\n9018") == ()

    @pytest.mark.parametrize("text", [f"{VALID} 2021年", "1234 5678 9018 2021年", f"2021 {VALID}"])
    def test_beside_a_year_is_found(self, text):
        assert personal_in(text) == MY_NUMBER


class TestATelephoneNumber:
    @pytest.mark.parametrize(
        "text",
        [
            "0942-30-9000",
            "０９４２－３０－９０００",
            "0942ー30ー9000",
            "0942（30）9000",
            "(0942)30-9000",
            "（0942） 30－9000",
            "0942 30 9000",
            "0942.30.9000",
            "0942309000",
            "０９４２３０９０００",
            "電話0942-30-9000（内線123）",
            "TEL:0942-30-9000",
            "TEL0942-30-9000",
            "連絡先は090-1234-5678。",
            "09012345678",
            "090-12345678",
            "070 1234 5678",
            "050-1234-5678",
            "0120-123-456",
            "0120-12-3456",
            "0800-123-4567",
            "0570-00-0110",
            "03-1234-5678",
            "092-123-4567",
            "09496-2-1234",
            "+81 942-30-9000",
            "+81-90-1234-5678",
        ],
    )
    def test_is_found(self, text):
        assert personal_in(text) == TELEPHONE

    @given(st.text("0123456789", min_size=8, max_size=8), widths, around)
    def test_of_a_mobile_telephone_is_found_in_every_spelling(self, rest, width, before):
        for gap in ("", "-", "－", " ", "　"):
            number = gap.join(("090", rest[:4], rest[4:]))
            assert personal_in(f"{before}{width(number)}") == TELEPHONE

    @pytest.mark.parametrize(
        "text",
        [
            "第0942-30-9000号",
            "R03-1234-5678",
            "令03-1234-5678",
            "0123456789012",
            "0942-30-9000-1",
            "830-8520",
            "30-9000",
            "0012345678",
            "03-0420-0012",
        ],
    )
    def test_is_no_other_number(self, text):
        assert personal_in(text) == ()


class TestAnAddressOfMail:
    @pytest.mark.parametrize(
        "text",
        [
            "kojin@example.jp",
            "連絡先kojin.johou+1@city.example.lg.jpまで",
            "ｋｏｊｉｎ＠ｅｘａｍｐｌｅ．ｊｐ",
            "<a@b.co>",
        ],
    )
    def test_is_found(self, text):
        assert personal_in(text) == MAIL

    @pytest.mark.parametrize("text", ["単価@100円", "@example.jp", "a@b", "a＠", "a @ b.jp"])
    def test_is_no_other_at_sign(self, text):
        assert personal_in(text) == ()


class TestWhatARecordMaySay:
    @given(st.dates(date(1989, 1, 8), date(2099, 12, 31)), widths)
    def test_is_a_date_in_any_calendar(self, day, width):
        era = f"R{day.year % 100}.{day.month}.{day.day}"
        western = [f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day:%Y-%m-%d}", f"{day:%Y年%m月%d日}"]
        for written in (era_date(day), era, *western):
            assert personal_in(width(f"{written}から{written}")) == ()

    @given(st.integers(0, 10**15), widths)
    def test_is_an_amount(self, number, width):
        assert personal_in(width(f"{number:,}円")) == ()
        assert personal_in(width(f"{number}円")) == ()

    @given(st.integers(1, 10**15), widths)
    def test_is_the_number_of_a_document_or_an_article(self, number, width):
        assert personal_in(width(f"第{number}号、条例第{number}条第{number % 9}項")) == ()
        assert personal_in(width(f"R3-{number}")) == ()

    @given(st.text("123456789", min_size=1, max_size=20).filter(lambda number: len(number) != 12))
    def test_is_a_number_of_another_length(self, number):
        assert personal_in(number) == ()

    @pytest.mark.parametrize("text", ["", "令和３年度第１２号", "T1234567890123", "0000-00-000000"])
    def test_is_all_this(self, text):
        assert personal_in(text) == ()


def test_each_kind_is_told_once_and_none_of_the_digits():
    text = f"{VALID}、{VALID}、a@b.jp、0942-30-9000、c@d.jp"
    assert personal_in(text) == (*MY_NUMBER, *TELEPHONE, *MAIL)
