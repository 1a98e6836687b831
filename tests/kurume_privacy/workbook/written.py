"""Files as they were written, read back with nothing of ours: what stands in them, and how."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

from openpyxl import load_workbook

from kurume_privacy.xlsx.writing import LedgerFile, write_csv, write_workbook


def csv_bytes(headings, *lines, machine=False):
    file = BytesIO()
    write_csv(file, LedgerFile("台帳", headings, lines, machine))
    return file.getvalue()


def csv_rows(content):
    """Return the rows of a CSV file as any program reads them."""
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_bytes(headings, *lines, machine=False, title="台帳", about=None):
    file = BytesIO()
    write_workbook(file, LedgerFile(title, headings, lines, machine), about)
    return file.getvalue()


def book_of(content):
    return load_workbook(BytesIO(content))


def values(sheet):
    """Return the rows of a sheet as values."""
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def part(content, name):
    """Return a part of the workbook as text."""
    with ZipFile(BytesIO(content)) as package:
        return package.read(name).decode()


def formulas(content):
    """Return whether any sheet of the workbook has a formula; lists to choose from are none."""
    with ZipFile(BytesIO(content)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return [name for name in sheets if "<f>" in package.read(name).decode()]
