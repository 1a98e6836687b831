"""Which words of a text were taken out and which were put in, for people to see at once. Pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from reports.edition.pairing import alike_at_ends

# Marks that belong to the character before them: accents, kana marks, variants of a kanji, joiners.
_ALONG = (
    r"[\u0300-\u036f\u200d\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
    r"\U000e0100-\U000e01ef]*"
)
# What changes as a whole: a number, a word of letters, of katakana or of hiragana. A kanji is a
# word by itself, so that 固定資産評価委員会 shows the 審査 that it lacked.
_WORD = re.compile(
    rf"[0-9０-９]+(?:[,，.．][0-9０-９]+)*{_ALONG}"
    rf"|(?:[A-Za-zＡ-Ｚａ-ｚ\u00c0-\u024f]{_ALONG})+"
    rf"|(?:[ァ-ヺー-ヿｦ-ﾝ]{_ALONG})+"
    rf"|(?:[ぁ-ゖゝ-ゟ]{_ALONG})+"
    rf"|.(?:\u200d.|{_ALONG[:-1]})*",
    re.DOTALL,
)
# The words of both texts multiplied: more would keep a page waiting, and show nothing either.
MOST = 4_000_000


class Piece(NamedTuple):
    """A part of a text, and whether the other text says it otherwise."""

    text: str
    changed: bool


Pieces = tuple[Piece, ...]


class Run(NamedTuple):
    """Words of both texts that stand for each other; the same on both sides, or changed."""

    before: Sequence[str]
    after: Sequence[str]
    changed: bool

    @property
    def size(self) -> int:
        """How many words it has, on the side that has more."""
        return max(len(self.before), len(self.after))


def marked(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces, those marked that the other lacks; together they are the text.

    Without a text there is no piece. A number is marked whole, never a digit of it.
    """
    runs = _joined(list(_runs(words(before), words(after))))
    return _side([(run.before, run.changed) for run in runs]), _side(
        [(run.after, run.changed) for run in runs]
    )


def words(text: str) -> list[str]:
    """Return a text in the smallest parts that are marked; joined they are the text again."""
    return _WORD.findall(text)


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """Yield what is the same at both ends, and between them what is the same and what changed."""
    first, last = alike_at_ends(before, after)
    old, new = before[first : len(before) - last], after[first : len(after) - last]
    yield Run(before[:first], after[:first], changed=False)
    if len(old) * len(new) > MOST:
        yield Run(old, new, changed=True)
    else:
        for tag, start, end, place, stop in SequenceMatcher(None, old, new, False).get_opcodes():
            yield Run(old[start:end], new[place:stop], tag != "equal")
    yield Run(before[len(before) - last :], after[len(after) - last :], changed=False)


def _joined(runs: list[Run]) -> list[Run]:
    """Return the runs, what is the same but less than what changed on both sides taken with it.

    A rewritten sentence is one change then, and not a の here and a を there.
    """
    found: list[Run] = []
    following = [*runs[1:], Run((), (), changed=False)]
    for run, after in zip(runs, following, strict=True):
        lost = bool(found) and run.size < min(found[-1].size, after.size)
        if found and found[-1].changed and (run.changed or lost):
            former = found.pop()
            run = Run([*former.before, *run.before], [*former.after, *run.after], True)
        found.append(run)
    return found


def _side(runs: Sequence[tuple[Sequence[str], bool]]) -> Pieces:
    texts = (("".join(part), changed) for part, changed in runs)
    pieces = groupby((one for one in texts if one[0]), key=itemgetter(1))
    return tuple(Piece("".join(text for text, _ in side), changed) for changed, side in pieces)
