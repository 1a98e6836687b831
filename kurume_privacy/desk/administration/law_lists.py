"""The lists of the law: filtered by 適用法令 and by use today; what is unconfirmed is marked."""

from datetime import date
from typing import Any

import django_filters
import django_tables2 as tables
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html

from kurume_privacy.desk.administration.units import Use
from kurume_privacy.desk.filters import RecordFilter, regime_filter
from kurume_privacy.desk.tables import EraDateColumn, NumberColumn, RecordLink, RecordTable
from kurume_privacy.models import (
    Agency,
    CessationGround,
    CountingWay,
    DecisionDeadline,
    DisclosureMethod,
    ExemptionClause,
    Governance,
    Outcome,
    Regime,
    RequestKind,
    UseGround,
)

UNCONFIRMED = "未確認"


def use_of(row: Any, day: date) -> Use:
    """Say whether a row is in force on a day: no longer than its law."""
    uses = {Use.of(each, day) for each in (row, getattr(row, "regime", None)) if each}
    return next(use for use in (Use.ENDED, Use.TO_COME, Use.NOW) if use in uses)


def in_use(use: str, day: date, *ways: str) -> Q:
    """Say which rows are in force on a day, no more, or not yet: along each way to their dates."""
    ended, to_come = Q(pk__in=()), Q(pk__in=())
    for way in ways:
        ended |= Q(**{f"{way}valid_until__lt": day})
        to_come |= Q(**{f"{way}valid_from__gt": day})
    if use == Use.ENDED:
        return ended
    return to_come & ~ended if use == Use.TO_COME else ~ended & ~to_come


class RegimeFilter(RecordFilter):
    """適用法令, by use today and by what is unconfirmed."""

    ways: tuple[str, ...] = ("",)

    use = django_filters.ChoiceFilter(choices=Use, label="使用の状況", method="filter_use")
    unconfirmed = django_filters.BooleanFilter(label="未確認")

    class Meta:
        model = Regime
        fields = ()

    def filter_use(self, queryset: models.QuerySet, name: str, use: str) -> models.QuerySet:
        """Return those that are in force, no more, or not yet."""
        return queryset.filter(in_use(use, timezone.localdate(), *self.ways))


class LawRowFilter(RegimeFilter):
    """The rows of a list, also by their law."""

    ways = ("", "regime__")

    regime = regime_filter("regime")

    class Meta:
        model = Regime
        fields = ()


class GovernanceFilter(RecordFilter):
    """適用を受ける実施機関, by law, agency and use today."""

    ways = ("", "regime__")

    regime = regime_filter("regime")
    agency = django_filters.ModelChoiceFilter(label="実施機関", queryset=Agency.objects.all())
    use = django_filters.ChoiceFilter(choices=Use, label="使用の状況", method="filter_use")

    class Meta:
        model = Governance
        fields = ()

    filter_use = RegimeFilter.filter_use


class LawTable(RecordTable):
    """What all lists of the law share: dates by era, use today, and what is unconfirmed."""

    valid_from = EraDateColumn()
    valid_until = EraDateColumn()
    use = tables.Column("使用の状況", accessor="pk", orderable=False)

    class Meta(RecordTable.Meta):
        sequence: tuple[str, ...] = ("...", "valid_from", "valid_until", "use")

    def render_use(self, record: Any) -> str:
        """Return 使用中, 使用終了 or 使用開始前."""
        return use_of(record, timezone.localdate()).label


class MarkedTable(LawTable):
    """Rows that may be unconfirmed."""

    name = RecordLink()
    unconfirmed = tables.Column("確認", orderable=False)

    class Meta(LawTable.Meta):
        sequence: tuple[str, ...] = (
            "name",
            "...",
            "valid_from",
            "valid_until",
            "use",
            "unconfirmed",
        )

    def render_unconfirmed(self, value: bool) -> str:
        """Return 未確認, marked; nothing where it was confirmed."""
        if not value:
            return ""
        return format_html('<span class="status status-late">{}</span>', UNCONFIRMED)


SHARED = ("name", "regime", "valid_from", "valid_until", "unconfirmed")


class RegimeTable(MarkedTable):
    """適用法令, from the first on."""

    caption = "適用法令の一覧"

    class Meta(MarkedTable.Meta):
        model = Regime
        fields = ["name", "valid_from", "valid_until", "unconfirmed"]


class GovernanceTable(LawTable):
    """適用を受ける実施機関, by law."""

    caption = "適用を受ける実施機関の一覧"
    agency = RecordLink(accessor="agency__name", verbose_name="実施機関", order_by="agency__order")

    class Meta(LawTable.Meta):
        model = Governance
        fields = ["agency", "regime", "valid_from", "valid_until"]


class RequestKindTable(MarkedTable):
    """請求の種類."""

    caption = "請求の種類の一覧"

    class Meta(MarkedTable.Meta):
        model = RequestKind
        fields = [*SHARED]


class DisclosureMethodTable(MarkedTable):
    """開示の方法."""

    caption = "開示の方法の一覧"

    class Meta(MarkedTable.Meta):
        model = DisclosureMethod
        fields = [*SHARED]


class OutcomeTable(MarkedTable):
    """処理の区分."""

    caption = "処理の区分の一覧"

    class Meta(MarkedTable.Meta):
        model = Outcome
        fields = ["name", "parent", "regime", "valid_from", "valid_until", "unconfirmed"]


class ExemptionClauseTable(MarkedTable):
    """不開示事由, by number."""

    caption = "不開示事由の一覧"
    label = RecordLink("号", accessor="label", order_by=("paragraph", "number", "letter"))
    name = tables.Column()

    class Meta(MarkedTable.Meta):
        model = ExemptionClause
        fields = ["label", *SHARED]
        sequence = ("label", "name", "...", "valid_from", "valid_until", "use", "unconfirmed")


class UseGroundTable(MarkedTable):
    """利用・提供の根拠."""

    caption = "利用・提供の根拠の一覧"

    class Meta(MarkedTable.Meta):
        model = UseGround
        fields = ["name", "citation", "regime", "valid_from", "valid_until", "unconfirmed"]


class CessationGroundTable(MarkedTable):
    """利用停止の理由."""

    caption = "利用停止の理由の一覧"

    class Meta(MarkedTable.Meta):
        model = CessationGround
        fields = ["name", "citation", "regime", "valid_from", "valid_until", "unconfirmed"]


class DecisionDeadlineTable(MarkedTable):
    """決定の期限."""

    caption = "決定の期限の一覧"
    decision_days = NumberColumn()

    class Meta(MarkedTable.Meta):
        model = DecisionDeadline
        fields = ["name", "kind", "decision_days", *SHARED[1:]]


class CountingWayTable(MarkedTable):
    """報告書の数え方."""

    caption = "報告書の数え方の一覧"

    class Meta(MarkedTable.Meta):
        model = CountingWay
        fields = ["name", "dispositions", "outcomes", *SHARED[1:]]
