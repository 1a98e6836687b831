"""A list as a file, as it is filtered and sorted; and the blank file for new records."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO

from django import forms
from django.core.validators import EMPTY_VALUES
from django.db import models
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.desk.filters import RecordFilter
from kurume_privacy.desk.view import LedgerView
from kurume_privacy.models import RecordQuerySet
from kurume_privacy.workbook.sheet import Sheet
from kurume_privacy.workbook.template import write_template, write_template_csv
from kurume_privacy.xlsx.writing import Facts, LedgerFile, Value, write_csv, write_workbook

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 500  # records that are in memory, and looked up together
MACHINE = "machine"
FORMS = {
    False: "台帳の見出し（取込みにも使えます）",
    True: "機械判読用（取込みにも使えます）",
}


class FileView(LedgerView):
    """A file to take away, about the whole ledger."""

    whole_ledger = True
    media_type, ending = XLSX, "xlsx"

    def write(self, file: BinaryIO) -> None:
        """Write the file; each kind in its own way."""
        raise NotImplementedError

    def sent(self, name: str) -> FileResponse:
        """Write the file and send it: whole or not at all."""
        file = BytesIO()
        self.write(file)
        file.seek(0)
        return FileResponse(
            file,
            as_attachment=True,
            filename=f"{name}.{self.ending}",
            content_type=self.media_type,
        )


class RecordsOut(FileView):
    """The records that the list shows for the same address, those of every page."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Find them as the list finds them; where it cannot read its filters, it says so itself."""
        listing = self.listing(ledger=self.ledger)
        listing.setup(request)
        self.filters = listing.filters
        if self.filters.unreadable:
            return listing.get(request)
        machine = request.GET.get("form") == MACHINE
        self.export = Export(self.ledger.sheet, listing.records(), machine, timezone.localtime())
        return self.sent(self.export.name)

    def write(self, file: BinaryIO) -> None:
        """Write the records, and then what they are."""
        write_workbook(file, self.export.ledger, lambda: self.export.facts(self.filters))


class RecordsOutCsv(RecordsOut):
    """The same as CSV."""

    media_type, ending = CSV, "csv"

    def write(self, file: BinaryIO) -> None:
        """Write the records; CSV has no room for anything else."""
        write_csv(file, self.export.ledger)


class Export:
    """The records of a list on their way into a file."""

    def __init__(self, sheet: Sheet, records: RecordQuerySet, machine: bool, now: datetime):
        self.sheet, self.machine, self.now = sheet, machine, now
        # What the columns of the list show is not looked up.
        self.records = records.prefetch_related(None).written()
        self.written = 0

    @property
    def ledger(self) -> LedgerFile:
        """What is written, looked up while it is being written."""
        headings = self.sheet.headings(machine=self.machine)
        return LedgerFile(self.sheet.name, headings, self.lines(), self.machine)

    def lines(self) -> Iterator[list[Value]]:
        """Yield the lines of each record, and count the records."""
        for record in self.records.iterator(chunk_size=AT_ONCE):
            yield from self.sheet.lines(record, machine=self.machine)
            self.written += 1

    @property
    def name(self) -> str:
        """開示等請求一覧_20261123, without its ending."""
        shape = "データ" if self.machine else "一覧"
        return f"{self.sheet.name}{shape}_{self.now:%Y%m%d}"

    def facts(self, filters: RecordFilter) -> Facts:
        """Return what the second sheet says once all is written."""
        conditions = list(conditions_of(filters)) or [("", "なし（すべての記録）")]
        return [
            ("台帳", self.sheet.name),
            ("形式", FORMS[self.machine]),
            ("作成日時", f"{era_date(self.now.date())} {self.now:%H:%M}"),
            ("件数", f"{self.written}件"),
            *((f"条件：{label}" if label else "条件", said) for label, said in conditions),
        ]


def conditions_of(filters: RecordFilter) -> Iterator[tuple[str, str]]:
    """Yield each filter that was set and understood: (label, what was chosen or typed)."""
    for name, value in filters.form.cleaned_data.items():
        if value is not False and value not in EMPTY_VALUES:
            bound = filters.form[name]
            yield bound.label, _said(bound, value)


def _said(bound: forms.BoundField, value: object) -> str:
    """Return what was set, as the page says it."""
    if value is True:
        return "はい"
    if isinstance(value, date):
        return era_date(value)
    if isinstance(value, models.Model):
        return bound.field.label_from_instance(value)  # type: ignore[attr-defined]  # of a choice
    labels = {str(key): label for key, label in _flat(getattr(bound.field, "choices", ()))}
    return str(labels.get(str(value), bound.value()))


def _flat(choices) -> Iterator[tuple[object, str]]:
    """Yield choices without their groups."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


class TemplateOut(FileView):
    """The workbook to fill in."""

    changes = True  # whoever enters records

    def get(self, request: HttpRequest) -> FileResponse:
        """Write it with the choices that this user has."""
        return self.sent(f"{self.ledger.name}_様式")

    def write(self, file: BinaryIO) -> None:
        """Write the file."""
        write_template(file, self.ledger.sheet, self.request.user)


class TemplateOutCsv(TemplateOut):
    """The same as CSV: its header."""

    media_type, ending = CSV, "csv"

    def write(self, file: BinaryIO) -> None:
        """Write the file."""
        write_template_csv(file, self.ledger.sheet)
