"""What every ledger is checked for: divisions in use on the day, and numbers without gaps."""

from collections.abc import Iterator

from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.document.findings import Check, Finding, Severity, link_to, missing_numbers
from kurume_privacy.document.links import Link
from kurume_privacy.models import Record, not_in_use
from reports.years import LEDGERS

NOT_IN_USE = Check("division_not_in_use", Severity.ERROR, "その日に使われていない所管課")
GAPS = Check("number_gaps", Severity.WARNING, "番号の欠け")
CHECKS = (NOT_IN_USE, GAPS)


def findings(year: FiscalYear) -> Iterator[Finding]:
    """Yield what is wrong with the ledgers of ``year``: a query a ledger and check."""
    for ledger in LEDGERS:
        # An appeal and a session have no division of their own.
        if ledger.division_path == "division" and ledger.dated_by:
            yield from _not_in_use(ledger, ledger.dated_by, year)
    yield from _gaps(year)


def _page(ledger: type[Record]) -> str:
    return f"{ledger._meta.app_label}:{ledger._meta.model_name}"


def _not_in_use(ledger: type[Record], dated_by: str, year: FiscalYear) -> Iterator[Finding]:
    wrong = ledger.objects.in_year(year).filter(not_in_use(dated_by))
    columns = ("pk", "number", dated_by, "division__department__name", "division__name")
    rows = list(wrong.order_by("number").values_list(*columns))
    if rows:
        name = ledger._meta.verbose_name
        sentence = (
            f"その日に使われていない所管課の{name}が{len(rows)}件あります。"
            "記録の所管課か日付、又は組織の使用期間を直してください。"
        )
        subjects = [
            f"{name}第{number}号（{department}{division}、{era_date(day)}）"
            for _, number, day, department, division in rows
        ]
        link = link_to(_page(ledger), [row[0] for row in rows], ("year", int(year)))
        yield NOT_IN_USE.found(sentence, subjects, link)


def _gaps(year: FiscalYear) -> Iterator[Finding]:
    """Yield one finding a ledger in which numbers are missing."""
    for ledger in LEDGERS:
        numbers = ledger.objects.in_year(year).order_by().values_list("number", flat=True)
        if gaps := missing_numbers(numbers):
            field = ledger._meta.get_field("number").verbose_name
            sentence = (
                f"{ledger._meta.verbose_name}の{field}に、欠けているものがあります。"
                "記録が漏れていないか確かめ、欠番のときは、その理由を書いてください。"
            )
            subjects = [f"{field} {_span(first, last)}" for first, last in gaps]
            query = (("year", int(year)), ("sort", "number"))
            yield GAPS.found(sentence, subjects, Link(f"{_page(ledger)}_list", query=query))


def _span(first: int, last: int) -> str:
    return f"{first}から{last}まで" if last > first else f"{first}"
