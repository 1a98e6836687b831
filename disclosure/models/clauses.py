"""The clauses that an answer must, may or must not name."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError

from kurume_privacy.models import ExemptionClause, Outcome, RequestKind


def refuse_wrong_clauses(
    kind: RequestKind,
    outcome: Outcome,
    clauses: Iterable[ExemptionClause],
    decided_on: date | None = None,
) -> None:
    """Refuse clauses where there can be none, and their absence where there must be some.

    条例14条の2第1項, 法78条1項: only what limits disclosure names its clauses, those that are in
    force on the day of the decision, where that is known.
    """
    clauses = list(clauses)
    use = outcome.clause_use if kind.has_clauses else Outcome.ClauseUse.NONE
    if use == Outcome.ClauseUse.REQUIRED and not clauses:
        raise ValidationError({"clauses": f"{outcome}には、該当号を選んでください。"})
    if use == Outcome.ClauseUse.NONE and clauses:
        message = f"{kind.request_name}の{outcome}には、該当号はありません。"
        raise ValidationError({"clauses": message})
    if any(clause.regime_id != outcome.regime_id for clause in clauses):
        raise ValidationError({"clauses": "処理の区分と同じ適用法令の該当号を選んでください。"})
    for clause in clauses:
        if decided_on is not None:
            clause.refuse_unless_in_force_on(decided_on, "clauses")
