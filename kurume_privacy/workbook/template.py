"""The workbook to fill in: the ledger's header, how each column is written, what may be chosen."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, BinaryIO, NamedTuple

from django import forms
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import User
from kurume_privacy.models.year import MonthFormField
from kurume_privacy.records.fields import EraDateField, LineField
from kurume_privacy.workbook.sheet import Column, Sheet
from kurume_privacy.xlsx import styles
from kurume_privacy.xlsx.own_sheets import CHOICES, HOW
from kurume_privacy.xlsx.texts import printable
from kurume_privacy.xlsx.writing import LedgerFile, write_csv

LAST_ROW = 1_048_576  # of a sheet
# What Excel shows beside a cell, in letters.
LONGEST_PROMPT, LONGEST_TITLE = 255, 32
NOT_OFFERED = "一覧にない名称です。取り込むときに、登録できないことがあります。"
STEPS = (
    "シート「{name}」の見出しの下に、記録を1件ずつ書きます。見出しの行は、そのまま残してください。",
    "画面の「{name}の一覧」から「Excelから取り込む」に進み、このファイルを選びます。"
    "登録する前に、どの行がどうなるかと、直すところが全て示されます。",
    "よければ確定します。確定するまで、何も登録されません。"
    "直すところがあれば、印の付いたファイルをダウンロードし、直して、もう一度選びます。",
)
FURTHER_ROWS = (
    "{rows}が2つ以上ある記録は、すぐ下の行に続けて書きます。"
    "続きの行では、{name}そのものの列は、空けておくか、上の行と同じ内容にします。"
)
TABLE = ("見出し", "何の列か", "必須", "書き方", "例")
TABLE_WIDTHS = (28, 24, 22, 60, 24)


class Explained(NamedTuple):
    """A column with what its user may choose."""

    column: Column
    of: str  # what it belongs to: 開示等請求, 処理
    choices: list[str]
    example: str

    @property
    def always(self) -> bool:
        """Say whether every record needs it."""
        return self.column.required and not self.column.rows

    @property
    def required(self) -> str:
        """必須, of a record or of the rows that one writes; else nothing."""
        if not self.column.required:
            return ""
        return f"{self.of}を書くとき必須" if self.column.rows else "必須"

    @property
    def prompt(self) -> str:
        """What stands beside a cell while it is filled in."""
        parts = (
            f"※{self.required}。" if self.required else "",
            self.column.help,
            f"（例）{self.example}" if self.example else "",
        )
        return printable("\n".join(filter(None, parts)))[:LONGEST_PROMPT]


def write_template(
    file: BinaryIO, sheet: Sheet, user: User | None = None, today: date | None = None
) -> None:
    """Write the workbook for a user, or with all that anybody may choose; today's law first."""
    day = today or timezone.localdate()
    columns = [_explained(sheet, column, user, day) for column in sheet.columns]
    book = Workbook()
    _blank(book.active, sheet.name, columns, _choices(book, columns))
    _how(book.create_sheet(HOW, 1), sheet, columns)
    book.save(file)


def write_template_csv(file: BinaryIO, sheet: Sheet) -> None:
    """Write the header as CSV."""
    write_csv(file, LedgerFile(sheet.name, [column.heading for column in sheet.columns], ()))


def _explained(sheet: Sheet, column: Column, user: User | None, today: date) -> Explained:
    example = sheet.example(column)
    text = era_date(example) if isinstance(example, date) else str(example or "")
    return Explained(column, _owner(sheet, column), sheet.choices(column, user, today), text)


def _owner(sheet: Sheet, column: Column) -> str:
    """Return what a column belongs to: the record, or a kind of its rows."""
    form: Any = sheet.form
    name = sheet.name
    for relation in column.rows:
        name, form = form.rows[relation].row_title, form.rows[relation].form
    return name


# The sheet to fill in


def _blank(sheet: Worksheet, name: str, columns: Sequence[Explained], lists: dict) -> None:
    """Write the header; below it stands nothing, but every column knows what it takes."""
    sheet.title = styles.name_of(name)
    for place, explained in enumerate(columns, start=1):
        cell = sheet.cell(1, place)
        fill = styles.HEAD_REQUIRED if explained.always else styles.HEAD
        styles.head(cell, explained.column.heading, fill)
        _guide(sheet, cell.column_letter, explained, lists.get(place))
    headings = (explained.column.heading for explained in columns)
    styles.heighten(sheet, 1, max(map(styles.lines_of, headings, map(_width, columns))))
    sheet.freeze_panes = "A2"
    styles.set_for_print(sheet, name)


def _guide(sheet: Worksheet, letter: str, explained: Explained, choices: str | None) -> None:
    """Set up a column: its width, how its dates are shown, its list, what it says."""
    dimension = sheet.column_dimensions[letter]
    dimension.width = _width(explained)
    dimension.font, dimension.alignment = styles.PLAIN, styles.IN_LINE
    dimension.number_format = _format(explained)
    _prompt(sheet, f"{letter}1", explained)
    _prompt(sheet, f"{letter}2:{letter}{LAST_ROW}", explained, choices)


def _width(explained: Explained) -> int:
    widest = map(styles.width, (explained.example, *explained.choices))
    return styles.column_width(explained.column.heading, max(widest))


def _format(explained: Explained) -> str:
    """Return how what is typed is shown; a short text stays one, 3-1 is no third of January."""
    field = explained.column.field
    if isinstance(field, MonthFormField) or explained.choices:
        return "General"
    if isinstance(field, EraDateField):
        return styles.ERA_DATE
    return styles.TEXT if type(field) is LineField else "General"


def _prompt(sheet: Worksheet, cells: str, explained: Explained, choices: str | None = None) -> None:
    """Say beside these cells what they take; a list is offered, and anything can be typed."""
    several = isinstance(explained.column.field, forms.ModelMultipleChoiceField)
    validation = DataValidation(
        type="list" if choices else None,
        formula1=choices,
        allow_blank=True,
        showInputMessage=True,
        promptTitle=explained.column.heading[:LONGEST_TITLE],
        prompt=explained.prompt or None,
    )
    if choices and not several:  # several are typed with marks between them
        validation.showErrorMessage = True
        validation.errorStyle = "warning"
        validation.errorTitle, validation.error = "確かめてください", NOT_OFFERED
    validation.add(cells)
    sheet.add_data_validation(validation)


# The other sheets


def _choices(book: Workbook, columns: Sequence[Explained]) -> dict[int, str]:
    """Write what may be chosen; return where, by the place of the column to fill in."""
    found: dict[int, str] = {}
    chosen = [pair for pair in enumerate(columns, start=1) if pair[1].choices]
    if not chosen:
        return found
    sheet = book.create_sheet(CHOICES)
    for own, (place, explained) in enumerate(chosen, start=1):
        _column(sheet, own, explained)
        letter = get_column_letter(own)
        found[place] = f"'{CHOICES}'!${letter}$2:${letter}${len(explained.choices) + 1}"
    sheet.freeze_panes = "A2"
    styles.set_for_print(sheet, CHOICES)
    return found


def _column(sheet: Worksheet, place: int, explained: Explained) -> None:
    head = sheet.cell(1, place)
    styles.head(head, explained.column.heading)
    for row, choice in enumerate(explained.choices, start=2):
        styles.put(sheet.cell(row, place), choice)
    sheet.column_dimensions[head.column_letter].width = _width(explained)


def _how(sheet: Worksheet, template: Sheet, columns: Sequence[Explained]) -> None:
    """Write the steps, and then how each column is written."""
    styles.put(sheet.cell(1, 1), f"{template.name}の{HOW}", styles.TITLE, Alignment(), border=None)
    row = 1
    for row, step in enumerate(_steps(template), start=2):
        styles.put(sheet.cell(row, 1), step, border=None)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(TABLE))
        styles.heighten(sheet, row, styles.lines_of(step, sum(TABLE_WIDTHS)))
    top = row + 2
    for place, heading in enumerate(TABLE, start=1):
        styles.head(sheet.cell(top, place), heading)
    styles.widen(sheet, TABLE_WIDTHS)
    for row, explained in enumerate(columns, start=top + 1):
        _line(sheet, row, explained)
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    styles.set_for_print(sheet, f"{template.name}の{HOW}", top)


def _line(sheet: Worksheet, row: int, explained: Explained) -> None:
    column = explained.column
    values = (column.heading, explained.of, explained.required, column.help, explained.example)
    for place, value in enumerate(values, start=1):
        styles.put(sheet.cell(row, place), value, styles.PLAIN if place > 1 else styles.STRONG)
    lines = map(styles.lines_of, values, TABLE_WIDTHS)
    styles.heighten(sheet, row, max(lines))
    if explained.always:
        sheet.cell(row, 1).fill = styles.HEAD_REQUIRED


def _steps(template: Sheet) -> Iterator[str]:
    """Yield what to do, one after the other."""
    for number, step in enumerate(STEPS, start=1):
        yield f"{number}　{step.format(name=template.name)}"
    rows = "、".join(formset.row_title for formset in template.form.rows.values())
    if rows:
        yield FURTHER_ROWS.format(rows=rows, name=template.name)
    yield "色の付いた見出しは、どの記録にも必ず書く列です。"
