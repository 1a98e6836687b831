"""The form of the council: a session with its meetings, consultations and briefings, as one."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from council.models import (
    Consultation,
    ConsultationPoint,
    CouncilBriefing,
    CouncilSession,
    Meeting,
)
from disclosure.models import ReviewRequest
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.records.form import RecordForm, RecordMeta, in_one
from kurume_privacy.records.rows import rows_of
from kurume_privacy.text import circled

FEW_LINES = forms.Textarea(attrs={"rows": 3})
# The manners that may have a place; the script hides the field from the others.
PLACED = {"data-narrowed-by": "manner", "data-for": "in_person online"}
# How long an appeal that was consulted on once is offered again, for what was continued.
STILL_OFFERED = timedelta(days=3 * 365)


class Offered(forms.models.ModelChoiceIterator):
    """The choices of a field that takes more than it offers."""

    queryset: Any

    def __init__(self, field: forms.ModelChoiceField):
        super().__init__(field)
        self.queryset = getattr(field, "offered", field.queryset)


class ReviewRequestField(forms.ModelChoiceField):
    """審査請求, named so that two of the same number can be told apart."""

    iterator = Offered

    def label_from_instance(self, review: ReviewRequest) -> str:
        """Return its number and year, and when it was referred to the council."""
        return in_full(review)


def in_full(review: ReviewRequest) -> str:
    """Return 令和3年度 審査請求第1号（諮問日 令和3年5月1日）; a referral may be taken back."""
    referred = f"（諮問日 {era_date(review.referred_on)}）" if review.referred_on else ""
    return f"{review}{referred}"


class MeetingForm(RecordForm):
    """開催日・場所."""

    groups = in_one("session", "order", "manner", "held_on", "ends_on", "place")

    class Meta(RecordMeta):
        model = Meeting
        widgets = {"place": forms.TextInput(attrs=PLACED)}
        help_texts = {
            "ends_on": "書面決議のときに入力します。",
            "place": "対面のときに必要です。書面決議のときは空けます。",
        }

    def clean(self):
        """Refuse a meeting outside its session's year: a March taken for the next one, mostly."""
        cleaned = super().clean()
        held_on, session = cleaned.get("held_on"), cleaned.get("session")
        if held_on and session and session.year and held_on not in FiscalYear(session.year):
            self.add_error("held_on", _outside(FiscalYear(session.year)))
        return cleaned


def _outside(year: FiscalYear) -> ValidationError:
    return ValidationError(
        f"開催日が{year}（{year.period}）の外にあります。開催日か、審議会の年度を確かめてください。"
    )


class ConsultationPointForm(RecordForm):
    """諮問案件の細目."""

    groups = in_one("consultation", "order", "label", "matter")

    class Meta(RecordMeta):
        model = ConsultationPoint
        widgets = {"matter": FEW_LINES}
        help_texts = {"label": "例：①、類型案1。空けておくと、①から順に付きます。"}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["label"].required = False

    def save(self, commit: bool = True):
        """Mark the point by its place where no mark was typed."""
        self.instance.label = self.instance.label or circled(self.instance.order)
        return super().save(commit)


class ConsultationForm(RecordForm):
    """諮問案件, with its points."""

    groups = in_one("session", "order", "matter", "conclusion", "review_request")
    rows = {
        "points": rows_of(
            Consultation, ConsultationPointForm, "細目（①②など）", ordered=True, extra=0
        )
    }

    class Meta(RecordMeta):
        model = Consultation
        field_classes = {"review_request": ReviewRequestField}
        widgets = {"matter": FEW_LINES}
        help_texts = {"conclusion": "まだ結論が出ていないときは、空けておきます。"}

    def narrow(self, name: str, field: forms.ModelChoiceField) -> None:
        """Offer the appeals that were referred to the council, not those of all time.

        An old one may be named nevertheless: a file that is taken in holds old sessions too.
        """
        if name == "review_request":
            since = self.at.date() - STILL_OFFERED
            field.offered = Consultation.reviews_to_choose(since, self.stored_keys(name))
            field.queryset = ReviewRequest.objects.filter(referred_on__isnull=False)
        super().narrow(name, field)


class CouncilBriefingForm(RecordForm):
    """報告事項."""

    groups = in_one("session", "order", "matter")

    class Meta(RecordMeta):
        model = CouncilBriefing
        widgets = {"matter": FEW_LINES}


class CouncilSessionForm(RecordForm):
    """審議会, with everything that belongs to the session."""

    groups = in_one("year", "number")
    carried = ("year",)
    rows = {
        "meetings": rows_of(CouncilSession, MeetingForm, "開催日・場所", ordered=True),
        "consultations": rows_of(CouncilSession, ConsultationForm, "諮問案件", ordered=True),
        "briefings": rows_of(CouncilSession, CouncilBriefingForm, "報告事項", ordered=True),
    }

    class Meta(RecordMeta):
        model = CouncilSession

    def __init__(self, *args, **options):
        """Begin in the year that is running."""
        super().__init__(*args, **options)
        self.fields["year"].initial = int(FiscalYear.of(self.at.date()))
