"""How people type into a form: dates in either calendar, digits of either width, tidy text."""

from datetime import date
from typing import Any

from django import forms
from django.db import models

from kurume_privacy.calendar.fiscal import (
    WEEKDAYS,
    FiscalYear,
    era_date,
    parse_date,
)
from kurume_privacy.models import Division
from kurume_privacy.models.regime import RegimeRow
from kurume_privacy.models.year import MonthField
from kurume_privacy.records.choices import law_field
from kurume_privacy.records.letters import refuse_control_characters, refuse_letters
from kurume_privacy.text import without_invisible

NOT_CHOSEN = "選択してください"
LONGEST_TEXT = 5000
LARGEST_NUMBER = 9_999_999
ERA_DATE_HELP = "例：令和3年4月20日、R3.4.20、2021/4/20"


class EraDateInput(forms.DateInput):
    """A date as text, with the same date in both calendars beside it."""

    template_name = "records/widgets/era_date.html"

    def format_value(self, value: object) -> str | None:
        """Show a stored date in its era, and what was typed as it was typed."""
        return era_date(value) if isinstance(value, date) else super().format_value(value)

    def get_context(self, name, value, attrs):
        """Add the echo of the date."""
        context = super().get_context(name, value, attrs)
        context["echo"] = echo(value)
        return context


def echo(typed: object) -> dict[str, str]:
    """Return a date, or what was typed for one, as 2021-04-20 and in words of both calendars.

    Empty for what is no date; the field's own sentence says why when it is sent.
    """
    try:
        day = typed if isinstance(typed, date) else parse_date(str(typed or ""))
        western = f"{day.year}年{day.month}月{day.day}日"
        words = f"{era_date(day)}（{western} {WEEKDAYS[day.weekday()]}曜日）"
    except ValueError:
        return {"date": "", "text": ""}
    return {"date": day.isoformat(), "text": words}


class EraDateField(forms.DateField):
    """A date typed in either calendar, in any usual manner."""

    widget = EraDateInput

    def to_python(self, value: Any) -> date | None:
        """Read a date of a year that can be named, or say in Japanese why it is none."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            day = parse_date(value)
            FiscalYear.of(day)
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from None
        return day


class DivisionSelect(forms.Select):
    """所管課 by agency and department, each with the dates between which it was in use."""

    def create_option(self, name, value, *args, **options):
        """Carry the dates and the place of a division to the page."""
        option = super().create_option(name, value, *args, **options)
        division = getattr(value, "instance", None)
        if division is not None:
            option["attrs"] |= {f"data-{key}": text for key, text in _place(division).items()}
        return option


def _place(division: Division) -> dict[str, str]:
    """Return what the page needs to know of a division to narrow the list."""
    department = division.department
    units = (division, department, department.agency)
    begun = max((unit.valid_from for unit in units if unit.valid_from), default=None)
    ended = min((unit.valid_until for unit in units if unit.valid_until), default=None)
    return {
        "agency": str(department.agency_id),
        "agency-name": department.agency.name,
        "department": str(department.pk),
        "department-name": department.name,
        "from": begun.isoformat() if begun else "",
        "until": ended.isoformat() if ended else "",
    }


class DivisionChoiceField(forms.ModelChoiceField):
    """所管課, named so that two of the same name can be told apart."""

    widget = DivisionSelect

    def label_from_instance(self, division: Division) -> str:
        """Return the agency, the department and the division, and when the name ended."""
        ended = f"（{era_date(division.valid_until)}まで）" if division.valid_until else ""
        return f"{division.department.agency} {division}{ended}"


class LineField(forms.CharField):
    """Text as people read it: what nobody sees is left out, and no letter deceives.

    ``stored`` is what stands there already: whatever its letters, it may stay.
    """

    default_validators = [refuse_control_characters]
    stored: str | None = None

    def to_python(self, value: Any) -> Any:
        """Leave out what came along unseen, from a page or a cell."""
        return super().to_python(without_invisible(value) if isinstance(value, str) else value)

    def has_changed(self, initial: object, data: object) -> bool:
        """Say whether the words differ, not what nobody sees of them in an older record."""
        return super().has_changed(self.to_python(initial), data)

    def validate(self, text: str) -> None:
        """Refuse letters that deceive, where they are new."""
        super().validate(text)
        if text != self.to_python(self.stored):
            refuse_letters(text)


class LinesField(LineField):
    """Text of several lines: a browser and Excel break them differently, the record in one manner.

    So a text that came from either is the same text, and its length is what the page counts.
    """

    def to_python(self, value: object) -> str:
        """Take every line break for the one sign that the browser counts it as."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


def record_field(field: models.Field, **options: Any) -> forms.Field:
    """Return the form field of a model field, as the desk asks for it."""
    if isinstance(field, models.DateField) and not isinstance(field, MonthField):
        options |= {"form_class": EraDateField}
        options.setdefault("help_text", field.help_text or ERA_DATE_HELP)
    if type(field) is models.CharField:  # an address of mail is read by a field of its own
        options.setdefault("form_class", LineField)
    if isinstance(field, models.TextField):
        options.setdefault("max_length", LONGEST_TEXT)
        options.setdefault("form_class", LinesField)
    if isinstance(field, models.IntegerField) and not field.choices:
        options.setdefault("max_value", LARGEST_NUMBER)
        # A number control sends nothing for what it cannot read, and full-width digits in some.
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
    if field.related_model is Division:
        options |= {"form_class": DivisionChoiceField}
    elif field.related_model and issubclass(field.related_model, RegimeRow):
        options = law_field(field) | options
    made: Any = field.formfield(**options)
    if isinstance(made, forms.CharField) and not isinstance(made, LineField):
        made.validators.append(refuse_control_characters)
    chosen = isinstance(made.widget, forms.widgets.ChoiceWidget)
    made.error_messages["required"] = "選んでください。" if chosen else "入力してください。"
    _name_no_choice(made)
    return made


def _name_no_choice(field: Any) -> None:
    """Say in words, not in dashes, that nothing is chosen yet."""
    if getattr(field, "empty_label", None) is not None:
        field.empty_label = NOT_CHOSEN
    elif isinstance(field, forms.TypedChoiceField):
        choices: Any = field.choices
        field.choices = [(key, name if key else NOT_CHOSEN) for key, name in choices]
