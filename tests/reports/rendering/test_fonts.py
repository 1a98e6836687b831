"""What a font is said to have is printed as that letter, and what none has as a crossed box."""

import logging
import sys
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from kurume_privacy.document.structure import Row, Table, header_cell, text_cell
from reports.rendering import fonts, render
from reports.rendering.fonts import Covered
from tests.examples import examples
from tests.reports.documents import report_of
from tests.reports.rendering.test_pdf_structure import complaints

# Of every kind that a name, a word or a list of a Japanese city may hold.
LETTERS = [
    *"あア亜漢字9AaＡ①㈱№℡♪☎〒→■○◎△",  # what every font of Japanese has
    *"髙﨑神羽濵桒槗塚德靑黑緖",  # of names; compatibility ideographs among them
    *"𠮷𠮟𡈽𡌛𠀋𩸽𪚲𠂉丂俠",  # JIS X 0213, and beyond the first plane
    *"한글김이박최",  # of Korean names
    *"éñüßøŁžΩЖ",  # of others
    *"㍿㋿〇々ヶゝ―～〜",
]
# Not assigned, private, of direction, controls, no letters at all.
NEVER = ["\u0378", "\ue000", "\U000f0000", "\u202e", "\u2067", "\x07", "\ufdd0", "\ud800"]
COMMAND = "import sys; sys.stdout.write({!r})"

needs_fonts = pytest.mark.skipif(fonts.covered() is None, reason="fontconfig is missing")


def page_of(*texts):
    """Return a report whose table has these texts, a row each."""
    head = Row((header_cell("列", "col"), header_cell("文", "col")))
    rows = tuple(
        Row((header_cell(str(place), "row"), text_cell(text))) for place, text in enumerate(texts)
    )
    return report_of(Table("made.letters", "文字の表", (head,), (rows,)))


class Noted(logging.Handler):
    """The letters that WeasyPrint had no glyph for, while the block lasts."""

    def __init__(self):
        super().__init__()
        self.letters = set()

    def emit(self, record):
        if ".notdef" in str(record.msg):
            self.letters.add(chr(record.args[-1]))

    def __enter__(self):
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, *error):
        logging.getLogger("weasyprint").removeHandler(self)


def printed(*texts):
    """Return the PDF of these texts, and the letters that are boxes in it."""
    with Noted() as noted:
        pdf = render.pdf.__wrapped__(page_of(*texts))
    return pdf, noted.letters


class TestCoverage:
    def test_is_read_as_fontconfig_writes_it(self):
        known = Covered.of(["20-22 41", "42-43 3041-3042", "", "20bb7"])
        every = {chr(code) for code in range(sys.maxunicode + 1) if chr(code) in known}
        assert every == {*' !"', *"ABC", *"ぁあ", "𠮷"}
        assert known.firsts == (0x20, 0x41, 0x3041, 0x20BB7)

    @examples(50)
    @given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)), max_size=8))
    def test_is_the_union_of_all_sets(self, spans):
        charset = [f"{first:x}-{first + length:x}" for first, length in spans]
        whole = {code for first, length in spans for code in range(first, first + length + 1)}
        known = Covered.of([" ".join(charset[::2]), " ".join(charset[1::2])])
        assert {code for code in range(400) if chr(code) in known} == whole

    def test_is_unknown_where_fontconfig_cannot_be_asked(self):
        ask = fonts.covered.__wrapped__
        assert ask(("no-such-program",)) is None
        assert ask((sys.executable, "-c", "raise SystemExit(1)")) is None
        assert ask((sys.executable, "-c", COMMAND.format("41-42\n20bb7\n"))) == Covered(
            (0x41, 0x20BB7), (0x42, 0x20BB7)
        )

    @needs_fonts
    def test_is_asked_once(self):
        assert fonts.covered() is fonts.covered()


class TestALetter:
    NONE = Covered((), ())

    @pytest.mark.parametrize("char", LETTERS)
    def test_is_printed_where_a_font_has_it(self, char):
        assert fonts.prints(char, Covered.of([f"{ord(char):x}"]))
        assert not fonts.prints(char, self.NONE)

    @pytest.mark.parametrize("char", NEVER)
    def test_of_these_no_font_prints_what_was_meant(self, char):
        assert not fonts.prints(char, None)
        assert not fonts.prints(char, Covered.of([f"{ord(char):x}"]))

    @pytest.mark.parametrize("char", "\n\t\r\u200b\ufeff\u00ad\ufe0f\U000e0100")
    def test_of_these_none_is_needed(self, char):
        assert fonts.prints(char, self.NONE)

    @pytest.mark.parametrize("char", LETTERS)
    def test_is_taken_for_printed_where_nobody_knows_the_fonts(self, char):
        assert fonts.prints(char, None)


@needs_fonts
class TestThePdf:
    def test_has_every_letter_that_is_said_to_be_printed(self):
        letters = [char for char in LETTERS if fonts.prints(char, fonts.covered())]
        assert len(letters) > len(LETTERS) / 2  # with the fonts of the report alone
        pdf, boxes = printed(*(f"{char}葛\U000e0100辻\ufe00か\u309a{char}字" for char in letters))
        assert boxes == set()
        read = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
        assert [char for char in letters if read.count(char) < 2] == []

    @examples(5)
    @given(st.sets(st.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp")), max_size=200))
    def test_has_a_box_for_those_that_are_not_and_for_no_other(self, some):
        known = [char for char in sorted(some) if fonts.prints(char, None)]
        _, boxes = printed(*(f"字{char}字" for char in known))
        assert boxes == {char for char in known if not fonts.prints(char, fonts.covered())}

    def test_embeds_what_it_takes_from_another_font_and_stays_small_and_valid(self):
        rare = [char for char in "𠮷한" if fonts.prints(char, fonts.covered())]
        if not rare:
            pytest.skip("no font for rare letters is installed")
        pdf, _ = printed(*rare)
        used = {
            font.get_object()["/BaseFont"]
            for page in PdfReader(BytesIO(pdf)).pages
            for font in page["/Resources"]["/Font"].values()
        }
        assert all("+" in font for font in used)
        assert complaints(pdf) == []
        assert len(pdf) - len(printed("吉")[0]) < 500_000
