"""The pages of 組織の変更 that were registered: the list, each of them, and its withdrawal."""

import django_filters
import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from kurume_privacy.accounts.reorganisation_forms import StartForm
from kurume_privacy.accounts.reorganise import withdraw
from kurume_privacy.desk.administration.kept import KeptLedger, KeptList
from kurume_privacy.desk.administration.reorganising import (
    ReorganisationPage,
    ReorganisationPlan,
    ReorganisationStart,
)
from kurume_privacy.desk.filters import RecordFilter
from kurume_privacy.desk.ledger import Placed
from kurume_privacy.desk.tables import EraDateColumn, RecordTable, leading_to
from kurume_privacy.desk.view import one_act
from kurume_privacy.models import Record, Reorganisation
from kurume_privacy.records import history
from kurume_privacy.records.display import shown_fields


class ReorganisationState(models.TextChoices):
    """Where an act stands."""

    PLANNED = "planned", "予定"
    DONE = "done", "施行済み"
    WITHDRAWN = "withdrawn", "取りやめ"

    @classmethod
    def of(cls, act: Reorganisation) -> "ReorganisationState":
        """Return where it stands today."""
        if act.withdrawn_at is not None:
            return cls.WITHDRAWN
        return cls.PLANNED if act.is_planned(timezone.localdate()) else cls.DONE


class ReorganisationFilter(RecordFilter):
    """組織の変更, by where they stand."""

    state = django_filters.ChoiceFilter(
        choices=ReorganisationState, label="状況", method="filter_state"
    )

    class Meta:
        model = Reorganisation
        fields = ()

    def filter_state(self, queryset: models.QuerySet, name: str, state: str) -> models.QuerySet:
        """Return those that are planned, done or withdrawn."""
        if state == ReorganisationState.WITHDRAWN:
            return queryset.filter(withdrawn_at__isnull=False)
        border = "gt" if state == ReorganisationState.PLANNED else "lte"
        return queryset.filter(withdrawn_at=None, **{f"on__{border}": timezone.localdate()})


class ReorganisationTable(RecordTable):
    """組織の変更, the latest first."""

    caption = "組織の変更の一覧"
    on = EraDateColumn(linkify=leading_to, attrs={"row_header": True})
    state = tables.Column("状況", accessor="pk", orderable=False)
    contents = tables.Column("内容", accessor="said", orderable=False)

    class Meta(RecordTable.Meta):
        model = Reorganisation
        fields = ["on", "title", "state", "contents"]

    def render_state(self, record: Reorganisation) -> str:
        """Return 予定, 施行済み or 取りやめ."""
        return ReorganisationState.of(record).label

    def render_contents(self, value: list[str]) -> str:
        """Return the first sentence, and how many there are besides."""
        return f"{value[0]}（ほか{len(value) - 1}件）" if len(value) > 1 else "".join(value)


class ReorganisationList(KeptList):
    """Every act, planned, done or withdrawn."""


class ReorganisationDetail(ReorganisationPage):
    """An act: what it says of itself, what it ended and began, whom it sent where."""

    page = "detail"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the act."""
        act = self.find(pk)
        return self.render(
            record=act,
            fields=shown_fields(act, ("on", "title")),
            state=ReorganisationState.of(act),
            changes=history.changes(act),
            planned=act.is_planned(timezone.localdate()),
            postings=act.postings.select_related("user", "former__department", "later__department"),
            neighbours=self.way and self.way.neighbours(request, act),
        )


class ReorganisationReasonForm(forms.Form):
    """Why an act is withdrawn; the history keeps the reason."""

    reason = forms.CharField(
        label="取りやめる理由",
        max_length=100,
        help_text="履歴に残ります。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "入力してください。"},
    )


class ReorganisationWithdraw(ReorganisationPage):
    """Taking back an act before its day."""

    page = "withdraw"

    def find(self, pk: int) -> Reorganisation:
        """Return an act that nobody else can take back at the same moment."""
        return get_object_or_404(Reorganisation.objects.select_for_update(), pk=pk)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason."""
        return self.render(
            form=ReorganisationReasonForm(), record=get_object_or_404(self.visible(), pk=pk)
        )

    @one_act
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it back, or say why not."""
        act, form = self.find(pk), ReorganisationReasonForm(request.POST)
        if not form.is_valid():
            return self.render(form=form, record=act)
        try:
            withdraw(act, form.cleaned_data["reason"], timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.render(form=form, record=act)
        messages.success(request, f"「{act}」を取りやめました。組織は、登録する前に戻りました。")
        return redirect(act)


class ReorganisationLedger(KeptLedger):
    """The pages of the acts."""

    of_the_ledger = ("list", "create")  # type: ignore[assignment]  # none is deleted

    @property
    def model(self) -> type[Record]:  # type: ignore[override]
        """The kind of thing."""
        return Reorganisation

    def urls(self) -> list:
        """Return the addresses of the pages."""
        return self.addresses(
            (
                ("list", "", ReorganisationList),
                ("create", "new/", ReorganisationStart),
                ("plan", "new/plan/", ReorganisationPlan),
                ("detail", "<int:pk>/", ReorganisationDetail),
                ("withdraw", "<int:pk>/withdraw/", ReorganisationWithdraw),
            )
        )


REORGANISATIONS = ReorganisationLedger(
    StartForm,
    ReorganisationTable,
    ReorganisationFilter,
    at="organisation/reorganisations/",
    menu=Placed("組織の変更", 20),
    views={"list": ReorganisationList},
)
