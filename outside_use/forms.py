"""The form of 目的外利用・外部提供の届出."""

from django import forms
from django.utils.text import Truncator

from council.models import Consultation
from kurume_privacy.models import UseGround
from kurume_privacy.records.choices import LawField, narrowed
from kurume_privacy.records.form import RecordForm, RecordMeta
from outside_use.models import GROUND_MISSING, UseNotice
from outside_use.opinions import doubt, named

SHORT = 40  # of a matter, for a choice that fits a line


class GroundField(LawField):
    """A ground, with its article: 法令（条例第9条第3項第2号）."""

    def label_from_instance(self, ground: UseGround) -> str:
        """Return the name and the article."""
        return f"{ground.name}（{ground.citation}）"


class ConsultationSelect(forms.Select):
    """Consultations of which the page says what speaks against the chosen one."""

    def create_option(self, name, value, *args, **options):
        """Carry the sentence to the page."""
        option = super().create_option(name, value, *args, **options)
        consultation = getattr(value, "instance", None)
        if consultation is not None and (sentence := doubt(consultation)):
            option["attrs"]["data-doubt"] = sentence
        return option


class ConsultationField(forms.ModelChoiceField):
    """What the council was consulted on, by session and the beginning of the matter."""

    widget = ConsultationSelect

    def label_from_instance(self, consultation: Consultation) -> str:
        """Return 令和3年度第1回審議会(2)【不承認】 and the beginning of the matter.

        An opinion that approved says nothing of its conclusion.
        """
        concluded = f"【{word}】" if (word := named(consultation)) else ""
        matter = " ".join(consultation.matter.split())
        return f"{consultation}{concluded} {Truncator(matter).chars(SHORT)}"


class UseNoticeForm(RecordForm):
    """目的外利用・外部提供の届出."""

    carried = ("notified_on", "kind", "division", "ground")
    groups = (
        ("届出", ("number", "notified_on", "kind", "division")),
        ("根拠", ("ground", "consultation")),
        ("内容", ("using_business", "recipient", "used_business", "items")),
    )
    shown_last = ("recipient", "consultation")

    class Meta(RecordMeta):
        model = UseNotice
        field_classes = {"ground": GroundField, "consultation": ConsultationField}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, kind in UseNotice.only_of.items():
            narrowed(self.fields[name], "kind", kind.value)

    def narrow(self, name: str, field: forms.ModelChoiceField) -> None:
        """Offer every consultation: the council's opinions bind every division."""
        if name == "consultation":
            newest = ("-session__year", "-session__number", "order", "pk")
            field.queryset = Consultation.objects.shown().order_by(*newest)
        else:
            super().narrow(name, field)

    def clean(self):
        """Say beside the ground that it is missing; the database says so of the record."""
        cleaned = super().clean()
        beyond_purpose = cleaned.get("kind") == UseNotice.Kind.OUT_OF_PURPOSE_USE
        if beyond_purpose and "ground" in cleaned and cleaned["ground"] is None:
            self.add_error("ground", GROUND_MISSING)
        return cleaned
