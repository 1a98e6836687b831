"""The clauses that an answer must, may or must not name."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from kurume_privacy.models import ExemptionClause, Outcome, RequestKind


def refuse_wrong_clauses(
    kind: RequestKind, outcome: Outcome, clauses: Iterable[ExemptionClause]
) -> None:
    """Refuse clauses where there can be none, and their absence where there must be some.

    条例14条の2第1項, 法78条1項: only what limits disclosure names its clauses.
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
