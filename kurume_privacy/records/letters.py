"""Letters that a new text may not have: each is said with its code and its place."""

from collections.abc import Callable

from django.core.exceptions import ValidationError

from kurume_privacy.text import code_of, is_control, is_invisible, is_unassigned, is_unprintable

BEFORE = 8  # letters before it that say where it stands
GETA = "〓"  # as printers set it for a letter that they do not have
SAID = 3  # letters; who mends them is told of the others
LINES = "\r\n\t"
CONTROL = "使えない文字（制御文字、{code}）が、{place}にあります。取り除いてください。"
HIDDEN = (
    "使えない文字（見えずに文字の並びを変える、{code}）が、{place}にあります。"
    "前後の文字とともに消して、入力し直してください。"
)
UNASSIGNED = (
    "外字など、機械によって別の文字になる文字（{code}）が、{place}にあります。"
    "通常の漢字かひらがなで入力してください。"
)


def refuse_control_characters(text: str) -> None:
    """Refuse what no keyboard types and no report can print; line breaks are welcome."""
    _refuse(_named(text, lambda char: is_control(char) and char not in LINES, CONTROL))


def refuse_letters(text: str) -> None:
    """Refuse what shows the text otherwise than it is, or on another machine as another letter."""
    _refuse([*_named(text, _is_hidden, HIDDEN), *_named(text, is_unassigned, UNASSIGNED)])


def _refuse(sentences: list[str]) -> None:
    if sentences:
        raise ValidationError(sentences[:SAID])


def _is_hidden(char: str) -> bool:
    return is_unprintable(char) and not is_control(char) and not is_invisible(char)


def _named(text: str, wrong: Callable[[str], bool], sentence: str) -> list[str]:
    """Return the sentence about each letter that is wrong, at the first place where it stands."""
    places = sorted(text.index(char) for char in {*text} if wrong(char))
    return [sentence.format(code=code_of(text[at]), place=_place(text, at)) for at in places]


def _place(text: str, at: int) -> str:
    """Return 「住所」の後: the last letters before it, those of its line and seen."""
    line = text[:at].replace("\r", "\n").rpartition("\n")[2]
    seen = (char for char in line if not is_unprintable(char))
    before = "".join(GETA if is_unassigned(char) else char for char in seen).strip()
    return f"「{before[-BEFORE:]}」の後" if before else "行の先頭"
