"""The forms of 開示等請求, 処理 and 審査請求."""

from django import forms

from disclosure.models import DisclosureRequest, Disposition, ReviewRequest, refuse_wrong_clauses
from kurume_privacy.forms import RecordMeta


class DisclosureRequestForm(forms.ModelForm):
    """開示等請求."""

    class Meta(RecordMeta):
        model = DisclosureRequest
        fields = ["number", "received_on", "kind", "method", "division", "subject"]


class DispositionForm(forms.ModelForm):
    """処理."""

    class Meta(RecordMeta):
        model = Disposition
        fields = ["request", "outcome", "decided_on", "clauses"]

    def clean(self):
        """The clauses fit the outcome and the kind of request."""
        cleaned = super().clean()
        if {"request", "outcome", "clauses"} <= cleaned.keys():
            kind = cleaned["request"].kind
            refuse_wrong_clauses(kind, cleaned["outcome"], cleaned["clauses"])
        return cleaned


class ReviewRequestForm(forms.ModelForm):
    """審査請求."""

    class Meta(RecordMeta):
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
