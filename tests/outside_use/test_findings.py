"""Notices whose ground needs the council's opinion, and that name none."""

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Severity
from kurume_privacy.document.links import Link
from kurume_privacy.models import UseGround
from kurume_privacy.records.law import UseGroundForm
from outside_use import findings
from outside_use.models import UseNotice
from tests import factories
from tests.factories import ORDINANCE, saved

pytestmark = pytest.mark.django_db

OPINION = "審議会の答申"


def found():
    return list(findings.findings(FiscalYear(2021)))


def concluded(conclusion):
    return factories.consultation(conclusion=conclusion)


def test_only_the_ordinance_has_a_ground_that_needs_an_opinion():
    needing = UseGround.objects.filter(needs_opinion=True)
    assert [(row.regime.name, row.name) for row in needing] == [(ORDINANCE, OPINION)]


def test_its_history_knew_it_from_the_first_day():
    assert [past.needs_opinion for past in factories.ground(OPINION).history.all()] == [True]


def test_a_notice_with_the_opinion_is_in_order():
    ground = factories.ground(OPINION)
    factories.use_notice(ground=ground, consultation=concluded("approved"))
    assert found() == []


def test_a_ground_that_needs_none_is_in_order():
    factories.use_notice()
    assert found() == []


def test_a_notice_without_the_opinion_is_found():
    notice = factories.use_notice(ground=factories.ground(OPINION), number=4)
    (finding,) = found()
    assert (finding.check, finding.severity) == ("use_without_opinion", Severity.ERROR)
    assert finding.subjects == ("令和3年度 目的外利用第4号（審議会の答申）",)
    assert finding.link == Link("outside_use:usenotice_detail", notice.pk)


def test_an_external_provision_is_asked_too():
    provision = UseNotice.Kind.EXTERNAL_PROVISION
    factories.use_notice(kind=provision, ground=factories.ground(OPINION))
    assert len(found()) == 1
    UseNotice.objects.all().delete()
    factories.use_notice(kind=provision, ground=None)
    assert found() == []


def test_several_are_the_list_of_their_ground():
    ground = factories.ground(OPINION)
    for _ in range(2):
        factories.use_notice(ground=ground)
    (finding,) = found()
    query = (("year", 2021), ("ground", ground.pk))
    assert finding.link == Link("outside_use:usenotice_list", query=query)


REFUSED, OPEN = "use_on_refused_opinion", "use_on_open_opinion"


class TestAnOpinion:
    """A notice rests on it that names it, and has no other ground."""

    @pytest.mark.parametrize(
        ("conclusion", "check", "severity"),
        [
            ("not_approved", REFUSED, Severity.ERROR),
            ("continued", OPEN, Severity.WARNING),
            ("", OPEN, Severity.WARNING),
        ],
    )
    def test_that_allows_nothing_is_found(self, conclusion, check, severity):
        ground = factories.ground(OPINION)
        for number in (7, 8):
            factories.use_notice(ground=ground, consultation=concluded("approved"))
            factories.use_notice(ground=ground, consultation=concluded(conclusion), number=number)
        (finding,) = found()
        assert (finding.check, finding.severity) == (check, severity)
        assert "が2件あります" in finding.sentence
        assert finding.subjects == (
            "令和3年度 目的外利用第7号（審議会の答申）",
            "令和3年度 目的外利用第8号（審議会の答申）",
        )

    def test_beside_another_ground_is_no_ground(self):
        factories.use_notice(consultation=concluded("not_approved"))
        assert found() == []

    def test_alone_is_the_ground_of_a_provision(self):
        notice = factories.use_notice(
            kind=UseNotice.Kind.EXTERNAL_PROVISION,
            ground=None,
            consultation=concluded("not_approved"),
            number=9,
        )
        (finding,) = found()
        assert finding.subjects == ("令和3年度 外部提供第9号（根拠の入力なし）",)
        assert finding.link == Link("outside_use:usenotice_detail", notice.pk)

    def test_of_each_kind_is_told_apart(self):
        ground = factories.ground(OPINION)
        factories.use_notice(ground=ground)
        for conclusion in ("not_approved", "continued"):
            factories.use_notice(ground=ground, consultation=concluded(conclusion))
        assert [finding.check for finding in found()] == ["use_without_opinion", REFUSED, OPEN]

    def test_of_another_years_session_counts_in_the_year_of_the_notice(self):
        ground, session = factories.ground(OPINION), factories.council_session(2020)
        opinion = factories.consultation(session=session, conclusion="not_approved")
        factories.use_notice(ground=ground, consultation=opinion)
        assert [finding.check for finding in found()] == [REFUSED]
        assert list(findings.findings(FiscalYear(2020))) == []

    def test_that_is_approved_after_all_is_found_no_more(self):
        opinion = concluded("not_approved")
        factories.use_notice(ground=factories.ground(OPINION), consultation=opinion)
        opinion.conclusion = "approved"
        saved(opinion)
        assert found() == []


def test_the_row_is_asked_and_not_its_name():
    ground = factories.ground("法令")
    factories.use_notice(ground=ground)
    ground.name, ground.needs_opinion = "新しい根拠", True
    saved(ground)
    (finding,) = found()
    assert finding.subjects[0].endswith("（新しい根拠）")


def test_the_administrator_can_say_which_ground_needs_it():
    assert "needs_opinion" in UseGroundForm.base_fields
