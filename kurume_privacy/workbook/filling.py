"""A record's lines as its form would be sent: what is stored first, what the file says over it.

A column that the file does not have stays as stored. A row that the file does not name stays too:
nothing is deleted by taking in a file.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from django import forms
from django.http import QueryDict

from kurume_privacy.records.form import RecordForm, stored_as_sent
from kurume_privacy.records.rows import RowFormSet
from kurume_privacy.workbook.entries import Entries, Entry, PlacedColumn
from kurume_privacy.workbook.parsing import Unreadable
from kurume_privacy.workbook.sheet import Path
from kurume_privacy.xlsx.cells import folded
from kurume_privacy.xlsx.reading import SheetLine

REPEATED = "同じ記録の{number}行目と違います。続きの行では、空けるか同じ内容にしてください。"
BELONGS_TO_NONE = "この行の{title}は、どの{owner}のものか分かりません。"


@dataclass(frozen=True)
class Spot:
    """Where in the file something stands; without a column, the whole line."""

    line: int
    placed: PlacedColumn | None = None


@dataclass
class Filled:
    """What a form is sent for a record, where each control stands in the file, what is wrong."""

    first: SheetLine  # of the record: which law binds it stands there
    data: QueryDict = field(default_factory=lambda: QueryDict(mutable=True))
    where: dict[str, Spot] = field(default_factory=dict)  # by the name of the control
    rows: dict[str, Spot] = field(default_factory=dict)  # by the prefix of the row
    wrong: list[tuple[Spot, str]] = field(default_factory=list)


class FileRow:
    """A record, or a row that belongs to it, as the lines of a file say it."""

    def __init__(self, line: SheetLine):
        self.line = line
        self.rows: dict[Path, list[FileRow]] = {}


class Filling:
    """Fills in the forms of one file."""

    def __init__(self, entries: Entries):
        self.entries, self.parser, self.sheet = entries, entries.parser, entries.sheet
        self.paths = {placed.column.rows for placed in entries.layout.placed}

    def fill(self, entry: Entry, blank: RecordForm) -> Filled:
        """Return what the form of the record, new or stored, would be sent."""
        filled, day = Filled(entry.lines[0]), self._day(entry, blank)
        if blank.instance.pk:
            send_stored(blank, filled.data)
        self._put(filled, blank, entry.lines[0], (), day)
        self._refuse_other_words(filled, entry)
        root = FileRow(entry.lines[0])
        for line in entry.lines:
            self._gather(filled, root, line, ())
        self._put_rows(filled, blank, root, day)
        return filled

    def _day(self, entry: Entry, blank: RecordForm) -> date | None:
        """Return the day of a record: as the file says, or as it is stored."""
        name = self.sheet.model.dated_by
        stored = getattr(blank.instance, name, None) if name else None
        return self.entries.day(entry.lines[0]) or stored

    def _put(
        self, filled: Filled, form: RecordForm, line: SheetLine, path: Path, day: date | None
    ) -> None:
        """Put the cells of a line over what is sent for a form."""
        filled.rows[form.prefix or ""] = Spot(line.number)
        for placed, value in self.entries.cells(line, path):
            name, cell = form.add_prefix(placed.column.name), Spot(line.number, placed)
            filled.where[name] = cell
            try:
                agency = self.entries.agency(line, filled.first, placed.column)
                sent = self.parser.sent(placed.column, value, day, agency)
            except Unreadable as refusal:
                stored = self._as_stored(form, placed, value)
                sent = stored or []
                if stored is None:
                    filled.wrong.append((cell, str(refusal)))
            filled.data.setlist(name, sent)
        for placed, sentence in self.entries.unreadable(line, path):
            filled.wrong.append((Spot(line.number, placed), sentence))

    def _as_stored(self, form: RecordForm, placed: PlacedColumn, value: object) -> list[str] | None:
        """Return what is stored, where the cell names it and it is offered no longer."""
        column, field = placed.column, form.fields[placed.column.name]
        single = isinstance(field, forms.ModelChoiceField) and not _takes_several(field)
        stored = getattr(form.instance, column.name) if form.instance.pk and single else None
        if stored is None:
            return None
        names = {folded(name) for name in self.sheet.names_of(column, field, stored)}
        return [str(stored.pk)] if folded(str(value)) in names else None

    def _refuse_other_words(self, filled: Filled, entry: Entry) -> None:
        """Refuse a further line of a record that says otherwise than its first."""
        first, *others = entry.lines
        before = dict(self.entries.cells(first, ()))
        for line in others:
            for placed, value in self.entries.cells(line, ()):
                if value is None or value == before[placed]:
                    continue
                if not self._reads_same(line, first, placed):
                    sentence = REPEATED.format(number=first.number)
                    filled.wrong.append((Spot(line.number, placed), sentence))

    def _reads_same(self, line: SheetLine, first: SheetLine, placed: PlacedColumn) -> bool:
        """Say whether two lines mean the same by a cell that each writes in its own manner."""
        values = [self.entries.value(each, placed.column.name) for each in (line, first)]
        return values[0] is not None and values[0] == values[1]

    def _gather(self, filled: Filled, owner: FileRow, line: SheetLine, path: Path) -> None:
        """Add what a line says of each kind of rows to what it belongs to."""
        for within in self.sheet.places[path].within:
            if not any(path[: len(within)] == within for path in self.paths):
                continue  # the file says nothing of them: they stay as they are
            rows = owner.rows.setdefault(within, [])
            if any(value is not None for _, value in self.entries.cells(line, within)):
                rows.append(FileRow(line))
            if rows:
                self._gather(filled, rows[-1], line, within)
            else:
                self._refuse_strays(filled, line, within)

    def _refuse_strays(self, filled: Filled, line: SheetLine, path: Path) -> None:
        """Refuse rows of a row that is not there."""
        for within in self.sheet.places[path].within:
            cells = self.entries.cells(line, within)
            for placed in [placed for placed, value in cells if value is not None][:1]:
                owner, title = (self.sheet.places[each].title for each in (path, within))
                sentence = BELONGS_TO_NONE.format(title=title, owner=owner)
                filled.wrong.append((Spot(line.number, placed), sentence))

    def _put_rows(self, filled: Filled, form: RecordForm, owner: FileRow, day: date | None) -> None:
        """Put the rows of a record, and their own rows, over those that are stored."""
        for path, rows in owner.rows.items():
            formset = form.formsets[path[-1]]
            stored = [form for form in formset.forms if form.instance.pk]
            places = self._places(rows, stored, path, day)
            for row, place in zip(rows, places, strict=True):
                own = stored[place] if place < len(stored) else _new_row(formset, place)
                self._put(filled, own, row.line, path, day)
                self._put_rows(filled, own, row, day)
            _count(filled.data, formset, len(stored), max([len(stored), *(n + 1 for n in places)]))
            if formset.ordered:
                _order(filled.data, formset, places, len(stored))

    def _places(self, rows: list[FileRow], stored: list, path: Path, day: date | None) -> list[int]:
        """Return for each row the place of the stored one that it is; the new ones come after.

        It is the stored row that says most of the same. A row that says nothing of any is new,
        unless the file has as many as are stored.
        """
        likeness = sorted(
            (*self._unlikeness(row, form, path, day), index, place)
            for index, row in enumerate(rows)
            for place, form in enumerate(stored)
        )
        found: dict[int, int] = {}
        for unlikeness, _, index, place in likeness:
            like = unlikeness < 0 or len(rows) == len(stored)
            if like and index not in found and place not in found.values():
                found[index] = place
        new = count(len(stored))
        return [found[index] if index in found else next(new) for index in range(len(rows))]

    def _unlikeness(
        self, row: FileRow, form: RecordForm, path: Path, day: date | None
    ) -> tuple[int, int]:
        """Return how few cells say what is stored: of those that say anything, and of blank ones.

        Blank alike makes no row the same, but tells apart those that are.
        """
        same = [
            value is None
            for placed, value in self.entries.cells(row.line, path)
            if self._says(placed, value, form, day)
        ]
        return -same.count(False), -same.count(True)

    def _says(
        self, placed: PlacedColumn, value: object, form: RecordForm, day: date | None
    ) -> bool:
        """Say whether a cell says what is stored."""
        name, data = placed.column.name, QueryDict(mutable=True)
        field = form.fields[name]
        try:
            data.setlist(name, self.parser.sent(placed.column, value, day))
        except Unreadable:
            return False
        sent = field.widget.value_from_datadict(data, {}, name)
        return not field.has_changed(form.get_initial_for_field(field, name), sent)


def _takes_several(field: forms.Field) -> bool:
    return isinstance(field, forms.ModelMultipleChoiceField)


def send_stored(form: RecordForm, data: QueryDict) -> None:
    """Send a form of a stored record, and its rows, as they stand."""
    for name, found in form.fields.items():
        sent = stored_as_sent(found, form.get_initial_for_field(found, name))
        if sent is not None:
            data.setlist(form.add_prefix(name), sent)
    for formset in form.formsets.values():
        rows = [row for row in formset.forms if row.instance.pk]
        _count(data, formset, len(rows), len(rows))
        for row in rows:
            data[row.add_prefix("id")] = str(row.instance.pk)
            send_stored(row, data)


def _count(data: QueryDict, formset: RowFormSet, stored: int, total: int) -> None:
    data[f"{formset.prefix}-INITIAL_FORMS"] = str(stored)
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(total)


def _order(data: QueryDict, formset: RowFormSet, places: list[int], stored: int) -> None:
    """Leave the stored rows in their order, and put the new ones after them as the file has them.

    A file is sorted and filtered in many ways; where a row stands is said on the page.
    """
    for order, place in enumerate(sorted({*range(stored), *places}), start=1):
        data[f"{formset.prefix}-{place}-ORDER"] = str(order)


def _new_row(formset: RowFormSet, place: int) -> RecordForm:
    """Return a blank row at this place."""
    row = formset.empty_form
    row.prefix = formset.add_prefix(place)
    for name, inner in row.formsets.items():
        inner.prefix = f"{row.prefix}-{name}"
    return row
