"""What a closed year's report would show otherwise is refused in the form, beside what it is of."""

from typing import Any

from kurume_privacy.models import YearClosed
from kurume_privacy.models.closed_year import CountedAlready, refuse_closed


def refuse_in(form: Any) -> None:
    """Say it beside what decides on the year, or beside what is dated within the days counted.

    Of a row only where its record is of a closed year; what else is refused, its saving says.
    """
    name = form._meta.model.year_follows()
    if name is None and not _is_of_closed_year(form):
        return
    try:
        refuse_closed(form.instance, form.shared.closed_years)
    except CountedAlready as refusal:
        about = [each for each in refusal.fields if each in form.fields]
        form.add_error(about[0] if about else None, refusal)
    except YearClosed as refusal:
        form.add_error(name if name in form.fields else None, refusal)


def _is_of_closed_year(form: Any) -> bool:
    """Say whether it is a row that has changed, of a record with a course, of a closed year."""
    model = form._meta.model
    owner = getattr(form.instance, model.owner or "", None) if model.goes_on else None
    closed = owner is not None and owner.own_year() in form.shared.closed_years
    return closed and form.has_changed()
