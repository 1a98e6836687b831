"""The forms of 開示等請求 with 補正, 処理 and 第三者の意見."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms.models import InlineForeignKeyField
from django.utils import timezone

from disclosure.answers_asked import AskingForm, sent_pauses
from disclosure.models import (
    Correction,
    DisclosureRequest,
    Disposition,
    ThirdParty,
    fitting_clauses,
)
from disclosure.models.asking import ASKED, UNKNOWN, UNKNOWN_TEXT
from disclosure.models.carrying_out import CARRYING_OUT
from disclosure.models.sent_along import corrections_sent, pauses_of, sent_along
from disclosure.models.special_period import SPECIAL_PERIOD
from disclosure.models.third_party import refuse_within_wait
from disclosure.references import RequestField
from kurume_privacy.calendar.deadlines import Pause
from kurume_privacy.models import Outcome, RequestKind
from kurume_privacy.records.choices import narrowed
from kurume_privacy.records.form import Groups, RecordForm, RecordMeta, in_one
from kurume_privacy.records.rows import rows_of

GROUPS: Groups = (
    (
        "受付",
        ("number", "received_on", "kind", "method", "division", *ASKED, "specific", "subject"),
    ),
    ("先の開示と理由", ("earlier_request", "earlier_reason", "cessation_ground")),
    ("移送を受けた請求", ("transferred_from", "first_received_on")),
    ("延長", ("extended_on", "extension_days", "extension_reason")),
    ("期限の特例", SPECIAL_PERIOD),
)


class CorrectionForm(RecordForm):
    """補正."""

    groups = in_one("request", "requested_on", "completed_on")

    class Meta(RecordMeta):
        model = Correction
        field_classes = {"request": RequestField}


class ThirdPartyForm(AskingForm):
    """第三者の意見."""

    groups = in_one(
        "request", "paragraph", "asked_on", "answer_by", "answered_on", "opposed", "told_on"
    )
    left_open = ("paragraph", "opposed")

    class Meta(RecordMeta):
        model = ThirdParty
        field_classes = {"request": RequestField}

    def clean(self):
        """Ask for the paragraph of who is asked, and for opposition in an answer."""
        cleaned = super().clean()
        self.ask(cleaned, "paragraph", needed=self.differs("asked_on"), otherwise=UNKNOWN)
        answered = bool(cleaned.get("answered_on")) and self.differs("answered_on")
        self.ask(cleaned, "opposed", needed=answered)
        return cleaned


def _in_parts() -> QuerySet[RequestKind]:
    """Return the kinds of request that can be decided in two parts (法84条)."""
    return RequestKind.objects.filter(has_special_period=True).exclude(special_part_days=None)


class DispositionForm(AskingForm):
    """処理, alone or as a row of its request."""

    groups = in_one(
        *("request", "outcome", "decided_on", "part_only", "transferred_to", "clauses"),
        *("notified_on", *CARRYING_OUT),
    )
    left_open = ("transferred_to",)

    class Meta(RecordMeta):
        model = Disposition
        field_classes = {"request": RequestField}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.narrow_to(
            "outcome", self.together.once("carried out", self._carried_out), *CARRYING_OUT
        )
        transfers = self.together.once("transfers", self._transfers)
        self.narrow_to("outcome", transfers, "transferred_to")
        self.narrow_to("kind", self.together.once("in parts", _in_parts), "part_only")
        for name, by in (("outcome", "kind"), ("clauses", "outcome kind")):
            if name in self.fields:
                narrowed(self.fields[name], by)

    @staticmethod
    def _transfers() -> QuerySet[Outcome]:
        return Outcome.objects.filter(is_transfer=True)

    @staticmethod
    def _carried_out() -> QuerySet[Outcome]:
        by_sender = Q(is_transfer=True, kinds__sender_carries_out=True)
        required = ~Q(carrying_out=Outcome.CarryingOut.NONE)
        return Outcome.objects.filter(required | by_sender).distinct()

    def clean(self):
        """The clauses fit the outcome, the kind of request, stored or sent along, and the day."""
        cleaned = super().clean()
        request, outcome = self.answered(cleaned), cleaned.get("outcome")
        transfer = outcome is not None and outcome.is_transfer
        otherwise = UNKNOWN_TEXT if transfer else ""
        self.ask(cleaned, "transferred_to", needed=transfer, otherwise=otherwise)
        if request is not None and request.kind_id and outcome and "clauses" in cleaned:
            day, clauses = cleaned.get("decided_on"), cleaned["clauses"]
            cleaned["clauses"] = fitting_clauses(request.kind, outcome, clauses, day)
        return cleaned

    def answered(self, cleaned: dict) -> DisclosureRequest | None:
        """Return the request that it answers: the one typed, or the one it was begun for."""
        return cleaned.get("request") or getattr(self.instance, "request", None)

    def _post_clean(self):
        """Alone, it waits where a third party of its request opposed; a row is judged with them."""
        super()._post_clean()
        is_row = isinstance(self.fields.get("request"), InlineForeignKeyField)
        if self.instance.request_id and not is_row and not self.errors:
            self.refuse_within_wait(self.instance.request.third_parties.all())

    def refuse_within_wait(self, parties: Iterable[ThirdParty]) -> None:
        """Refuse to carry out today what has to wait for a third party that opposed."""
        try:
            refuse_within_wait(self.instance, parties, timezone.localdate(self.at))
        except ValidationError as refusal:
            self.add_error(None, refusal)


class DisclosureRequestForm(AskingForm):
    """開示等請求 with its corrections, third parties and dispositions."""

    carried = ("received_on", "division", "kind", "method")
    not_copied = ("number", *ASKED, *(name for _, names in GROUPS[2:] for name in names))
    groups = GROUPS
    left_open = (*ASKED, "specific", "earlier_reason", "cessation_ground")
    rows = {
        "dispositions": rows_of(DisclosureRequest, DispositionForm, "処理"),
        "corrections": rows_of(DisclosureRequest, CorrectionForm, "補正", extra=0),
        "third_parties": rows_of(DisclosureRequest, ThirdPartyForm, "第三者の意見", extra=0),
    }

    class Meta(RecordMeta):
        model = DisclosureRequest
        field_classes = {"earlier_request": RequestField}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance._state.adding:
            blank = {**dict.fromkeys(ASKED, ""), "specific": DisclosureRequest.Specific.NONE}
            self.initial.update(blank | (options.get("initial") or {}))
        if "method" in self.fields:
            narrowed(self.fields["method"], "kind")
        kinds = RequestKind.objects
        self.narrow_to("kind", kinds.filter(asks_requester=True), *ASKED)
        following = kinds.filter(follows_disclosure=True)
        self.narrow_to("kind", following, "earlier_request", "earlier_reason")
        self.narrow_to("kind", kinds.filter(has_cessation_grounds=True), "cessation_ground")
        self.narrow_to("kind", kinds.filter(has_special_period=True), *SPECIAL_PERIOD)
        self.narrow_to("kind", self.together.once("in parts", _in_parts), "special_part_on")
        sent_on = kinds.filter(outcomes__is_transfer=True).distinct()
        self.narrow_to("kind", sent_on, "transferred_from", "first_received_on")

    def clean(self):
        """Ask for what the kind of request asks; give the part of a special period its last day."""
        cleaned = super().clean()
        if (kind := cleaned.get("kind")) is None:
            return cleaned
        if (day := cleaned.get("received_on")) is not None:
            kind = cleaned["kind"] = kind.on(day, "kind")
        for name in ASKED:
            needed = kind.asks_requester and self.differs("kind", name)
            self.ask(cleaned, name, needed=needed, otherwise=UNKNOWN)
        self.ask(cleaned, "specific", otherwise=UNKNOWN)
        needed = kind.has_cessation_grounds and self.differs("kind", "cessation_ground")
        self.ask(cleaned, "cessation_ground", needed=needed)
        draft = self._draft(cleaned)
        if self.was_left_out("earlier_reason") and draft.begins_on and draft.earlier_doubt():
            self.ask(cleaned, "earlier_reason", otherwise=UNKNOWN_TEXT)
        if cleaned.get("special_notified_on") and not cleaned.get("special_part_on"):
            cleaned["special_part_on"] = self._last_day_of_part(cleaned)
        return cleaned

    def _draft(self, cleaned: dict) -> DisclosureRequest:
        """Return a request of what was typed, for what it would say of itself."""
        names = ("kind", "received_on", "first_received_on", "earlier_request")
        known = {name: cleaned.get(name, getattr(self.instance, name, None)) for name in names}
        return DisclosureRequest(**known)

    def _last_day_of_part(self, cleaned: dict) -> date | None:
        """Return the sixtieth day; none where the kind knows no part, or none can be counted."""
        draft = self._draft(cleaned)
        if not draft.received_on:
            return None
        with corrections_sent(draft, self._pauses()):
            return draft.latest_part()

    def _pauses(self) -> Sequence[Pause]:
        if (rows := self.formsets.get("corrections")) is not None:
            return sent_pauses(rows)
        return pauses_of(self.instance)

    def full_clean(self):
        """Leave the rows that are sent along to their own forms."""
        if not self.is_bound:
            super().full_clean()
            return
        keys = {
            name: [form.instance.pk for form in rows.initial_forms]
            for name, rows in self.formsets.items()
        }
        with sent_along(self.instance, keys), corrections_sent(self.instance, self._pauses()):
            super().full_clean()

    def is_valid(self) -> bool:
        """Check the request with its rows, and what is carried out against third parties."""
        super().is_valid()
        self._refuse_within_wait()
        return not self.errors and all(rows.is_valid() for rows in self.formsets.values())

    def _refuse_within_wait(self):
        if not {"third_parties", "dispositions"} <= self.formsets.keys():
            return
        parties, answers = self.formsets["third_parties"], self.formsets["dispositions"]
        heard = [form.instance for form in parties.forms if parties.remains(form)]
        for form in answers.forms:
            if not form.errors and answers.remains(form) and form.instance.carried_out_on:
                form.refuse_within_wait(heard)
