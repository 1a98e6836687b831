"""What a form says of a record of a file: its errors where they stand, and what it changes."""

from collections.abc import Iterator

from kurume_privacy.records.display import display
from kurume_privacy.records.form import RecordForm
from kurume_privacy.records.personal_texts import personal_texts
from kurume_privacy.workbook.filling import Filled, Spot
from kurume_privacy.workbook.outcomes import Problem

NO_COLUMN = "{sentence}（「{heading}」の列がファイルにありません）"


def problems(form: RecordForm, filled: Filled) -> tuple[Problem, ...]:
    """Return every error, each once and where it stands.

    Of a cell that could not be read, nothing but that.
    """
    found = [_at(cell, sentence) for cell, sentence in filled.wrong]
    told = {(problem.line, problem.place) for problem in found if problem.place is not None}
    found += [each for each in _of_form(form, filled) if (each.line, each.place) not in told]
    found.sort(key=lambda problem: (problem.line, problem.place or 0))
    return tuple(dict.fromkeys(found))


def personal(form: RecordForm, filled: Filled) -> tuple[Problem, ...]:
    """Return every text of a valid form that looks like what no record may hold."""
    return tuple(
        _at(_cell(found.form, found.name, filled) or _line(found.form, filled), found.sentence)
        for found in personal_texts(form)
    )


def _line(form: RecordForm, filled: Filled) -> Spot:
    """Return where in the file a record or a row of it stands."""
    return filled.rows.get(form.prefix or "") or filled.rows[""]


def _cell(form: RecordForm, name: str, filled: Filled) -> Spot | None:
    """Return where in the file a field stands; None where the file has no such column."""
    return filled.where.get(form.add_prefix(name))


def _of_form(form: RecordForm, filled: Filled) -> Iterator[Problem]:
    """Yield the errors of a form, and of its rows."""
    line = _line(form, filled)
    for name, sentences in form.errors.items():
        cell = _cell(form, name, filled)
        for sentence in sentences:
            if cell is None and name in form.fields:
                yield _without_column(line, str(form.fields[name].label), str(sentence))
            else:
                yield _at(cell or line, str(sentence))
    for formset in form.formsets.values():
        for sentence in formset.non_form_errors():
            yield _at(line, str(sentence))
        for row in formset.forms:
            yield from _of_form(row, filled)


def _at(cell: Spot, sentence: str) -> Problem:
    if cell.placed is None:
        return Problem(cell.line, None, "", sentence)
    return Problem(cell.line, cell.placed.place, cell.placed.column.heading, sentence)


def _without_column(line: Spot, heading: str, sentence: str) -> Problem:
    located = NO_COLUMN.format(sentence=sentence, heading=heading)
    return Problem(line.line, None, heading, located)


def changes(form: RecordForm, where: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield what a valid form of a stored record changes: (label, before, after)."""
    for name in form.changed_data:
        if name in form.cleaned_data and name in form.fields and name != "ORDER":
            yield _change(form, name, where)
    for formset in form.formsets.values():
        for number, row in enumerate(formset.forms, start=1):
            if row.has_changed():
                yield from changes(row, f"{where}{formset.row_title}{number} ")


def _change(form: RecordForm, name: str, where: str) -> tuple[str, str, str]:
    field = form._meta.model._meta.get_field(name)
    before, after = form.initial.get(name), form.cleaned_data[name]
    return f"{where}{form.fields[name].label}", display(field, before), display(field, after)
