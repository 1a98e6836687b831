"""The clauses that an answer must, may or must not name."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError

from kurume_privacy.models import ExemptionClause, Outcome, RequestKind


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
