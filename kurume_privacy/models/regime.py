"""The law as data: the body of law a record falls under, and whom it governs when.

Code asks a row what it needs (`outcome.clause_use`, `kind.has_method`,
`ground.listed_in_report`), never its name. The words that differ between the bodies of law in the
report are columns of `Regime`; what moves by itself is a row of it (`kurume_privacy.models.rows`).
"""

from collections.abc import Collection
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction

from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.models.keyed import Keyed, keyed_once
from kurume_privacy.models.organisation import Agency
from kurume_privacy.models.record import Record
from kurume_privacy.models.within_a_day import (
    OnceADay,
    OnceADayRules,
    ends_after_it_begins,
    hold_law,
)

UNCONFIRMED_HELP = (
    "条例や規則で確かめていないものに付けます。確かめたら外してください。報告書には影響しません。"
)
GOVERNED_TWICE = "{agency}には、同じ日に「{other}」も適用されます。期間を直してください。"


class Unconfirmed(models.Model):
    """What nobody could read for the city yet, and what the administration marks so."""

    unconfirmed = models.BooleanField("未確認", default=False, help_text=UNCONFIRMED_HELP)

    class Meta:
        abstract = True


class Regime(Keyed, Record, OnceADay, Unconfirmed):
    """A body of law: the ordinance to 2023-03-31, the Act from 2023-04-01, the assembly's own."""

    once_within = ()
    once_a_day: ClassVar[OnceADayRules] = (("名称", ("name",)),)

    name = models.CharField("名称", max_length=60)
    report_subject = models.CharField(
        "報告書の題名", max_length=60, help_text="「（年度）○○の運用状況」の○○"
    )
    scheme = models.CharField("制度の名称", max_length=60, help_text="公表の文で使う")
    council_name = models.CharField("審議会の名称", max_length=60)
    notices_title = models.CharField("業務の登録の題名", max_length=60)
    notices_introduction = models.CharField("業務の登録の書き出し", max_length=120)
    notice_list_title = models.CharField("業務一覧の題名", max_length=60)
    requests_title = models.CharField("開示等請求の題名", max_length=60)
    requests_introduction = models.CharField("開示等請求の書き出し", max_length=120)
    breakdown_title = models.CharField("処理の内訳の題名", max_length=60)
    clause_citation = models.CharField(
        "不開示事由の条項", max_length=40, help_text="例：条例14条の2第1項"
    )
    use_word = models.CharField("目的外利用の語", max_length=30)
    provision_word = models.CharField("外部提供の語", max_length=30)
    agencies: "models.ManyToManyField[Agency, Governance]" = models.ManyToManyField(
        Agency, through="Governance", related_name="regimes", verbose_name="適用する実施機関"
    )

    class Meta:
        verbose_name = verbose_name_plural = "適用法令"
        ordering = [models.F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [ends_after_it_begins(), keyed_once()]

    def __str__(self):
        return self.name

    def save(self, **options):
        """Save the regime; longer than before, it may meet another for one of its agencies."""
        with transaction.atomic():
            hold_law()
            refuse_governed_twice(self, self._stored_governances())
            super().save(**options)

    def clean(self):
        """No agency falls under two regimes on a day."""
        super().clean()
        refuse_governed_twice(self, self._stored_governances())

    def _stored_governances(self) -> Collection["Governance"]:
        return self.governances.select_related("agency") if self.pk else ()

    @cached_property
    def governed(self) -> tuple["Governance", ...]:
        """Whom it governs when, looked up once."""
        return tuple(self.governances.all()) if self.pk else ()

    def governs(self, agency: int, day: date) -> bool:
        """Say whether it binds the agency of this key on ``day``."""
        rows = (row for row in self.governed if row.agency_id == agency)
        return self.in_force_on(day) and any(row.in_force_on(day) for row in rows)

    def governs_during(self, agency: int, year: FiscalYear) -> bool:
        """Say whether it binds the agency of this key on any day of ``year``."""
        rows = (row for row in self.governed if row.agency_id == agency)
        spans = (row.span_within(self) for row in rows)
        return any(first <= year.last_day and year.first_day <= last for first, last in spans)


class Governance(Record, OnceADay):
    """An agency that a regime governs, from a day until another; empty as long as the regime."""

    shown_with = ("regime", "agency")
    once_within = ("regime", "agency")
    once_a_day: ClassVar[OnceADayRules] = (("実施機関", ()),)

    regime = models.ForeignKey(
        Regime, models.PROTECT, related_name="governances", verbose_name="適用法令"
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="governances", verbose_name="実施機関"
    )

    class Meta:
        verbose_name = verbose_name_plural = "法令の適用を受ける実施機関"
        ordering = ["regime", "agency__order", models.F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [ends_after_it_begins()]

    def __str__(self):
        return f"{self.regime} {self.agency}"

    def save(self, **options):
        """Save it; what another governs then is refused in the transaction that saves."""
        with transaction.atomic():
            hold_law()
            refuse_governed_twice(self.regime, [self])
            super().save(**options)

    def clean(self):
        """No agency falls under two regimes on a day."""
        super().clean()
        if self.agency_id and self.regime_id:
            refuse_governed_twice(self.regime, [self])

    def span_within(self, regime: Regime) -> tuple[date, date]:
        """Return the first and the last day, no day of which lies outside the regime's own."""
        first = max(self.valid_from or date.min, regime.valid_from or date.min)
        return first, min(self.valid_until or date.max, regime.valid_until or date.max)


def refuse_governed_twice(regime: Regime, rows: Collection[Governance]) -> None:
    """Refuse a day on which another regime governs an agency of these rows; one query."""
    agencies = {row.agency_id for row in rows}
    others = Governance._base_manager.filter(agency__in=agencies).exclude(regime=regime.pk)
    for row, other in product(rows, others.select_related("regime")):
        first, last = row.span_within(regime)
        begins, ends = other.span_within(other.regime)
        if row.agency_id == other.agency_id and first <= ends and begins <= last:
            message = GOVERNED_TWICE.format(agency=row.agency, other=other.regime)
            raise ValidationError(message)


class RegimeRow(Keyed, Record, OnceADay, Unconfirmed):
    """One row of a regime's lists; rows are printed in ``order``, never sorted by name.

    Later versions of a row have its key: what is counted by both is one number.
    """

    key_within = ("regime",)
    shown_with: tuple[str, ...] = ("regime",)
    once_a_day: ClassVar[OnceADayRules] = (("名称", ("name",)), ("識別名", ("key",)))

    regime = models.ForeignKey(Regime, models.PROTECT, verbose_name="適用法令")
    name = models.CharField("名称", max_length=60)
    order = models.PositiveSmallIntegerField("順序")

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def lasting(self) -> tuple[int, str]:
        """What all its versions have in common: its law and its key."""
        return self.regime_id, self.key

    def on(self, day: date, field: str) -> Self:
        """Return the version of the row that is in force on a day.

        Where none is, refuses it beside a field.
        """
        if self.in_force_on(day):
            return self
        every: Any = type(self)._base_manager
        versions = every.filter(regime=self.regime_id, key=self.key)
        for other in versions:
            if other.in_force_on(day):
                return other
        raise ValidationError({field: f"「{self}」は、{era_date(day)}には適用されません。"})


def name_version(record: Any, field: str, dated: str) -> None:
    """Let a record name the version of a row of the law that is in force on a day of its own.

    Where none is, that is refused beside the field, unless the record is stored so already.
    """
    row, day = getattr(record, field), getattr(record, dated)
    if row is None or day is None:
        return
    try:
        setattr(record, field, row.on(day, field))
    except ValidationError:
        stored = record.stored()
        if stored is None or (getattr(stored, field), getattr(stored, dated)) != (row, day):
            raise


class RowMeta:
    """The order and the constraints of every list of a regime."""

    ordering: ClassVar = ["regime", "order", models.F("valid_from").asc(nulls_first=True), "pk"]
    constraints: ClassVar[list[models.BaseConstraint]] = [ends_after_it_begins()]
