"""What the draft of a year differs in: from the last edition, and from an earlier request.

It is seen before publication at every step, and is what the next edition then states.
"""

import json
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.db import models

from kurume_privacy.models import Regime
from reports.models import Edition, Stage, Step, StepKind
from reports.publishing import differences, publish
from reports.publishing.differences import errata_of, returned
from reports.publishing.draft import Draft
from tests import factories
from tests.factories import DAY
from tests.reports import published as publishing
from tests.reports.published import NOTICE, NOW, YEAR

pytestmark = pytest.mark.django_db
WHY = "届出1件の登録漏れ"


@pytest.fixture
def people(city, monkeypatch):
    """The office and the approver, and a year with a notice between two others."""
    monkeypatch.setattr(publish, "files_of", publishing.few_files)
    office, approver = publishing.people()
    publishing.publish_others(approver)
    publishing.enter(office)
    return office, approver


@pytest.fixture
def corrected(people):
    """The same with its first edition, reopened, and a notice more."""
    publish_it(people)
    publish.reopen(YEAR, people[1], WHY, NOW)
    factories.business_notice(number=2, notified_on=DAY)
    explain(people)
    return people


def explain(people, now=NOW):
    for warning in draft().unexplained:
        publish.explain(YEAR, warning.check, "確かめました。", people[0], now)


def publish_it(people):
    publishing.approve(*people)
    return publish.publish(YEAR, people[1], NOW, **NOTICE)


def draft():
    return Draft.of(YEAR, NOW.date())


def lines_of(found):
    """Return each line by what stands there: (row, column, wrong, right)."""
    lines = (one.erratum for one in found)
    return [(one.row, one.column, one.wrong, one.right) for one in lines]


def test_before_its_first_edition_a_year_differs_from_nothing(people):
    assert (draft().former, draft().number, draft().errata, draft().reason) == (None, 1, (), "")


def test_at_every_step_it_shows_what_the_next_edition_will_state(corrected):
    office, approver = corrected
    seen = [draft().errata]
    publish.ask(YEAR, office, NOW)
    seen.append(draft().errata)
    publish.approve(YEAR, approver, NOW)
    seen.append(draft().errata)
    second = publish.publish(YEAR, approver, NOW, **NOTICE)
    assert [[asdict(one) for one in errata] for errata in seen] == [
        json.loads(second.corrections)
    ] * 3
    assert {one.reason for one in seen[0]} == {WHY}
    assert len(seen[0]) > 2


def test_like_is_paired_with_like_and_the_words_that_differ_are_marked(corrected):
    (total,) = (
        one
        for one in draft().differences
        if (one.erratum.row, one.erratum.column) == ("合計", "登録")
    )
    assert total.pieces == ((("1", True),), (("2", True),))
    (added,) = (one for one in draft().differences if "業務その" in one.erratum.right)
    assert added.pieces[0] == ()
    assert all(piece.changed for piece in added.pieces[1])


def test_what_was_published_last_is_what_counts(corrected):
    publish_it(corrected)
    assert (draft().former.number, draft().number, draft().errata) == (2, 3, ())
    publish.reopen(YEAR, corrected[1], "もう1件", NOW)
    factories.business_notice(number=3, notified_on=DAY)
    assert draft().reason == "もう1件"
    assert ("合計", "登録", "2", "3") in lines_of(draft().differences)


def test_a_year_that_was_reopened_for_nothing_differs_in_nothing(people):
    publish_it(people)
    publish.reopen(YEAR, people[1], WHY, NOW)
    assert (draft().number, draft().errata) == (2, ())


def test_a_published_year_differs_once_the_law_or_the_database_is_changed(people):
    """No record of a closed year is changed; what else the report prints, can be."""
    edition = publish_it(people)
    assert errata_of(edition) == draft().errata == ()
    models.QuerySet(Regime).update(report_subject="直した制度")
    (title,) = errata_of(edition)
    assert (title.table, title.right) == ("表題", "令和3年度直した制度の運用状況")
    assert draft().stage == Stage.PUBLISHED
    assert [one.right for one in draft().errata] == [title.right]
    assert draft().errata[0].reason == ""
    assert Edition.objects.get(pk=edition.pk).structure == edition.structure


def test_what_is_written_alike_is_not_even_read(people, monkeypatch):
    edition = publish_it(people)
    monkeypatch.setattr(differences, "report_of", None)
    assert differences.errata_of(edition) == ()


# Since the request before


def test_the_first_request_is_compared_with_none(people):
    publish.ask(YEAR, people[0], NOW)
    assert (draft().returned, draft().since_returned) == (None, [])


def ask_again(people, back):
    """Ask, let it come back, enter a training, and ask again."""
    office, approver = people
    publish.ask(YEAR, office, NOW)
    if back == StepKind.WITHDRAW:
        publish.withdraw(YEAR, office, NOW, "研修を入力するため")
    else:
        publish.send_back(YEAR, approver, "研修がありません。", NOW)
    factories.training(content="年度末の研修")
    later = NOW + timedelta(hours=1)
    explain(people, later)
    publish.ask(YEAR, office, later)


@pytest.mark.parametrize("back", [StepKind.SEND_BACK, StepKind.WITHDRAW])
def test_the_second_request_says_what_changed_since_the_first(people, back):
    ask_again(people, back)
    asked_again = draft()
    assert (asked_again.returned.asked.act, asked_again.returned.back.act) == ("ask", back)
    rights = [one.erratum.right for one in asked_again.since_returned]
    assert "令和3年4月年度末の研修" in rights
    assert asked_again.errata == ()  # nothing was published yet


def test_of_a_correction_both_comparisons_stand_beside_each_other(corrected):
    ask_again(corrected, StepKind.SEND_BACK)
    since, from_edition = (
        {one.right for one in errata}
        for errata in ([m.erratum for m in draft().since_returned], draft().errata)
    )
    assert "令和3年4月年度末の研修" in since < from_edition


def test_reasons_that_were_written_meanwhile_are_named(people):
    office, approver = people
    factories.business_notice(number=5, notified_on=DAY)
    explain(people)
    publish.ask(YEAR, office, NOW)
    publish.send_back(YEAR, approver, "理由が分かりません。", NOW)
    assert draft().explained_since == []
    later = NOW + timedelta(hours=1)
    publish.explain(YEAR, "number_gaps", "2から4は欠番です。", office, later)
    publish.ask(YEAR, office, later)
    assert [group.check for group in draft().explained_since] == ["number_gaps"]
    assert draft().since_returned == []


def test_what_was_asked_before_an_upgrade_kept_no_structure(people):
    office, approver = people
    for act, user in ((StepKind.ASK, office), (StepKind.SEND_BACK, approver)):
        Step.objects.create(year=int(YEAR), act=act, user=user, at=NOW)
    publish.ask(YEAR, office, NOW)
    assert draft().returned.asked.structure == ""
    assert draft().since_returned == []


def test_once_published_no_request_is_looked_back_at(people):
    ask_again(people, StepKind.SEND_BACK)
    publish.approve(YEAR, people[1], NOW)
    assert draft().returned
    publish.publish(YEAR, people[1], NOW, **NOTICE)
    assert draft().returned is None
    publish.reopen(YEAR, people[1], WHY, NOW)
    assert draft().returned is None


ASK, BACK, WITHDRAWN = StepKind.ASK, StepKind.SEND_BACK, StepKind.WITHDRAW
WAY = (ASK, StepKind.APPROVE, StepKind.PUBLISH, StepKind.REOPEN)


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ((), None),
        ((ASK,), None),
        ((BACK,), None),
        ((ASK, StepKind.APPROVE), None),
        ((ASK, BACK), (0, 1)),
        ((ASK, StepKind.APPROVE, BACK), (0, 2)),
        ((ASK, BACK, ASK, BACK, ASK), (2, 3)),
        ((ASK, WITHDRAWN, ASK), (0, 1)),
        ((ASK, BACK, ASK, WITHDRAWN, ASK), (0, 1)),  # the approver knows the first alone
        ((ASK, WITHDRAWN, ASK, WITHDRAWN), (2, 3)),
        ((ASK, BACK, *WAY), None),
        ((ASK, BACK, *WAY, ASK), None),
        ((*WAY, ASK, BACK, ASK), (4, 5)),
    ],
)
def test_which_request_the_draft_is_compared_with(acts, expected):
    steps = [Step(pk=place, act=act) for place, act in enumerate(acts)]
    found = returned(steps)
    assert (found and (found.asked.pk, found.back.pk)) == expected
