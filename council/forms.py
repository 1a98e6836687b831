"""The forms of the council: a session and its rows."""

from django import forms

from council.models import (
    Consultation,
    ConsultationPoint,
    CouncilBriefing,
    CouncilSession,
    Meeting,
)
from kurume_privacy.forms import RecordMeta


class CouncilSessionForm(forms.ModelForm):
    """審議会."""

    class Meta(RecordMeta):
        model = CouncilSession
        fields = ["year", "number"]


class MeetingForm(forms.ModelForm):
    """開催日・場所."""

    class Meta(RecordMeta):
        model = Meeting
        fields = ["session", "order", "manner", "held_on", "ends_on", "place"]


class ConsultationForm(forms.ModelForm):
    """諮問案件."""

    class Meta(RecordMeta):
        model = Consultation
        fields = ["session", "order", "matter", "conclusion", "review_request"]


class ConsultationPointForm(forms.ModelForm):
    """諮問案件の細目."""

    class Meta(RecordMeta):
        model = ConsultationPoint
        fields = ["consultation", "order", "label", "matter"]


class CouncilBriefingForm(forms.ModelForm):
    """報告事項."""

    class Meta(RecordMeta):
        model = CouncilBriefing
        fields = ["session", "order", "matter"]
