"""An appeal is counted in every year until it is ruled; what a closed year prints of it stays."""

from datetime import date

import pytest

from disclosure.models import DisclosureRequest, ReviewRequest
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import YearClosed
from reports.compiling.compile import compile_report
from tests import factories
from tests.kurume_privacy.closing import appeal, change, close

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("earlier_year")]

LATER = {"referred_on": date(2022, 4, 1), "opinion_on": date(2022, 5, 1)}
RULED = {"ruled_on": date(2022, 6, 1), "ruling": ReviewRequest.Ruling.DISMISSED}


def test_what_happens_to_an_appeal_after_the_closed_year_can_be_entered():
    pending = appeal()
    close(2020, 2021)
    before = [compile_report(FiscalYear(year)) for year in (2020, 2021)]
    change(pending, **LATER)
    change(pending, **RULED)
    assert before == [compile_report(FiscalYear(year)) for year in (2020, 2021)]


@pytest.mark.parametrize(
    "fields",
    [
        {"referred_on": date(2022, 3, 31)},
        {"referred_on": date(2021, 5, 1), "ruled_on": date(2022, 3, 31), "ruling": "granted"},
        {"number": 9001},
        {"received_on": date(2021, 4, 1)},
        {"ruled_on": date(2021, 3, 31), "ruling": "granted"},
    ],
)
def test_what_a_closed_year_prints_of_an_appeal_stays(fields):
    pending = appeal()
    close()
    with pytest.raises(YearClosed):
        change(pending, **fields)


def test_an_appeal_entered_late_does_not_slip_into_a_closed_year():
    close()
    with pytest.raises(YearClosed):
        appeal()


def test_an_appeal_ruled_before_the_closed_year_is_free():
    ruled = appeal(ruled_on=date(2021, 3, 31), ruling="granted")
    close()
    change(ruled, ruling="dismissed")
    ruled.delete()


def test_what_an_appeal_shown_in_a_closed_year_is_about_stays():
    answer = appeal().disposition
    close()
    with pytest.raises(YearClosed):
        change(answer, outcome=factories.outcome("拒否"), decided_on=date(2020, 6, 2))
    answer.refresh_from_db()
    change(answer, carried_out_on=date(2020, 8, 1))
    with pytest.raises(YearClosed):
        change(answer.request, division=factories.division("市民課", "市民文化部"))
    request = DisclosureRequest.objects.get(pk=answer.request_id)
    change(request, subject="個人情報")
