"""The forms of sections 6 and 7: 告示 and 職員研修及び意識啓発."""

from kurume_privacy.records.form import RecordForm, RecordMeta, in_one
from reports.models import PublicNotice, Training


class PublicNoticeForm(RecordForm):
    """告示."""

    groups = in_one("year", "published_on", "number", "on_website")
    not_copied = ("year", "number")

    class Meta(RecordMeta):
        model = PublicNotice

    def __init__(self, *args, **options):
        """Ask for the number: it is the city's, and follows from no other record."""
        super().__init__(*args, **options)
        self.fields["number"].required = True
        self.fields["number"].help_text = "「久留米市告示第○号」の番号です。"


class TrainingForm(RecordForm):
    """職員研修及び意識啓発."""

    groups = in_one("month", "content", "note", "order")
    carried = ("month",)
    not_copied = ("order",)

    class Meta(RecordMeta):
        model = Training
        labels = {"order": "月の中の順序"}
        help_texts = {"order": "空けておくと、その月の最後になります。"}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["order"].required = False
        self.fields["order"].initial = None

    def clean(self):
        """Put the training last in its month where no place was typed."""
        cleaned = super().clean()
        if cleaned.get("order") is None and "order" not in self.errors and cleaned.get("month"):
            cleaned["order"] = Training.next_order(cleaned["month"])
        return cleaned
