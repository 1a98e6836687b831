"""A request and its answer name the versions of the law's rows that are in force on their days."""

from datetime import timedelta

import pytest

from disclosure.forms import DisclosureRequestForm
from disclosure.models import DisclosureRequest
from kurume_privacy.law.change_row import change_row
from kurume_privacy.law.day import like
from tests import factories
from tests.disclosure.sent import whole
from tests.disclosure.test_course import RECEIVED_ON, act_request
from tests.factories import ACT, saved

pytestmark = pytest.mark.django_db


def from_receipt_on(row, **fields):
    """Change a row of the law from the day of receipt on; return the new version."""
    sets = {field.name: [*getattr(row, field.name).all()] for field in row._meta.many_to_many}
    return change_row(row, like(row, valid_from=RECEIVED_ON, name="改めた名称", **fields), sets)


def entered(kind, method=None, *dispositions, instance=None, **fields):
    """Return the request as the whole form keeps it."""
    data = whole(
        dispositions,
        received_on=RECEIVED_ON.isoformat(),
        kind=kind.pk,
        method=method.pk if method else "",
        number="7",
        earlier_reason="不明" if kind.earlier_within_days else "",
        **fields,
    )
    form = DisclosureRequestForm(data, instance=instance)
    form.user = factories.user("clerk")
    assert form.is_valid(), (form.errors, [rows.errors for rows in form.formsets.values()])
    form.save()
    return DisclosureRequest.objects.get(number=7)


@pytest.mark.parametrize("field", ["kind", "method", "cessation_ground"])
def test_a_request_names_those_of_its_receipt(field):
    cessation = field == "cessation_ground"
    stored = act_request("利用停止" if cessation else "開示")
    if cessation:
        stored.cessation_ground = factories.cessation_ground()
    former = getattr(saved(stored), field)
    later = from_receipt_on(former)
    stored = DisclosureRequest.objects.get(pk=stored.pk)
    assert getattr(stored, field) == former
    stored.full_clean()
    assert getattr(stored, field) == later
    stored.received_on -= timedelta(days=1)
    stored.full_clean()
    assert getattr(stored, field) == former


def test_the_form_takes_either_version_of_the_kind_and_method():
    kind, method = factories.kind("開示", ACT), factories.method(regime_name=ACT)
    later = from_receipt_on(kind), from_receipt_on(method)
    request = entered(kind, method)
    assert (request.kind, request.method) == later


def test_an_answer_names_those_of_its_decision():
    kind, method = factories.kind("開示", ACT), factories.method(regime_name=ACT)
    outcome, clause = factories.outcome("部分開示", ACT), factories.clause(2, ACT)
    later = from_receipt_on(outcome), from_receipt_on(clause)
    row = {"outcome": outcome.pk, "decided_on": RECEIVED_ON.isoformat(), "clauses": [clause.pk]}
    (answer,) = entered(kind, method, row).dispositions.all()
    assert (answer.outcome, *answer.clauses.all()) == later


def test_two_versions_of_a_clause_are_one():
    kind, method = factories.kind("開示", ACT), factories.method(regime_name=ACT)
    clause = factories.clause(2, ACT)
    both = [clause.pk, from_receipt_on(clause).pk]
    partly = factories.outcome("部分開示", ACT)
    row = {"outcome": partly.pk, "decided_on": RECEIVED_ON.isoformat(), "clauses": both}
    (answer,) = entered(kind, method, row).dispositions.all()
    assert [each.pk for each in answer.clauses.all()] == both[1:]


def test_an_outcome_that_names_clauses_no_longer_takes_none():
    kind, method = factories.kind("開示", ACT), factories.method(regime_name=ACT)
    outcome = factories.outcome("部分開示", ACT)
    later = from_receipt_on(outcome, clause_use="none")
    row = {"outcome": outcome.pk, "decided_on": RECEIVED_ON.isoformat(), "clauses": []}
    (answer,) = entered(kind, method, row).dispositions.all()
    assert answer.outcome == later


def test_a_stored_answer_names_the_later_version_when_it_is_next_saved():
    request = act_request()
    answer = factories.disposition(request=request, outcome=factories.outcome("全部開示", ACT))
    later = from_receipt_on(answer.outcome)
    answer.refresh_from_db()
    assert answer.outcome != later
    assert saved(answer).outcome == later
