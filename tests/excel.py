"""Files as people bring them to an import, and what becomes of them."""

import csv
from io import BytesIO, StringIO

from openpyxl import Workbook

from kurume_privacy.workbook.importing import check, take_in
from kurume_privacy.xlsx.writing import LedgerFile, write_csv, write_workbook
from reports.desk.ledgers import KINDS

REASON = "取込み「記録.xlsx」（第1号）"


def workbook(headings, *lines):
    """Return a workbook with these headings and lines, as somebody saved it."""
    book, file = Workbook(), BytesIO()
    for line in (headings, *lines):
        book.active.append(line)
    book.save(file)
    return file.getvalue()


def csv_file(headings, *lines):
    """Return a CSV file with these headings and lines, as somebody saved it."""
    file = StringIO()
    csv.writer(file).writerows([headings, *lines])
    return file.getvalue().encode("utf-8-sig")


def written(kind, records=None, form="xlsx", *, machine=False):
    """Return the ledger of this kind, or some records of it, as the list writes it."""
    sheet, file = KINDS[kind], BytesIO()
    found = sheet.model.objects.all() if records is None else records
    lines = (line for record in found.written() for line in sheet.lines(record, machine=machine))
    ledger = LedgerFile(sheet.name, sheet.headings(machine=machine), lines, machine)
    {"xlsx": write_workbook, "csv": write_csv}[form](file, ledger)
    return file.getvalue()


def checked(kind, content, user, name="記録.xlsx"):
    """Return what taking in a file would do."""
    return check(KINDS[kind], content, name, user)


def taken_in(kind, content, user, name="記録.xlsx", **options):
    """Take in a file, with the reason that the history keeps."""
    return take_in(KINDS[kind], content, name, user, REASON, **options)


def statuses(result):
    """Return what becomes of each record, in the words of the page."""
    return [outcome.status.label for outcome in result.outcomes]


def said(result):
    """Return every error: (line, heading, sentence)."""
    return [(each.line, each.heading, each.sentence) for each in result.problems]
