"""The years of which there are records: those of the ledgers, each once, and none beside."""

from datetime import date

import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from council.models import CouncilSession
from kurume_privacy.models import years_recorded
from outside_use.models import UseNotice
from reports.models import Training
from tests import factories
from tests.examples import examples

pytestmark = pytest.mark.django_db

YEARS = st.lists(st.integers(1950, 2100), max_size=8)


def test_of_nothing_there_are_none(city):
    assert years_recorded(UseNotice) == years_recorded(UseNotice, CouncilSession) == []


def test_the_latest_comes_first_and_each_once(city):
    for day in (date(2022, 3, 31), date(2022, 4, 1), date(2019, 6, 1), date(2021, 4, 1)):
        factories.use_notice(notified_on=day)
    assert years_recorded(UseNotice) == [2022, 2021, 2019]


@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sessions=YEARS, trainings=YEARS)
def test_those_of_several_ledgers_are_one_list(db, sessions, trainings):
    for model in (CouncilSession, Training):
        model.objects.all().delete()
    QuerySet(CouncilSession).bulk_create(
        CouncilSession(year=year, number=place) for place, year in enumerate(sessions)
    )
    QuerySet(Training).bulk_create(
        Training(month=date(year, 4, 1), content=str(place)) for place, year in enumerate(trainings)
    )
    expected = sorted({*sessions, *trainings}, reverse=True)
    assert years_recorded(CouncilSession, Training) == expected
    assert years_recorded(Training) == sorted(set(trainings), reverse=True)
