"""What a year carries over from the one before: the records, whatever the reports say."""

from datetime import date

import pytest

from disclosure import carried
from kurume_privacy.calendar.fiscal import FiscalYear
from tests import factories

pytestmark = pytest.mark.django_db

YEAR = FiscalYear(2021)


def test_which_requests_are_pending_to_this_day():
    request = factories.disclosure_request()
    factories.disposition()
    assert carried.pending(YEAR) == [request.pk]
    assert carried.pending(YEAR.previous) == []


def test_which_appeals_were_pending_when_a_year_began():
    appeal = factories.review_request()
    ruled = factories.review_request(ruled_on=date(2022, 3, 1), ruling="dismissed")
    assert ruled.received_on < date(2022, 3, 1)
    assert carried.carried_into(YEAR) == []
    assert carried.carried_into(FiscalYear(2022)) == [appeal.pk]
