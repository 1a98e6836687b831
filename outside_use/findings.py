"""What is wrong with a year's notices of use beyond the purpose, each in one query."""

from collections.abc import Iterator

from django.db.models import Q

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Check, Finding, Severity, link_to
from kurume_privacy.models import Counted
from outside_use import opinions
from outside_use.models import UseNotice

NO_OPINION = Check("use_without_opinion", Severity.ERROR, "審議会の答申を選んでいない届出")
ON_REFUSED = Check("use_on_refused_opinion", Severity.ERROR, "不承認の答申を根拠とする届出")
ON_OPEN = Check("use_on_open_opinion", Severity.WARNING, "結論のない答申を根拠とする届出")
CHECKS = (NO_OPINION, ON_REFUSED, ON_OPEN)
Kind = UseNotice.Kind

# What is wrong with the opinion that notices rest on, and what to do about it.
WRONG_OPINIONS = (
    (
        NO_OPINION,
        Q(ground__needs_opinion=True, consultation__isnull=True),
        "審議会の答申を根拠とし、その答申を選んでいない届出が{}件あります。"
        "届出に審議会の答申を選ぶか、根拠を直してください。",
    ),
    (
        ON_REFUSED,
        opinions.ON_REFUSED,
        "審議会が不承認とした諮問案件を根拠とする届出が{}件あります。"
        "選んだ諮問案件、その結論か、届出の根拠を直してください。",
    ),
    (
        ON_OPEN,
        opinions.ON_OPEN,
        "審議会の結論がまだない諮問案件（継続審議又は結論の入力なし）を根拠とする届出が{}件あります。"
        "結論を入力するか、選んだ諮問案件を直してください。"
        "このままでよいときは、その理由を書いてください。",
    ),
)


def findings(year: FiscalYear, counted: Counted | None = None) -> Iterator[Finding]:
    """Yield the notices that rest on no opinion of the council, or on one that allows nothing."""
    columns = ("pk", "kind", "number", "ground", "ground__name")
    for check, condition, sentence in WRONG_OPINIONS:
        wrong = UseNotice.objects.in_year(year).filter(condition)
        if rows := list(wrong.order_by("number").values_list(*columns)):
            subjects = [_subject(year, *row[1:]) for row in rows]
            query = (("year", int(year)), *_of_one_ground({row[3] for row in rows}))
            link = link_to("outside_use:usenotice", [row[0] for row in rows], *query)
            yield check.found(sentence.format(len(rows)), subjects, link)


def _subject(year: FiscalYear, kind: str, number: int, ground: int | None, name: str) -> str:
    return f"{year} {Kind(kind).label}第{number}号（{name or '根拠の入力なし'}）"


def _of_one_ground(grounds: set[int | None]) -> list[tuple[str, object]]:
    return [("ground", key) for key in grounds if key] if len(grounds) == 1 else []
