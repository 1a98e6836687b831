"""What every ledger is checked for: divisions in use on the day, and numbers without gaps."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.desk.ledger import Ledger
from kurume_privacy.document.findings import Check, Finding, Severity, link_to, missing_numbers
from kurume_privacy.document.links import Link
from kurume_privacy.models import not_in_use
from reports.sections import SECTIONS

NOT_IN_USE = Check("division_not_in_use", Severity.ERROR, "その日に使われていない所管課")
GAPS = Check("number_gaps", Severity.WARNING, "番号の欠け")
CHECKS = (NOT_IN_USE, GAPS)


LEDGERS = [ledger for section in SECTIONS for ledger in section.kept]


def findings(year: FiscalYear) -> Iterator[Finding]:
    """Yield what is wrong with the ledgers of ``year``: a query a ledger and check."""
    for ledger in LEDGERS:
        # An appeal and a session have no division of their own.
        if ledger.model.division_path == "division" and ledger.model.dated_by:
            yield from _not_in_use(ledger, ledger.model.dated_by, year)
    for ledger in LEDGERS:
        if ledger.is_numbered:
            yield from _gaps(ledger, year)


def _not_in_use(ledger: Ledger, dated_by: str, year: FiscalYear) -> Iterator[Finding]:
    every: Any = ledger.model.objects.in_year(year)  # which have a division
    wrong = every.filter(not_in_use(dated_by))
    records = list(wrong.select_related("division__department"))
    if records:
        sentence = (
            f"その日に使われていない所管課の{ledger.name}が{len(records)}件あります。"
            "記録の所管課か日付、又は組織の使用期間を直してください。"
        )
        subjects = [_named(ledger, record, getattr(record, dated_by)) for record in records]
        keys = [record.pk for record in records]
        yield NOT_IN_USE.found(sentence, subjects, link_to(ledger.route, keys, ("year", int(year))))


def _named(ledger: Ledger, record: Any, day: date) -> str:
    numbered = f"{record.in_year} {ledger.name}第{record.number}号"
    name = numbered if ledger.is_numbered else f"{record}"
    return f"{name}（{record.division}、{era_date(day)}）"


def _gaps(ledger: Ledger, year: FiscalYear) -> Iterator[Finding]:
    every: Any = ledger.model.objects.in_year(year)  # which have a number
    numbers = every.order_by().values_list("number", flat=True)
    if gaps := missing_numbers(numbers):
        field = every.model._meta.get_field("number").verbose_name
        sentence = (
            f"{ledger.name}の{field}に、欠けているものがあります。"
            "記録が漏れていないか確かめ、欠番のときは、その理由を書いてください。"
        )
        subjects = [f"{year} {field} {_span(first, last)}" for first, last in gaps]
        query = (("year", int(year)), ("sort", "number"))
        yield GAPS.found(sentence, subjects, Link(f"{ledger.route}_list", query=query))


def _span(first: int, last: int) -> str:
    return f"{first}から{last}まで" if last > first else f"{first}"
