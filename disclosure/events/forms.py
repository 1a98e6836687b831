"""The forms of the events: of two to five fields each, of what the whole forms hold."""

from typing import Any

from django.utils import timezone

from disclosure.forms import DispositionForm
from disclosure.models import Correction, DisclosureRequest, ReviewRequest
from disclosure.models.disposition import CARRYING_OUT
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import Outcome, is_numbered
from kurume_privacy.records.fields import EraDateField
from kurume_privacy.records.form import RecordForm, RecordMeta, in_one


class EventForm(RecordForm):
    """The form of an event: what makes it one is required, and today is one key away."""

    needed: tuple[str, ...] = ()  # what the whole form may leave open, and this one may not

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


class CorrectionAskedForm(EventForm):
    """補正を求めた."""

    groups = in_one("requested_on")

    class Meta(RecordMeta):
        model = Correction


class CorrectedForm(EventForm):
    """補正された."""

    groups = in_one("completed_on")
    needed = ("completed_on",)

    class Meta(RecordMeta):
        model = Correction


class ExtensionForm(EventForm):
    """延長."""

    groups = in_one("extended_on", "extension_days", "extension_reason")
    needed = ("extended_on", "extension_days", "extension_reason")

    class Meta(RecordMeta):
        model = DisclosureRequest


class HearingForm(EventForm):
    """第三者に聞く."""

    groups = in_one("third_party_asked_on")
    needed = ("third_party_asked_on",)

    class Meta(RecordMeta):
        model = DisclosureRequest


class HeardForm(EventForm):
    """第三者の回答."""

    groups = in_one("third_party_answered_on")
    needed = ("third_party_answered_on",)

    class Meta(RecordMeta):
        model = DisclosureRequest


class DecisionForm(EventForm, DispositionForm):
    """決定: of the outcomes that answer this kind of request."""

    groups = in_one("outcome", "decided_on", "clauses")
    withdrawn = False

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        kind = self.instance.request.kind
        outcome: Any = self.fields["outcome"]
        outcomes = outcome.queryset.filter(kinds=kind, is_withdrawal=self.withdrawn)
        outcome.queryset = outcomes
        if "clauses" not in self.fields:
            return
        if kind.has_clauses and outcomes.exclude(clause_use=Outcome.ClauseUse.NONE).exists():
            clauses: Any = self.fields["clauses"]
            clauses.queryset = clauses.queryset.filter(regime=kind.regime_id)
        else:
            del self.fields["clauses"]


class WithdrawnForm(DecisionForm):
    """取下げ: the day alone, where the law has one word for it."""

    groups = in_one("decided_on", "outcome")
    withdrawn = True

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["decided_on"].label = "取り下げた日"
        found: Any = self.fields["outcome"]
        outcomes = list(found.queryset[:2])
        if len(outcomes) == 1:
            self.instance.outcome = outcomes[0]
            del self.fields["outcome"]


class CarryingOutForm(EventForm, DispositionForm):
    """実施."""

    groups = in_one(*CARRYING_OUT)
    needed = CARRYING_OUT[:1]


class AppealForm(EventForm):
    """審査請求, against a disposition of the request."""

    groups = in_one("received_on")

    class Meta(RecordMeta):
        model = ReviewRequest


class ReferralForm(EventForm):
    """諮問."""

    groups = in_one("referred_on")
    needed = ("referred_on",)

    class Meta(RecordMeta):
        model = ReviewRequest


class OpinionForm(EventForm):
    """答申."""

    groups = in_one("opinion_on")
    needed = ("opinion_on",)

    class Meta(RecordMeta):
        model = ReviewRequest


class RulingForm(EventForm):
    """裁決."""

    groups = in_one("ruling", "ruled_on")
    needed = ("ruling", "ruled_on")

    class Meta(RecordMeta):
        model = ReviewRequest
