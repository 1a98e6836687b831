"""The database finds the records that may be changed: those that no closed year keeps whole.

Of requests those of which no closed year counts an answer: the others are done for the report.
"""

from datetime import date

import pytest
from django.db import models

from disclosure.models import DisclosureRequest
from kurume_privacy.models import ClosedYear, RequestKind
from kurume_privacy.models.closed_year import Closing
from reports.desk.ledgers import LEDGERS
from tests import factories

pytestmark = pytest.mark.django_db
YEARS = (2019, 2021, 2022)


def kinds(model):
    """Yield a kind of record and those that belong to it."""
    yield model
    for part in model.parts:
        yield from kinds(model._meta.get_field(part).related_model)


MODELS = list(dict.fromkeys(kind for ledger in LEDGERS for kind in kinds(ledger.model)))


@pytest.fixture
def recorded(city):
    """One of everything in one year, and what else there may be, in two others."""
    factories.earlier_year()
    models.QuerySet(RequestKind).update(hears_third_parties=True)
    for year in YEARS[1:]:
        day = date(year, 6, 1)
        factories.business_notice(notified_on=day)
        answer = factories.disposition(request=factories.disclosure_request(received_on=day))
        factories.correction(request=answer.request)
        factories.third_party(request=answer.request)
        factories.review_request(disposition=answer, received_on=day)
        factories.use_notice(notified_on=day)
        session = factories.council_session(year)
        factories.meeting(session=session, held_on=day)
        factories.consultation_point(consultation=factories.consultation(session=session))
        factories.council_briefing(session=session)
        factories.training(month=day, content=f"研修{year}")
        factories.public_notice(year)
        factories.wording(year=year)


def kept(record):
    """Say whether a closed year keeps it, and nothing that the report needs can be entered."""
    answered = isinstance(record, DisclosureRequest) and record.dispositions.exists()
    return Closing.of(record).whole or (answered and record.year in ClosedYear.years())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("closed", [(), (2021,), (2019, 2022), (2020, 2023)], ids=str)
def test_it_is_what_each_record_says_of_itself(recorded, model, closed):
    ClosedYear.objects.bulk_create(ClosedYear(year=year) for year in closed)
    records = list(model.objects.all())
    assert len(records) >= 2
    free = {record.pk for record in records if not kept(record)}
    assert {record.pk for record in model.objects.changeable()} == free


def test_some_of_each_kind_that_is_counted_are_kept(recorded):
    ClosedYear.objects.bulk_create(ClosedYear(year=year) for year in (2021, 2022))
    kept = {model for model in MODELS if model.objects.count() > model.objects.changeable().count()}
    never = {model.__name__ for model in MODELS if model not in kept}
    assert never == {"Business", "ReviewRequest", "Disposition", "Correction", "ThirdParty"}
