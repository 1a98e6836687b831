"""The clauses that an answer names, and those that it must, may or must not name."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from kurume_privacy.models import (
    BulkRefused,
    ClosedYear,
    ExemptionClause,
    Outcome,
    RequestKind,
    YearClosed,
)
from kurume_privacy.models.closed_year import CountedAlready


def fitting_clauses(
    kind: RequestKind,
    outcome: Outcome,
    clauses: Iterable[ExemptionClause],
    decided_on: date | None = None,
) -> list[ExemptionClause]:
    """Return the clauses, where the day of the decision is known in their versions of that day.

    条例14条の2第1項, 法78条1項: only what limits disclosure names its clauses. Refuses clauses
    where there can be none, and their absence where there must be some.
    """
    if decided_on is not None:
        with suppress(ValidationError):  # the answer itself refuses an outcome of another time
            outcome = outcome.on(decided_on, "outcome")
        clauses = [clause.on(decided_on, "clauses") for clause in clauses]
    clauses = list(dict.fromkeys(clauses))
    use = outcome.clause_use if kind.has_clauses else Outcome.ClauseUse.NONE
    if use == Outcome.ClauseUse.REQUIRED and not clauses:
        raise ValidationError({"clauses": f"{outcome}には、該当号を選んでください。"})
    if use == Outcome.ClauseUse.NONE and clauses:
        message = f"{kind.request_name}の{outcome}には、該当号はありません。"
        raise ValidationError({"clauses": message})
    if any(clause.regime_id != outcome.regime_id for clause in clauses):
        raise ValidationError({"clauses": "処理の区分と同じ適用法令の該当号を選んでください。"})
    return clauses


def refuse_closed_clauses(rows: Iterable["DispositionClause"]) -> None:
    """Refuse to change the clauses of an answer that a closed year counts."""
    days = ClosedYear.held()
    answers = {row.disposition_id for row in rows} if days else ()
    every: Any = DispositionClause._meta.get_field("disposition").related_model
    for answer in every._base_manager.filter(pk__in=answers).select_related("request"):
        counting = {year: day for year, day in days.items() if answer.is_counted_in(year, day)}
        if date.max in counting.values():
            raise YearClosed(counting)
        if counting:
            raise CountedAlready(counting, ["clauses"])


class DispositionClauseQuerySet(models.QuerySet["DispositionClause"]):
    """The clauses of dispositions; ``clauses.set()`` writes them by these methods."""

    def bulk_create(self, objs, *args, **options):
        """Name clauses, of answers of open years."""
        objs = list(objs)
        with transaction.atomic():
            refuse_closed_clauses(objs)
            return super().bulk_create(objs, *args, **options)

    def delete(self):
        """Take clauses away, from answers of open years."""
        with transaction.atomic():
            refuse_closed_clauses(self.all())
            return super().delete()

    delete.alters_data = delete.queryset_only = True  # type: ignore[attr-defined]

    def _refuse(self, *args, **options):
        raise BulkRefused("該当号は、処理ごとに選び直してください。")

    update = bulk_update = _refuse


class DispositionClause(models.Model):
    """A clause that a disposition names; the law's row cannot be deleted while it is named."""

    disposition = models.ForeignKey("disclosure.Disposition", models.CASCADE)
    clause = models.ForeignKey(ExemptionClause, models.PROTECT)

    objects = models.Manager.from_queryset(DispositionClauseQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "処理の該当号"
        constraints = [
            models.UniqueConstraint(fields=["disposition", "clause"], name="clause_named_once"),
        ]

    def __str__(self):
        return f"{self.disposition} {self.clause}"

    def save(self, **options):
        """Name the clause, where the year of the answer is open."""
        with transaction.atomic():
            refuse_closed_clauses([self, *self._stored()])
            super().save(**options)

    def delete(self, *args, **options):
        """Take the clause away, where the year of the answer is open."""
        with transaction.atomic():
            refuse_closed_clauses(self._stored())
            return super().delete(*args, **options)

    def _stored(self) -> models.QuerySet:
        return DispositionClause.objects.filter(pk=self.pk)
