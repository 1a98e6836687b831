"""The forms of 個人情報業務 and its notices."""

from django import forms

from kurume_privacy.records.form import RecordForm, RecordMeta, in_one
from registrations.models import Business, BusinessNotice

NAME_HELP = "空けておくと、業務の名称になります。"


class BusinessForm(RecordForm):
    """個人情報業務."""

    groups = in_one("name", "division")
    carried = ("division",)
    not_copied = ()

    class Meta(RecordMeta):
        model = Business


class BusinessChoiceField(forms.ModelChoiceField):
    """A business, named so that those of the same name in several divisions can be told apart."""

    def label_from_instance(self, business: Business) -> str:
        """Return the name, the division, and whether it is abolished."""
        ended = "、廃止" if business.abolished else ""
        return f"{business.name}（{business.division}{ended}）"


class BusinessNoticeForm(RecordForm):
    """業務の届出.

    The business may be another division's by now: names and divisions change, a notice keeps
    those of its day.
    """

    carried = ("notified_on", "kind", "division")
    groups = (
        ("届出", ("number", "notified_on", "kind")),
        ("業務", ("business", "name", "division")),
    )

    class Meta(RecordMeta):
        model = BusinessNotice
        field_classes = {"business": BusinessChoiceField}
        help_texts = {"name": NAME_HELP}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["name"].required = False

    def narrow(self, name: str, field: forms.ModelChoiceField) -> None:
        """Offer the businesses this user may see, each with its division and its state."""
        super().narrow(name, field)
        if name == "business":
            field.queryset = field.queryset.with_state().shown()

    def clean_name(self) -> str:
        """Take the name of the business where none was typed."""
        business = self.cleaned_data.get("business")
        return self.cleaned_data["name"] or (business.name if business else "")
