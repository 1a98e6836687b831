"""The forms of 告示, 職員研修及び意識啓発 and the office's own wording."""

from django import forms

from kurume_privacy.forms import RecordMeta
from reports.models import PublicNotice, Training, Wording


class PublicNoticeForm(forms.ModelForm):
    """告示."""

    class Meta(RecordMeta):
        model = PublicNotice
        fields = ["year", "published_on", "number", "on_website"]


class TrainingForm(forms.ModelForm):
    """職員研修及び意識啓発."""

    class Meta(RecordMeta):
        model = Training
        fields = ["month", "order", "content", "note"]


class WordingForm(forms.ModelForm):
    """報告書の文."""

    class Meta(RecordMeta):
        model = Wording
        fields = ["year", "paragraph", "text"]
