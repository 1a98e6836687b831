"""The forms of the law: 適用法令, whom it governs, and the rows of each of its lists."""

from typing import Any

from django import forms

from kurume_privacy.models import (
    CessationGround,
    CountingWay,
    DecisionDeadline,
    DisclosureMethod,
    ExemptionClause,
    Governance,
    Outcome,
    Regime,
    RegimeRow,
    RequestKind,
    UseGround,
)
from kurume_privacy.models.rows import ANOTHER_LAW
from kurume_privacy.records.form import Groups, RecordForm, RecordMeta, in_one

DATES = ("valid_from", "valid_until")
NAMED = ("regime", "name", "order")
LAST = (*DATES, "unconfirmed")
DEADLINE = (
    "decision_days",
    "counted_from",
    "closed_days",
    "last_day_moves",
    "extension_days",
    "extension_as",
    "correction_days",
)


class RegimeForm(RecordForm):
    """適用法令: its days, and the words of the report."""

    groups = (
        ("", ("name", *LAST)),
        (
            "報告書の語",
            (
                "report_subject",
                "scheme",
                "council_name",
                "notices_title",
                "notices_introduction",
                "notice_list_title",
                "requests_title",
                "requests_introduction",
                "breakdown_title",
                "clause_citation",
                "use_word",
                "provision_word",
            ),
        ),
    )

    class Meta(RecordMeta):
        model = Regime


class OfRegimeForm(RecordForm):
    """What belongs to a law: stored, it belongs to no other."""

    carried = ("regime", "valid_from")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["regime"].disabled = self.instance.pk is not None

    def narrow(self, name: str, field: forms.ModelChoiceField) -> None:
        """Offer the rows of the same law, where it is known."""
        super().narrow(name, field)
        rows: Any = field.queryset
        if self.instance.regime_id and issubclass(rows.model, RegimeRow):
            field.queryset = rows.filter(regime=self.instance.regime_id)


class GovernanceForm(OfRegimeForm):
    """適用を受ける実施機関."""

    groups = in_one("regime", "agency", *DATES)

    class Meta(RecordMeta):
        model = Governance


class RequestKindForm(OfRegimeForm):
    """請求の種類, and what the law asks of such requests."""

    groups: Groups = (
        ("", (*NAMED, *LAST)),
        (
            "請求で記録すること",
            ("asks_requester", "has_method", "has_cessation_grounds", "follows_disclosure"),
        ),
        ("請求の期間", ("earlier_within_days",)),
        ("決定", ("has_clauses", "has_special_period", "special_part_days")),
        ("第三者", ("hears_third_parties", "opposed_wait_days")),
        ("実施", ("apply_within_days", "sender_carries_out")),
    )

    class Meta(RecordMeta):
        model = RequestKind


class DisclosureMethodForm(OfRegimeForm):
    """開示の方法."""

    groups = in_one(*NAMED, *LAST)

    class Meta(RecordMeta):
        model = DisclosureMethod


class OutcomeForm(OfRegimeForm):
    """処理の区分, for kinds of request of its own law."""

    groups: Groups = (
        ("", ("regime", "name", "prose_name", "order", *LAST)),
        ("請求", ("kinds", "parent")),
        ("区分の性質", ("clause_use", "carrying_out", "is_withdrawal", "is_transfer")),
        ("報告書", ("breakdown",)),
    )

    class Meta(RecordMeta):
        model = Outcome

    def clean(self) -> Any:
        """Refuse kinds of another law."""
        cleaned: Any = super().clean()
        regime = cleaned.get("regime") or getattr(self.instance, "regime", None)
        if regime and any(kind.regime_id != regime.pk for kind in cleaned.get("kinds", ())):
            self.add_error("kinds", ANOTHER_LAW)
        return cleaned


class ExemptionClauseForm(OfRegimeForm):
    """不開示事由."""

    groups = in_one("regime", "paragraph", "number", "letter", "name", "order", *LAST)

    class Meta(RecordMeta):
        model = ExemptionClause


class UseGroundForm(OfRegimeForm):
    """利用・提供の根拠."""

    groups: Groups = (
        ("", ("regime", "name", "citation", "order", *LAST)),
        ("根拠の性質", ("for_use", "for_provision", "listed_in_report", "needs_opinion")),
    )

    class Meta(RecordMeta):
        model = UseGround


class CessationGroundForm(OfRegimeForm):
    """利用停止の理由."""

    groups = in_one("regime", "name", "citation", "specific_only", "order", *LAST)

    class Meta(RecordMeta):
        model = CessationGround


class DecisionDeadlineForm(OfRegimeForm):
    """決定の期限 of a kind of request."""

    groups: Groups = (("", ("regime", "kind", "name", "order", *LAST)), ("数え方", DEADLINE))

    class Meta(RecordMeta):
        model = DecisionDeadline


class CountingWayForm(OfRegimeForm):
    """報告書の数え方."""

    groups: Groups = (
        ("", (*NAMED, *LAST)),
        ("数え方", ("dispositions", "outcomes", "states_course")),
    )

    class Meta(RecordMeta):
        model = CountingWay
