"""What every ledger is checked for: divisions in use on the day, and numbers without gaps."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q

from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.desk.ledger import Ledger
from kurume_privacy.document.findings import Check, Finding, Severity, link_to, missing_numbers
from kurume_privacy.document.links import Link
from kurume_privacy.models import Record, event_dates, not_in_use
from kurume_privacy.records.duplicates import repeated
from reports.sections import SECTIONS

NOT_IN_USE = Check("division_not_in_use", Severity.ERROR, "その日に使われていない所管課")
TO_COME = Check("dated_after_today", Severity.ERROR, "今日より後の日付")
GAPS = Check("number_gaps", Severity.WARNING, "番号の欠け")
TWICE = Check("possible_duplicates", Severity.WARNING, "同じ内容の記録")
CHECKS = (NOT_IN_USE, TO_COME, GAPS, TWICE)


LEDGERS = [ledger for section in SECTIONS for ledger in section.kept]


def findings(year: FiscalYear, today: date) -> Iterator[Finding]:
    """Yield what is wrong with the ledgers of ``year``: a query a ledger and check."""
    for ledger in LEDGERS:
        # An appeal and a session have no division of their own.
        if ledger.model.division_path == "division" and ledger.model.dated_by:
            yield from _not_in_use(ledger, ledger.model.dated_by, year)
    for ledger in LEDGERS:
        yield from _to_come(ledger, year, today)
    for ledger in LEDGERS:
        if ledger.is_numbered:
            yield from _gaps(ledger, year)
    for ledger in LEDGERS:
        yield from _twice(ledger, year)


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


def _to_come(ledger: Ledger, year: FiscalYear, today: date) -> Iterator[Finding]:
    """Find what happened on days to come, in the records and in what belongs to them."""
    keys, subjects = [], []
    for model, way in _dated(ledger.model):
        fields = event_dates(model)
        ahead = reduce(or_, (Q(**{f"{field.name}__gt": today}) for field in fields))
        within: Any = model.objects.filter(ahead, **{f"{way}year": int(year)})
        for record in within.shown().annotate(whole=F(f"{way}pk")).order_by("pk"):
            keys.append(record.whole)
            subjects += [
                f"{record}（{field.verbose_name}：{era_date(day)}）"
                for field in fields
                if (day := getattr(record, field.name)) and day > today
            ]
    if keys:
        sentence = (
            f"今日より後の日付が{len(subjects)}あります。まだ起きていないことは数えられません。"
            "日付を直してください。"
        )
        link = link_to(ledger.route, list(dict.fromkeys(keys)), ("year", int(year)))
        yield TO_COME.found(sentence, subjects, link)


def _dated(model: type[Record], way: str = "") -> Iterator[tuple[type[Record], str]]:
    """Yield the model and those of what belongs to it that tell when something happened.

    With each the way to the year: a part is of the year of its whole.
    """
    if event_dates(model) and (way or model.year_follows()):
        yield model, way
    for name in model.parts:
        relation: Any = model._meta.get_field(name)
        yield from _dated(relation.related_model, f"{relation.field.name}__{way}")


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


def _twice(ledger: Ledger, year: FiscalYear) -> Iterator[Finding]:
    """Find what the form and the import ask about, where it was stored all the same."""
    groups = repeated(ledger.form, year)
    if groups:
        keys = [key for group in groups for key in group]
        records: Any = ledger.model.objects.shown().in_bulk(keys)
        subjects = ["、".join(str(records[key]) for key in group) for group in groups]
        alike = "番号のほかは全て同じ" if ledger.is_numbered else "書き方のほかは同じ"
        sentence = (
            f"{alike}{ledger.name}が{len(groups)}組あります。"
            "同じものを二度登録していないか確かめ、別のものであるときは、その理由を書いてください。"
        )
        yield TWICE.found(sentence, subjects, link_to(ledger.route, keys, ("year", int(year))))


def _span(first: int, last: int) -> str:
    return f"{first}から{last}まで" if last > first else f"{first}"
