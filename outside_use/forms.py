"""The form of 目的外利用・外部提供の届出."""

from django import forms

from kurume_privacy.forms import RecordMeta
from outside_use.models import UseNotice


class UseNoticeForm(forms.ModelForm):
    """目的外利用・外部提供の届出."""

    class Meta(RecordMeta):
        model = UseNotice
        fields = [
            "number",
            "notified_on",
            "kind",
            "division",
            "ground",
            "using_business",
            "used_business",
            "items",
            "recipient",
            "consultation",
        ]
