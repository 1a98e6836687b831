"""The forms of 開示等請求 with 補正 and 処理, and of 審査請求."""

from django import forms
from django.db import models
from django.utils import timezone

from disclosure.choices import LawField, LawMultipleField, OfLaw, narrowed
from disclosure.models import (
    Correction,
    DisclosureRequest,
    Disposition,
    ReviewRequest,
    refuse_wrong_clauses,
)
from disclosure.models.disposition import CARRYING_OUT
from disclosure.references import DispositionField, RequestField
from kurume_privacy.fields import record_field
from kurume_privacy.forms import RecordForm, RecordMeta
from kurume_privacy.models import Outcome, RequestKind
from kurume_privacy.models.regime import RegimeRow
from kurume_privacy.rows import rows_of

GROUPS = (
    ("受付", ("number", "received_on", "kind", "method", "division", "subject", "earlier_request")),
    ("延長", ("extended_on", "extension_days", "extension_reason")),
    ("第三者の意見", ("third_party_asked_on", "third_party_answered_on")),
)
OF_MODEL = {DisclosureRequest: RequestField, Disposition: DispositionField}


def law_field(field: models.Field, **options: object) -> forms.Field | None:
    """Return the form field of a model field: rows of the law by law, records by their number."""
    related = field.related_model if field.is_relation else None
    if related in OF_MODEL:
        options["form_class"] = OF_MODEL[related]
    elif related is not None and issubclass(related, RegimeRow):
        options["form_class"] = LawMultipleField if field.many_to_many else LawField
    if field.many_to_many:
        options["widget"] = LawMultipleField.widget
    return record_field(field, **options)


class LawMeta(RecordMeta):
    """The Meta of a form with rows of the law."""

    formfield_callback = law_field


class LawForm(RecordForm):
    """A form with rows of the law: today's law is offered first."""

    def narrow(self, name: str, field: forms.ModelChoiceField) -> None:
        """Say which day is today."""
        super().narrow(name, field)
        if isinstance(field, OfLaw):
            field.today = timezone.localdate(self.at)


class CorrectionForm(RecordForm):
    """補正."""

    class Meta(RecordMeta):
        model = Correction
        fields = ["request", "requested_on", "completed_on"]


class DispositionForm(LawForm):
    """処理, alone or as a row of its request."""

    class Meta(LawMeta):
        model = Disposition
        fields = ["request", "outcome", "decided_on", "clauses", *CARRYING_OUT]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        carried_out = Outcome.objects.exclude(carrying_out=Outcome.CarryingOut.NONE)
        narrowed(self.fields["outcome"], "kind")
        narrowed(self.fields["clauses"], "outcome kind")
        for name in CARRYING_OUT:
            narrowed(self.fields[name], "outcome", carried_out)

    def clean(self):
        """The clauses fit the outcome and the kind of request, stored or sent along."""
        cleaned = super().clean()
        request = cleaned.get("request")
        if request is not None and request.kind_id and {"outcome", "clauses"} <= cleaned.keys():
            refuse_wrong_clauses(request.kind, cleaned["outcome"], cleaned["clauses"])
        return cleaned


class DisclosureRequestForm(LawForm):
    """開示等請求 with its corrections and dispositions."""

    carried = ("received_on", "division", "kind", "method")
    not_copied = ("number", *(name for _, names in GROUPS[1:] for name in names))
    groups = GROUPS
    rows = {
        "dispositions": rows_of(DisclosureRequest, DispositionForm, "処理"),
        "corrections": rows_of(DisclosureRequest, CorrectionForm, "補正", extra=0),
    }

    class Meta(LawMeta):
        model = DisclosureRequest
        fields = [name for _, names in GROUPS for name in names]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        narrowed(self.fields["method"], "kind")
        following = RequestKind.objects.filter(follows_disclosure=True)
        narrowed(self.fields["earlier_request"], "kind", following)

    def clean(self):
        """Leave the rows that are sent along to their own forms."""
        self.instance.sent_along = {
            name: [form.instance.pk for form in rows.initial_forms]
            for name, rows in self.formsets.items()
        }
        return super().clean()


class ReviewRequestForm(RecordForm):
    """審査請求."""

    carried = ("received_on",)
    not_copied = ("number", "referred_on", "opinion_on", "ruled_on", "ruling")

    class Meta(LawMeta):
        model = ReviewRequest
        fields = [
            "number",
            "disposition",
            "received_on",
            "referred_on",
            "opinion_on",
            "ruled_on",
            "ruling",
        ]
