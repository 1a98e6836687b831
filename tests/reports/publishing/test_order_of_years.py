"""The years may be published in any order, each edition staying as it is."""

import json
from itertools import permutations
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import ClosedYear
from registrations.models import BusinessNotice
from reports.models import Edition, PublicNotice, Stage, Step, StepKind
from reports.publishing import publish
from reports.publishing.draft import Draft
from reports.publishing.standing import standings
from tests import factories
from tests.examples import examples
from tests.reports import published as publishing
from tests.reports.several_years import (
    NOW,
    WAY,
    YEARS,
    differing,
    enter,
    go,
    number_of,
    stage,
    take,
    told_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city, monkeypatch):
    monkeypatch.setattr(publish, "files_of", publishing.few_files)
    office, approver = publishing.people()
    enter(office)
    return office, approver


# A later year first

SUBJECT = "令和3年度の久留米市個人情報保護制度の運用状況"


def test_an_earlier_year_is_published_after_a_later_one_and_leaves_it_alone(people):
    go(2022, people)
    later = Edition.objects.get()
    assert told_of(2022) == f"{SUBJECT}の公表の記録は、ありません。"
    go(2021, people)
    assert PublicNotice.objects.get(year=2021).number == number_of(2021)
    assert Edition.objects.get(pk=later.pk).sha256 == later.sha256
    assert ClosedYear.years() == [2021, 2022]
    assert differing() == {
        2022: [
            f"{SUBJECT}は、令和4年7月1日に久留米市告示第121号で公表しました。"
            "なお、久留米市のホームページ上においても公表しています。"
        ]
    }


def test_a_correction_of_the_later_year_then_tells_of_it(people):
    go(2022, people)
    go(2021, people)
    go(2022, people, StepKind.REOPEN, *WAY)
    assert "久留米市告示第121号" in told_of(2022)
    assert differing() == {}


@pytest.mark.parametrize("acts", [WAY[:1], WAY[:2]])
@pytest.mark.parametrize("act", [StepKind.ASK, StepKind.PUBLISH])
def test_while_the_later_year_waits_for_its_publication_the_notice_cannot_be_recorded(
    people, act, acts
):
    """What was asked about tells of none: it would be another report."""
    for step in WAY[:2] if act == StepKind.PUBLISH else ():
        take(step, 2021, people)
    for step in acts:
        take(step, 2022, people)
    with pytest.raises(publish.StepRefused) as refused:
        take(act, 2021, people)
    assert refused.value.messages == [
        "令和4年度の報告書が確認依頼か承認の後で、まだ公表されていないため、令和3年度の告示を"
        "記録できません。先に令和4年度を公表するか、差し戻してください（承認の前なら、"
        "総括担当が依頼を取り消せます）。"
    ]
    take(StepKind.SEND_BACK, 2022, people)
    take(act, 2021, people)


# They are named before the request


def named(year):
    """Return the years that the check of a year names."""
    draft = Draft.of(FiscalYear(year), NOW.date())
    found = {group.check: group for group in draft.groups}.get("earlier_years_unpublished")
    return [subject for one in found.findings for subject in one.subjects] if found else []


def test_earlier_years_that_nobody_published_are_named(people):
    """The year before has a warning of its own, by its 告示."""
    assert [named(year) for year in YEARS] == [
        [],
        [],
        ["令和3年度"],
        ["令和3年度", "令和4年度"],
    ]
    draft = Draft.of(FiscalYear(2024), NOW.date())
    assert "previous_notice_missing" in [group.check for group in draft.unexplained]


def test_a_year_that_is_published_or_has_its_notice_is_not_named(people):
    go(2021, people)
    assert named(2024) == ["令和4年度"]
    factories.public_notice(2022)
    assert named(2024) == []


def test_a_year_without_records_here_is_not_named(people):
    BusinessNotice.objects.filter(year=2021).delete()
    assert named(2024) == ["令和4年度"]


def test_the_request_waits_for_a_reason_and_no_more(people):
    office, _ = people
    factories.public_notice(2023)
    for warning in Draft.of(FiscalYear(2024), NOW.date()).unexplained:
        if warning.check != "earlier_years_unpublished":
            publish.explain(FiscalYear(2024), warning.check, "確かめました。", office, NOW)
    with pytest.raises(publish.StepRefused) as refused:
        publish.ask(FiscalYear(2024), office, NOW)
    assert refused.value.messages == [
        "理由のない警告があります：「公表していない、前の年度」。直すか、理由を書いてください。"
    ]
    go(2024, people)
    (stated,) = (
        one
        for one in json.loads(Edition.objects.get().checks)
        if one["check"] == "earlier_years_unpublished"
    )
    assert stated["subjects"] == ["令和3年度", "令和4年度"]


@pytest.mark.parametrize("meanwhile", ["published", "entered"])
def test_what_becomes_of_other_years_afterwards_stands_in_nobodys_way(people, meanwhile):
    """Of those named when it was asked for, one is published; or another has records now."""
    take(StepKind.ASK, 2024, people)
    if meanwhile == "published":
        go(2021, people)
    else:
        factories.business_notice(notified_on=FiscalYear(2015).first_day)
    take(StepKind.APPROVE, 2024, people)
    take(StepKind.PUBLISH, 2024, people)
    assert Step.stage(FiscalYear(2024)) == Stage.PUBLISHED


# Whatever the order

ORDERS = list(permutations(YEARS))


class AnyOrder(TestCase):
    """A transaction an example: each begins with the same four years."""

    @classmethod
    def setUpTestData(cls):
        cls.people = publishing.people()
        enter(cls.people[0])

    def setUp(self):
        patched = patch.object(publish, "files_of", publishing.few_files)
        patched.start()
        self.addCleanup(patched.stop)

    @examples(4)
    @given(st.sampled_from(ORDERS))
    def test_every_order_ends_in_the_same(self, order):
        """Every edition stays; a year differs just where the year before came after it."""
        sums = {}
        for year in order:
            go(year, self.people)
            sums[year] = Edition.objects.get(year=year).sha256
        assert dict(Edition.objects.values_list("year", "sha256")) == sums
        late = {year for year in YEARS[1:] if order.index(year) < order.index(year - 1)}
        assert differing().keys() == late
        for year in late:
            go(year, self.people, StepKind.REOPEN, *WAY)
        assert differing() == {}
        assert list(PublicNotice.objects.values_list("year", "number")) == [
            (YEARS[0] - 1, 77),
            *((year, number_of(year)) for year in YEARS),
        ]
        assert all(f"告示第{number_of(year - 1)}号" in told_of(year) for year in YEARS[1:])

    @examples(4)
    @given(st.lists(st.tuples(st.sampled_from(YEARS), st.integers(0, 5)), max_size=14))
    def test_whatever_steps_are_taken_every_year_can_be_published_in_the_end(self, drawn):
        """What is refused leaves no year with which nobody can go on, and no edition changes."""
        for year, choice in drawn:
            possible = [act for act in StepKind if stage(year) in publish.FROM[act]]
            try:
                take(possible[choice % len(possible)], year, self.people)
            except publish.StepRefused as refusal:
                assert "告示を記録できません" in refusal.messages[0]  # noqa: PT017
        sums = dict(Edition.objects.values_list("pk", "sha256"))
        for year in YEARS:
            if stage(year) in (Stage.ASKED, Stage.APPROVED):
                take(StepKind.SEND_BACK, year, self.people)
        for year in YEARS:
            if stage(year) == Stage.DRAFTING or year in differing():
                again = (StepKind.REOPEN,) if stage(year) == Stage.PUBLISHED else ()
                go(year, self.people, *again, *WAY)
        assert {one.stage for one in standings()} == {Stage.PUBLISHED}
        assert differing() == {}
        assert sums.items() <= dict(Edition.objects.values_list("pk", "sha256")).items()
