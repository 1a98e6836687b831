"""Kind × outcome × clause × method, sent in one go: the form refuses what the models refuse."""

from datetime import date
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from disclosure.forms import DisclosureRequestForm
from disclosure.models import DisclosureRequest, Disposition, fitting_clauses
from kurume_privacy.models import DisclosureMethod, ExemptionClause, Outcome, RequestKind
from tests import factories
from tests.disclosure.sent import whole

pytestmark = pytest.mark.django_db

UNDER_ORDINANCE, UNDER_ACT = date(2021, 4, 20), date(2026, 6, 1)


def combinations():
    """Return (day, kind, method, outcome, clauses), of both laws in every mixture."""
    methods = [None, *(DisclosureMethod.objects.filter(regime=law).first() for law in laws())]
    clauses = [(), *((ExemptionClause.objects.filter(regime=law).first(),) for law in laws())]
    kinds = RequestKind.objects.select_related("regime")
    outcomes = Outcome.objects.select_related("regime").prefetch_related("kinds")
    return product((UNDER_ORDINANCE, UNDER_ACT), kinds, methods, outcomes, clauses)


def laws():
    return factories.regime(), factories.regime(factories.ACT)


def fits(day, kind, method, outcome, clauses):
    """Say whether the law knows such a request with such an answer, from its rows alone."""
    return (
        kind.regime.governs(factories.agency().pk, day)
        and outcome.in_force_on(day)
        and (method.regime_id == kind.regime_id if method and kind.has_method else True)
        and kind.has_method == (method is not None)
        and kind in outcome.kinds.all()
        and all(clause.regime_id == outcome.regime_id for clause in clauses)
        and bool(clauses) in clause_uses(kind, outcome)
    )


def clause_uses(kind, outcome):
    """Return whether clauses may be named, and may be left out."""
    if not kind.has_clauses:
        return {False}
    return {"required": {True}, "optional": {True, False}, "none": {False}}[outcome.clause_use]


def models_take(day, kind, method, outcome, clauses):
    """Say whether the models take it, one record after the other."""
    fields = {"number": 9, "received_on": day, "division": factories.division()}
    with transaction.atomic():
        try:
            reason = "不明" if kind.earlier_within_days else ""
            request = DisclosureRequest(kind=kind, method=method, earlier_reason=reason, **fields)
            factories.saved(request)
            transferred_to = "福岡県" if outcome.is_transfer else ""
            Disposition(
                request=request, outcome=outcome, decided_on=day, transferred_to=transferred_to
            ).full_clean()
            fitting_clauses(kind, outcome, clauses, day)
        except ValidationError:
            return False
        finally:
            transaction.set_rollback(True)
    return True


def form_takes(day, kind, method, outcome, clauses, answer=None):
    """Say whether the form takes it whole; for a new request, or for the one of this answer."""
    row = {
        "id": answer.pk if answer else "",
        "outcome": outcome.pk,
        "decided_on": day.isoformat(),
        "clauses": [clause.pk for clause in clauses],
    }
    fields = {
        "received_on": day.isoformat(),
        "kind": kind.pk,
        "method": method.pk if method else "",
    }
    if not answer:
        del row["id"]
    number = {"number": answer.request.number} if answer else {}
    request = answer.request if answer else None
    return DisclosureRequestForm(whole([row], **fields, **number), instance=request).is_valid()


def some(every):
    """Return every combination that fits, and each of those that break one rule or few."""
    return [each for place, each in enumerate(combinations()) if fits(*each) or place % every == 0]


def test_some_combinations_fit_and_most_do_not():
    chosen = list(combinations())
    assert 20 < sum(fits(*each) for each in chosen) < len(chosen) / 20


def test_the_models_take_what_the_law_knows():
    for each in some(23):
        assert models_take(*each) == fits(*each), each


def test_the_form_takes_the_same_for_a_new_request():
    for each in some(37):
        assert form_takes(*each) == fits(*each), each


def test_the_form_takes_the_same_for_a_stored_request():
    request = factories.disclosure_request(number=1, received_on=UNDER_ACT)
    partly = factories.outcome("部分開示", factories.ACT)
    clause = factories.clause(1, factories.ACT)
    answer = factories.disposition(request=request, outcome=partly, clauses=[clause])
    for each in some(41):
        answer = Disposition.objects.select_related("request").get(pk=answer.pk)
        assert form_takes(*each, answer=answer) == fits(*each), each
