"""Consultations without a conclusion."""

import pytest

from council import findings
from council.models import Consultation
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Severity
from kurume_privacy.document.links import Link
from tests import factories

pytestmark = pytest.mark.django_db

Conclusion = Consultation.Conclusion


def found():
    return list(findings.findings(FiscalYear(2021)))


@pytest.mark.parametrize("conclusion", Conclusion)
def test_a_concluded_consultation_is_in_order(conclusion):
    factories.consultation(conclusion=conclusion)
    assert found() == []


def test_a_consultation_without_conclusion_is_found():
    session = factories.council_session(number=3)
    factories.consultation(session=session, conclusion=Conclusion.APPROVED)
    factories.consultation(session=session)
    (finding,) = found()
    assert (finding.check, finding.severity) == (
        "consultation_without_conclusion",
        Severity.WARNING,
    )
    assert finding.subjects == ("令和3年度第3回審議会(2)",)
    assert finding.link == Link("council:councilsession_detail", session.pk)


def test_those_of_several_sessions_are_a_list():
    for number in (2, 1):
        factories.consultation(session=factories.council_session(number=number))
    (finding,) = found()
    assert finding.subjects == ("令和3年度第1回審議会(1)", "令和3年度第2回審議会(1)")
    query = (("year", 2021), ("lacking", "conclusion"))
    assert finding.link == Link("council:councilsession_list", query=query)


def test_another_year_is_not_looked_at():
    factories.consultation(session=factories.council_session(year=2022))
    assert found() == []
