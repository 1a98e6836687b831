"""The forms of 開示等請求 with 補正 and 処理, and of 審査請求."""

from django.db.models import QuerySet

from disclosure.models import (
    Correction,
    DisclosureRequest,
    Disposition,
    ReviewRequest,
    refuse_wrong_clauses,
)
from disclosure.models.disposition import CARRYING_OUT
from disclosure.models.review_days import asks_why
from disclosure.models.sent_along import sent_along
from disclosure.references import DispositionField, RequestField
from kurume_privacy.models import Outcome, RequestKind
from kurume_privacy.records.choices import narrowed
from kurume_privacy.records.form import RecordForm, RecordMeta, in_one
from kurume_privacy.records.rows import rows_of

GROUPS = (
    ("受付", ("number", "received_on", "kind", "method", "division", "subject", "earlier_request")),
    ("延長", ("extended_on", "extension_days", "extension_reason")),
    ("第三者の意見", ("third_party_asked_on", "third_party_answered_on")),
)


class CorrectionForm(RecordForm):
    """補正."""

    groups = in_one("request", "requested_on", "completed_on")

    class Meta(RecordMeta):
        model = Correction
        field_classes = {"request": RequestField}


class DispositionForm(RecordForm):
    """処理, alone or as a row of its request."""

    groups = in_one("request", "outcome", "decided_on", "clauses", *CARRYING_OUT)

    class Meta(RecordMeta):
        model = Disposition
        field_classes = {"request": RequestField}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        carried_out = self.together.once("carried out", self._carried_out)
        narrowed(self.fields["outcome"], "kind")
        narrowed(self.fields["clauses"], "outcome kind")
        for name in CARRYING_OUT:
            narrowed(self.fields[name], "outcome", carried_out)

    @staticmethod
    def _carried_out() -> QuerySet[Outcome]:
        return Outcome.objects.exclude(carrying_out=Outcome.CarryingOut.NONE)

    def clean(self):
        """The clauses fit the outcome and the kind of request, stored or sent along."""
        cleaned = super().clean()
        request = cleaned.get("request")
        if request is not None and request.kind_id and {"outcome", "clauses"} <= cleaned.keys():
            refuse_wrong_clauses(request.kind, cleaned["outcome"], cleaned["clauses"])
        return cleaned


class DisclosureRequestForm(RecordForm):
    """開示等請求 with its corrections and dispositions."""

    carried = ("received_on", "division", "kind", "method")
    not_copied = ("number", *(name for _, names in GROUPS[1:] for name in names))
    groups = GROUPS
    rows = {
        "dispositions": rows_of(DisclosureRequest, DispositionForm, "処理"),
        "corrections": rows_of(DisclosureRequest, CorrectionForm, "補正", extra=0),
    }

    class Meta(RecordMeta):
        model = DisclosureRequest
        field_classes = {"earlier_request": RequestField}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        narrowed(self.fields["method"], "kind")
        following = RequestKind.objects.filter(follows_disclosure=True)
        narrowed(self.fields["earlier_request"], "kind", following)

    def full_clean(self):
        """Leave the rows that are sent along to their own forms."""
        keys = {
            name: [form.instance.pk for form in rows.initial_forms]
            for name, rows in self.formsets.items()
            if self.is_bound
        }
        with sent_along(self.instance, keys):
            super().full_clean()


APPEALED = (
    ("受付", ("number", "against", "disposition", "request", "by_third_party", "received_on")),
    ("諮問", ("referred_on", "parties_told_on", "no_referral_reason", "referral_reason")),
    ("答申", ("opinion_on", "opinion")),
    ("裁決", ("ruled_on", "ruling", "ruling_reason")),
    ("訴訟", ("court_filed_on", "court_result")),
)


class ReviewRequestForm(RecordForm):
    """審査請求: it names the answer that it is against, or the request that has none."""

    groups = APPEALED
    carried = ("received_on",)
    not_copied = ("number", *(name for _, names in APPEALED[1:] for name in names))

    class Meta(RecordMeta):
        model = ReviewRequest
        field_classes = {"disposition": DispositionField, "request": RequestField}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        against = ReviewRequest.Against
        for name in ("against", "request"):  # an older sheet has no such columns
            self.fields[name].required = False
        narrowed(self.fields["disposition"], "against", against.DISPOSITION.value)
        narrowed(self.fields["by_third_party"], "against", against.DISPOSITION.value)
        narrowed(self.fields["request"], "against", against.NO_ANSWER.value)

    def clean(self):
        """Complete what the appeal is against, and ask for the result of a new opinion."""
        cleaned = super().clean()
        if "against" in cleaned:
            cleaned["against"] = cleaned["against"] or ReviewRequest.Against.DISPOSITION
        self._name_request(cleaned)
        self._ask_for_opinion(cleaned)
        return cleaned

    def _name_request(self, cleaned: dict) -> None:
        """Name the request of the disposition, unless another was typed."""
        disposition, request = cleaned.get("disposition"), cleaned.get("request")
        if disposition and (request is None or "request" not in self.changed_data):
            cleaned["request"] = disposition.request
        elif not request and cleaned.get("against") == ReviewRequest.Against.NO_ANSWER:
            self.add_error("request", "不作為のあった請求を入力してください。")

    def _ask_for_opinion(self, cleaned: dict) -> None:
        """Ask for the result with the day; of an opinion recorded before, it may be unknown.

        A sheet of before has no column for it.
        """
        request, asked = cleaned.get("request"), self.add_prefix("opinion") in self.data
        if not (asked and request and cleaned.get("opinion_on") and not cleaned.get("opinion")):
            return
        if "opinion_on" in self.changed_data and asks_why(request):
            self.add_error("opinion", "答申の結果を選んでください。")
