"""The sample is published by the real acts, once, and in development only."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import NOT_APPLICABLE
from kurume_privacy.models import ClosedYear, Role
from reports.management.commands.publish_sample import REASON
from reports.models import Edition, Explanation, PublicNotice, Step
from reports.publishing import publish
from tests import factories
from tests.reports.published import few_files


@pytest.fixture(autouse=True)
def development(settings, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setattr(publish, "files_of", few_files)


@pytest.fixture
def people(reiwa3, db):
    return factories.user("office", Role.OFFICE), factories.user("approver", Role.APPROVER)


def call():
    out = StringIO()
    call_command("publish_sample", stdout=out)
    return out.getvalue()


def test_it_takes_every_step(people, reiwa3):
    office, approver = people
    assert call() == "見本を公表しました：令和3年度 第1版\n"
    assert Edition.objects.get().report == reiwa3
    taken = [(step.act, step.user) for step in Step.objects.all()]
    assert taken == [("ask", office), ("approve", approver), ("publish", approver)]
    assert ClosedYear.years() == [2021]
    assert str(PublicNotice.objects.in_year(FiscalYear(2021)).get()) == "久留米市告示第1号"
    assert {one.check_name: one.reason for one in Explanation.objects.all()} == {
        "no_records_reviews": NOT_APPLICABLE,
        "small_cells": REASON,
    }


def test_a_second_time_changes_nothing(people):
    call()
    assert "既に始まっています" in call()
    assert Edition.objects.count() == 1


def test_without_the_demo_users_nothing_is_published(reiwa3, db):
    assert "公表しません" in call()
    assert not Step.objects.exists()


def test_a_user_of_another_role_is_no_demo_user(reiwa3, db):
    factories.user("office", Role.APPROVER)
    factories.user("approver", Role.APPROVER)
    assert "公表しません" in call()


def test_where_the_sample_was_changed_so_that_it_cannot_be_asked_about(people, monkeypatch):
    def refuse(*given):
        raise publish.StepRefused("エラーが残っています。")

    monkeypatch.setattr(publish, "ask", refuse)
    assert call() == "見本を公表できません。エラーが残っています。\n"
    assert not Step.objects.exists()
    assert not Explanation.objects.exists()


def test_where_somebody_works_with_records_of_their_own(people):
    office, _ = people
    notice = factories.business_notice(number=900)
    notice._history_user = office
    notice.save()
    assert "ほかの記録" in call()
    assert not Step.objects.exists()


def test_outside_development_it_is_refused(people, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="開発用"):
        call()
    assert not Step.objects.exists()
