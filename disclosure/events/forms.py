"""The forms of the events of a request: of two to five fields each, of what the whole forms hold.

Their rules are those of the whole forms, of which they are a part.
"""

from typing import Any

from django.utils import timezone

from disclosure.forms import (
    CorrectionForm,
    DisclosureRequestForm,
    DispositionForm,
    ThirdPartyForm,
)
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import Outcome, is_numbered
from kurume_privacy.records.fields import EraDateField
from kurume_privacy.records.form import RecordForm, in_one


class EventForm(RecordForm):
    """The form of an event: what makes it one is required, and today is one key away."""

    needed: tuple[str, ...] = ()  # what the whole form may leave open, and this one may not
    rows = {}
    tells_apart = False

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        today = era_date(timezone.localdate(self.at))
        for name, field in self.fields.items():
            field.required = field.required or name in self.needed
            if isinstance(field, EraDateField):
                field.widget.attrs["data-today"] = today

    def clean(self):
        """Give a new record the next number of its year: nobody is asked for it."""
        cleaned = super().clean()
        new = is_numbered(type(self.instance)) and self.instance.number is None
        if new and (year := self._year(cleaned)) is not None:
            self.instance.number = self.instance.next_number(year)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Judge also what is stored already: what is typed here has to fit it."""
        left_out = super()._get_validation_exclusions()  # type: ignore[misc]
        return left_out if self.instance._state.adding else left_out & self.fields.keys()

    def leave_out(self, *names: str) -> None:
        """Do not ask for these."""
        for name in names:
            self.fields.pop(name, None)


class CorrectionAskedForm(EventForm, CorrectionForm):
    """補正を求めた."""

    groups = in_one("requested_on")


class CorrectedForm(EventForm, CorrectionForm):
    """補正された."""

    groups = in_one("completed_on")
    needed = ("completed_on",)


class ExtensionForm(EventForm, DisclosureRequestForm):
    """延長."""

    groups = in_one("extended_on", "extension_days", "extension_reason")
    needed = ("extended_on", "extension_days", "extension_reason")


class SpecialPeriodForm(EventForm, DisclosureRequestForm):
    """期限の特例: of a part and of the rest, or of the whole."""

    groups = in_one("special_notified_on", "special_part_on", "special_rest_on", "special_reason")
    needed = ("special_notified_on", "special_rest_on", "special_reason")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in ("special_part_on", "special_rest_on"):
            self.fields[name].widget.attrs.pop("data-today")  # a day to come
        if self.instance.kind.special_part_days is None:
            self.leave_out("special_part_on")

    def clean(self):
        """Give the part its last day where none was typed."""
        cleaned = super().clean()
        if "special_part_on" in self.fields and not cleaned.get("special_part_on"):
            cleaned["special_part_on"] = self.instance.latest_part()
        return cleaned


class HearingForm(EventForm, ThirdPartyForm):
    """第三者に聞く."""

    groups = in_one("asked_on", "paragraph", "answer_by")


class HeardForm(EventForm, ThirdPartyForm):
    """第三者の回答."""

    groups = in_one("answered_on", "opposed")
    needed = ("answered_on", "opposed")


class ToldForm(EventForm, ThirdPartyForm):
    """第三者への通知."""

    groups = in_one("told_on")
    needed = ("told_on",)


class AnswerForm(EventForm, DispositionForm):
    """A new answer, of the outcomes of one sort that the law has for this kind of request.

    Where it has one alone, nobody is asked for it.
    """

    sort: dict[str, bool] = {}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        kind, field = self.instance.request.kind, self._field("outcome")
        field.queryset = field.queryset.filter(kinds=kind, **self.sort)
        self.outcomes = list(field.queryset)
        if len(self.outcomes) == 1:
            self.instance.outcome = self.outcomes[0]
            self.leave_out("outcome")

    def _field(self, name: str) -> Any:
        return self.fields[name]


class DecisionForm(AnswerForm):
    """決定, of the whole or of a considerable part."""

    groups = in_one("outcome", "decided_on", "part_only", "clauses")
    sort = {"is_withdrawal": False, "is_transfer": False}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        request = self.instance.request
        self.fields["decided_on"].help_text = ""
        if request.special_part_on is None:
            self.leave_out("part_only")
        named = any(outcome.clause_use != Outcome.ClauseUse.NONE for outcome in self.outcomes)
        if request.kind.has_clauses and named:
            clauses = self._field("clauses")
            clauses.queryset = clauses.queryset.filter(regime=request.kind.regime_id)
        else:
            self.leave_out("clauses")


class WithdrawnForm(AnswerForm):
    """取下げ."""

    groups = in_one("decided_on", "outcome")
    sort = {"is_withdrawal": True}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["decided_on"].label = "取り下げた日"
        self.fields["decided_on"].help_text = ""


class TransferForm(AnswerForm):
    """移送."""

    groups = in_one("decided_on", "transferred_to", "notified_on", "outcome")
    sort = {"is_transfer": True}
    needed = ("transferred_to",)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["decided_on"].label = "移送した日"
        self.fields["decided_on"].help_text = ""


class NoticeForm(EventForm, DispositionForm):
    """通知."""

    groups = in_one("notified_on")
    needed = ("notified_on",)


class ApplicationForm(EventForm, DispositionForm):
    """実施の申出."""

    groups = in_one("applied_on")
    needed = ("applied_on",)


class CarryingOutForm(EventForm, DispositionForm):
    """実施: of a disclosure with its copies and fees, of a correction with whom it was told."""

    groups = in_one(
        "carried_out_on", "sheets", "fee", "copying_cost", "waived", "recipients_told_on"
    )
    needed = ("carried_out_on",)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        kind = self.instance.request.kind
        if not kind.tells_recipients:
            self.leave_out("recipients_told_on")
        if not kind.has_method:
            self.leave_out("sheets", "fee", "copying_cost", "waived")
