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
        narrowing: dict[str, tuple] = {"outcome": ("kind",), "clauses": ("outcome kind",)}
        narrowing |= dict.fromkeys(CARRYING_OUT, ("outcome", carried_out))
        for name in narrowing.keys() & self.fields.keys():  # the form of an event has a few of them
            narrowed(self.fields[name], *narrowing[name])

    @staticmethod
    def _carried_out() -> QuerySet[Outcome]:
        return Outcome.objects.exclude(carrying_out=Outcome.CarryingOut.NONE)

    def clean(self):
        """The clauses fit the outcome and the kind of request, stored or sent along."""
        cleaned = super().clean()
        request = cleaned.get("request") or getattr(self.instance, "request", None)
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


class ReviewRequestForm(RecordForm):
    """審査請求."""

    groups = in_one(
        "number", "disposition", "received_on", "referred_on", "opinion_on", "ruled_on", "ruling"
    )
    carried = ("received_on",)
    not_copied = ("number", "referred_on", "opinion_on", "ruled_on", "ruling")

    class Meta(RecordMeta):
        model = ReviewRequest
        field_classes = {"disposition": DispositionField}
