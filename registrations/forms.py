"""The forms of 個人情報業務 and its notices."""

from django import forms

from kurume_privacy.forms import RecordMeta
from registrations.models import Business, BusinessNotice


class BusinessForm(forms.ModelForm):
    """個人情報業務."""

    class Meta(RecordMeta):
        model = Business
        fields = ["name", "division"]


class BusinessNoticeForm(forms.ModelForm):
    """業務の届出."""

    class Meta(RecordMeta):
        model = BusinessNotice
        fields = ["number", "notified_on", "kind", "business", "name", "division"]
