"""The office's own wording: names that stand for no number, and numbers that were typed."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Check, Finding, Severity, link_to
from kurume_privacy.document.structure import Paragraph, Report
from reports.edition import placeholders
from reports.models import Wording

UNKNOWN = Check("unknown_placeholder", Severity.ERROR, "報告書の文にある、知らない名前")
TYPED = Check("typed_digit", Severity.WARNING, "報告書の文に直接書かれた数")
CHECKS = (UNKNOWN, TYPED)

# What has digits and counts nothing: an article of a law, a day, a year, what is third.
_UNCOUNTED = r"(?!\s*[件回人名割倍%％十百千万億]|[,，.．]\d)"
_OF_IT = rf"(?:の\d++{_UNCOUNTED})*"
_NAMES = (
    rf"第?\d++条(?!件){_OF_IT}(?:第?\d++項(?!目){_OF_IT})?(?:第?\d++号{_OF_IT})?",
    rf"第\s*\d++\s*(?:[項号]{_OF_IT}|[回版章])",
    rf"(?:令和|平成|昭和)\s*\d++{_UNCOUNTED}(?:年(?!間)度?)?",
    r"\d{4}年(?!間)度?",
    r"\d++年(?:度|(?=\d+月))",
    r"\d++月(?!間)(?:\d++日(?!間))?",
    r"\d++[回人番]目",
)
_UNIT = r"\s*(?:件|回(?!目|答|線)|人(?!目)|名(?![称簿目]))"
# Digits stand for a number wherever they are typed; in kanji only a count before what is counted:
# 一人 and 案件 count nothing.
_TYPED = re.compile(
    rf"(?:{'|'.join(_NAMES)})"
    rf"|(?P<number>\d+(?:[,，.．]\d+)*[十百千万億]*(?:{_UNIT}|\s*[%％])?"
    rf"|(?<![第\d一二三四五六七八九十百千〇])(?!一人)[一二三四五六七八九十百千万〇]+{_UNIT})"
)
_OUTSIDE = re.compile(r"\{[^{}]*\}")


def typed_numbers(text: str) -> list[str]:
    """Return the numbers of a wording that stand where a placeholder belongs: 85, １２人, 十回."""
    found = _TYPED.finditer(_OUTSIDE.sub("｛｝", text))
    return [match["number"] for match in found if match["number"]]


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
            if placeholders.found(name, paragraph, wording.numbers) is None:
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
    texts = {wording.pk: wording.text for wording, what in found}
    link = link_to("reports:wording", list(texts), ("year", int(year)))
    return [check.found(sentence, subjects, link, behind=list(texts.items()))]
