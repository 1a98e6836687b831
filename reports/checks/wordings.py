"""The office's own wording: names that stand for no number, and numbers that were typed."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kurume_privacy.document import Paragraph, Report
from kurume_privacy.findings import Check, Finding, Severity, link_to
from kurume_privacy.fiscal import FiscalYear
from reports import placeholders
from reports.models import Wording

UNKNOWN = Check("unknown_placeholder", Severity.ERROR, "報告書の文にある、知らない名前")
TYPED = Check("typed_digit", Severity.WARNING, "報告書の文に直接書かれた数")
CHECKS = (UNKNOWN, TYPED)

# A count before what is counted. 第3回, 3回目 and 一人 name something, and count nothing.
_TYPED = re.compile(
    r"(?<![第\d一二三四五六七八九十百千〇])"
    r"(?:\d[\d,，.．]*[十百千万]*|(?!一人)[一二三四五六七八九十百千万〇]+)"
    r"\s*(?:件|回(?!目|答|線)|人(?!目)|名(?![称簿目]))"
)
_OUTSIDE = re.compile(r"\{[^{}]*\}")


def typed_numbers(text: str) -> list[str]:
    """Return the numbers of a wording that stand where a placeholder belongs: 3件, １２人, 十回."""
    return _TYPED.findall(_OUTSIDE.sub("｛｝", text))


def findings(year: FiscalYear, report: Report) -> Iterator[Finding]:
    """Yield what is wrong with the wordings of ``year``, in one query."""
    paragraphs = {
        block.key: block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
    }
    wordings = list(Wording.objects.in_year(year))
    sentence = (
        "報告書にない数の名前や、報告書にない段落の文があります。"
        "文を直すか、使わない文を削除してください。"
    )
    yield from _found(UNKNOWN, year, sentence, _unknown(wordings, paragraphs))
    sentence = (
        "数が直接書かれた文があります。{ }に入れた名前に置き換えてください。"
        "記録の件数ではない数のときは、その理由を書いてください。"
    )
    yield from _found(TYPED, year, sentence, _typed(wordings))


Named = tuple[Wording, str]


def _unknown(wordings: Sequence[Wording], paragraphs: Mapping[str, Paragraph]) -> Iterator[Named]:
    for wording in wordings:
        paragraph = paragraphs.get(wording.paragraph)
        if paragraph is None:
            yield wording, "この年度の報告書にない段落"
            continue
        for name in dict.fromkeys(placeholders.called(wording.text)):
            if name not in paragraph.numbers:
                yield wording, f"{{{name}}}"


def _typed(wordings: Sequence[Wording]) -> Iterator[Named]:
    for wording in wordings:
        for number in typed_numbers(wording.text):
            yield wording, number


def _found(check: Check, year: FiscalYear, sentence: str, named: Iterator[Named]) -> list[Finding]:
    found = list(named)
    if not found:
        return []
    subjects = [f"「{wording.get_paragraph_display()}」：{what}" for wording, what in found]
    keys = list(dict.fromkeys(wording.pk for wording, what in found))
    return [check.found(sentence, subjects, link_to("reports:wording", keys, ("year", int(year))))]
