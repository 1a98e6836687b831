"""Conditions are judged by a record's values as the database judges them: those of every model."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Exists, F, Q
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kurume_privacy.models import Record
from kurume_privacy.models.conditions import OnlyTheDatabaseKnows, holds
from registrations.models import BusinessNotice
from tests import factories
from tests.examples import examples

pytestmark = pytest.mark.django_db

CHECKS = [
    pytest.param(model, check, id=check.name)
    for model in apps.get_models()
    if issubclass(model, Record)
    for check in model._meta.constraints
    if isinstance(check, models.CheckConstraint)
]
DAYS = [factories.DAY + timedelta(days=days) for days in (-400, -1, 0, 1)]
NUMBERS = (0, 1, 2, 30, 31, 366, 367, 9_998, 9_999)
TEXTS = ("", "in_person", "市庁舎")


def values_of(field):
    """Return the values that a column may have, the known ones among them."""
    kinds = {models.DateField: DAYS, models.BooleanField: (True, False)}
    known = next((known for kind, known in kinds.items() if isinstance(field, kind)), None)
    if known is None:
        numbers = field.is_relation or isinstance(field, models.IntegerField)
        known = [*dict(field.flatchoices), *(NUMBERS if numbers else TEXTS)]
    return st.sampled_from([*known, None] if field.null else list(known))


def records_of(model, check):
    """Return records of a kind with any values of what a constraint is about."""
    fields = [model._meta.get_field(name) for name in check.condition.referenced_base_fields]
    fields = [
        model._meta.get_field(model.year_follows()) if field.generated else field
        for field in fields
    ]
    return st.builds(model, **{field.attname: values_of(field) for field in fields})


def judged_by_the_database(condition, record):
    return condition.check(record._get_field_expression_map(record._meta))


@pytest.mark.parametrize(("model", "check"), CHECKS)
@examples(30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_as_the_database_does(model, check, data):
    record = data.draw(records_of(model, check))
    assert holds(check.condition, record) == judged_by_the_database(check.condition, record)


NOTICE = {"number": 1, "kind": "start", "name": "業務", "notified_on": "2021-04-20"}
CONDITIONS = (
    Q(number=1, kind="start"),
    ~Q(number=1) | Q(kind__in=("start", "change")),
    ~(Q(number__gt=1) & Q(number__lt=3)),
    Q(year=2021) & Q(notified_on__gte=date(2021, 4, 1)),
    Q(division=None) | Q(number__lte=F("business")),
    ~Q(number__gt=F("business")),
    Q(number__lte=F("business")),
    Q(division__isnull=False, number__range=(1, 2)),
    Q(),
)


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("changes", [{}, {"number": 2}, {"business_id": 0}, {"kind": "change"}])
def test_of_every_shape(condition, changes):
    record = BusinessNotice(**NOTICE | changes)
    assert holds(condition, record) == judged_by_the_database(condition, record)


@pytest.mark.parametrize(
    "condition",
    [
        Q(kind="start") ^ Q(number=1),
        Q(name__startswith="業"),
        Q(notified_on__year=2021),
        Q(number=F("number") + 0),
        Q(Exists(BusinessNotice.objects.all())),
    ],
)
def test_what_else_there_may_be_is_left_to_the_database(condition):
    with pytest.raises(OnlyTheDatabaseKnows):
        holds(condition, BusinessNotice(**NOTICE))


@pytest.mark.parametrize("value", ["いつか", F("year")])
def test_so_is_a_value_that_is_none_of_its_column(value):
    with pytest.raises(OnlyTheDatabaseKnows):
        holds(Q(notified_on=None), BusinessNotice(**NOTICE | {"notified_on": value}))
