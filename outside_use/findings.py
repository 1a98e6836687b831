"""What is wrong with a year's notices of use beyond the purpose, in one query."""

from collections.abc import Iterator

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Check, Finding, Severity, link_to
from outside_use.models import UseNotice

NO_OPINION = Check("use_without_opinion", Severity.ERROR, "審議会の答申を選んでいない届出")
CHECKS = (NO_OPINION,)
Kind = UseNotice.Kind


def findings(year: FiscalYear) -> Iterator[Finding]:
    """Yield the notices whose ground needs the council's opinion, and that name none."""
    wanting = UseNotice.objects.in_year(year).filter(
        ground__needs_opinion=True, consultation__isnull=True
    )
    columns = ("pk", "kind", "number", "ground", "ground__name")
    rows = list(wanting.order_by("number").values_list(*columns))
    if rows:
        sentence = (
            f"審議会の答申を根拠とし、その答申を選んでいない届出が{len(rows)}件あります。"
            "届出に審議会の答申を選ぶか、根拠を直してください。"
        )
        subjects = [
            f"{year} {Kind(kind).label}第{number}号（{ground}）"
            for _, kind, number, _, ground in rows
        ]
        grounds = {row[3] for row in rows}
        by_ground = [("ground", key) for key in grounds] if len(grounds) == 1 else []
        query = (("year", int(year)), *by_ground)
        link = link_to("outside_use:usenotice", [row[0] for row in rows], *query)
        yield NO_OPINION.found(sentence, subjects, link)
