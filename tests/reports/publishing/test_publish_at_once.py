"""Two at the same moment, each with a connection of their own, on a real server's database."""

import pytest
from django.db import transaction

from kurume_privacy.models import ClosedYear, YearClosed
from registrations.models import BusinessNotice
from reports.models import Edition, Stage, Step
from reports.publishing import publish
from reports.publishing.draft import Draft
from tests import factories
from tests.meanwhile import Other
from tests.reports import published as publishing
from tests.reports.published import NOTICE, NOW, YEAR


@pytest.fixture
def couple(own_server_database, monkeypatch):
    """The office and the approver, and a year that can be asked about."""
    monkeypatch.setattr(publish, "files_of", publishing.few_files)
    office, approver = publishing.people()
    publishing.enter(office)
    return office, approver


def save():
    factories.saved(BusinessNotice.objects.get())


def close():
    ClosedYear.objects.create(year=2021)


def test_a_closing_waits_for_a_save_that_has_begun(couple):
    with transaction.atomic():
        save()
        other = Other(close)
        assert other.waits()
        assert ClosedYear.years() == []
    assert other.done() is None
    assert ClosedYear.years() == [2021]


def test_a_save_waits_for_a_closing_that_has_begun_and_is_refused(couple):
    with transaction.atomic():
        close()
        other = Other(save)
        assert other.waits()
    assert isinstance(other.done(), YearClosed)
    assert BusinessNotice.objects.get().history.count() == 1


def test_a_save_does_not_wait_for_another(couple):
    second = factories.business_notice(number=2)
    with transaction.atomic():
        save_first()
        other = Other(second.save)
        assert other.done() is None


def save_first():
    BusinessNotice.objects.get(number=1).save()


def test_what_was_saved_meanwhile_is_in_what_is_asked_about(couple):
    office, _ = couple
    with transaction.atomic():
        factories.business_notice(number=2)
        other = Other(lambda: publish.ask(YEAR, office, NOW))
        assert other.waits()
    assert other.done() is None
    draft = Draft.of(YEAR, NOW.date())
    assert (draft.stage, draft.digest) == (Stage.ASKED, draft.last.digest)


def together(*acts):
    """Do them at once; return the sentences by which some were refused."""
    others = [Other(act) for act in acts]
    refusals = [other.done() for other in others]
    return [refusal.messages for refusal in refusals if refusal]


def test_of_two_who_ask_one_is_refused(couple):
    office, _ = couple
    refusals = together(*[lambda: publish.ask(YEAR, office, NOW)] * 2)
    assert len(refusals) == 1
    assert [step.act for step in Step.objects.all()] == ["ask"]


def test_of_approval_and_sending_back_one_is_refused_or_both_in_their_order(couple):
    office, approver = couple
    publish.ask(YEAR, office, NOW)
    together(
        lambda: publish.approve(YEAR, approver, NOW),
        lambda: publish.send_back(YEAR, approver, "理由", NOW),
    )
    acts = [step.act for step in Step.objects.all()]
    assert acts in (["ask", "send_back"], ["ask", "approve", "send_back"])
    assert Step.stage(YEAR) == Stage.DRAFTING
    assert ClosedYear.years() == []


def test_of_approval_and_withdrawal_one_is_refused(couple):
    office, approver = couple
    publish.ask(YEAR, office, NOW)
    refusals = together(
        lambda: publish.approve(YEAR, approver, NOW),
        lambda: publish.withdraw(YEAR, office, NOW),
    )
    assert len(refusals) == 1
    approved = [step.act for step in Step.objects.all()] == ["ask", "approve"]
    assert Step.stage(YEAR) == (Stage.APPROVED if approved else Stage.DRAFTING)
    assert ClosedYear.years() == ([2021] if approved else [])


def test_of_two_who_publish_one_is_refused(couple):
    office, approver = couple
    publishing.approve(office, approver)
    refusals = together(*[lambda: publish.publish(YEAR, approver, NOW, **NOTICE)] * 2)
    assert len(refusals) == 1
    assert Edition.objects.get().number == 1
    assert [step.act for step in Step.objects.all()] == ["ask", "approve", "publish"]


def test_of_publishing_and_sending_back_one_is_refused(couple):
    office, approver = couple
    publishing.approve(office, approver)
    refusals = together(
        lambda: publish.publish(YEAR, approver, NOW, **NOTICE),
        lambda: publish.send_back(YEAR, approver, "理由", NOW),
    )
    assert len(refusals) == 1
    published = Edition.objects.exists()
    assert Step.stage(YEAR) == (Stage.PUBLISHED if published else Stage.DRAFTING)
    assert ClosedYear.years() == ([2021] if published else [])
