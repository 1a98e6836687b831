"""How wrong cells are marked: light red, with a comment that says what is wrong and what to do."""

from collections.abc import Mapping

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from kurume_privacy.xlsx.texts import printable

Problems = Mapping[int, list[tuple[int | None, str]]]  # {line: [(column or None, sentence)]}

RED = PatternFill("solid", fgColor="FFFFC7CE")
AUTHOR = "確認"
BEFORE = "\n――――――――\n"  # between our comment and one that stood there
MOST_COMMENTS = 5_000  # more make a workbook slow to open; the cells are red all the same
_WIDTH, _LETTERS, _LINE_HEIGHT = 360, 26, 20  # of a comment, in pixels and letters


class Marks:
    """The sentences on every cell of a line, and the one on the whole sheet."""

    def __init__(self, problems: Problems, first_place: int) -> None:
        self._problems, self._first = problems, first_place
        self._left = MOST_COMMENTS

    def on_line(self, line: int) -> dict[int, list[str]]:
        """Return {column: sentences} of a line, 1 for A; those on the whole line at its first."""
        found: dict[int, list[str]] = {}
        for place, sentence in self._problems.get(line, ()):
            found.setdefault(place or self._first, []).append(sentence)
        return found

    def reddens_line(self, line: int) -> bool:
        """Say whether something is wrong with the line as a whole."""
        return any(place is None for place, _ in self._problems.get(line, ()))

    def comment(self, sentences: list[str]) -> Comment | None:
        """Return the comment with these sentences, None once the workbook can carry no more."""
        self._left -= 1
        return comment("\n".join(sentences)) if self._left >= 0 else None

    def note(self, *, only_wrong: bool = False) -> str:
        """Return what is said of the whole sheet, as a comment on its first heading."""
        wrong = [of_line for of_line in self._problems.values() if of_line]
        number = sum(len(of_line) for of_line in wrong)
        parts = [
            f"{len(wrong):,}行に、{number:,}件の誤りがあります。",
            "薄い赤のセルのコメントを読んで、直してください。",
            "直したら、このファイルをそのまま取り込めます。コメントと色は、残っていても構いません。",
        ]
        if only_wrong:
            parts.insert(1, "誤りのある行だけの表です。")
        if number > MOST_COMMENTS:
            parts.append(f"コメントは、はじめの{MOST_COMMENTS:,}個のセルにだけ付いています。")
        return "\n".join(parts)


def comment(text: str) -> Comment:
    """Return a comment of ours, large enough to be read at once; it may quote any sign."""
    text = printable(text)
    lines = sum(1 + len(line) // _LETTERS for line in text.split("\n"))
    return Comment(text, AUTHOR, height=_LINE_HEIGHT * (lines + 1), width=_WIDTH)


def above(ours: Comment | None, former: Comment | None) -> Comment | None:
    """Return our comment above the one that stands there, our own of another cell included."""
    if ours is None or former is None:
        return ours or former
    return comment(f"{ours.text}{BEFORE}{former.text}")


def without_ours(former: Comment | None) -> Comment | None:
    """Return what a comment said before we marked the workbook an earlier time."""
    if former is None or former.author != AUTHOR:
        return former
    _, divider, kept = former.text.partition(BEFORE)
    return Comment(printable(kept), "") if divider else None
