"""What the front page says of the reports: whose turn it is."""

from datetime import UTC, datetime

import pytest

from kurume_privacy.document.links import Link
from kurume_privacy.models import Role
from reports.models import Step, StepKind
from reports.tasks import turns
from tests import factories
from tests.desk import log_in_as, words

pytestmark = pytest.mark.django_db
NOW = datetime(2022, 5, 10, tzinfo=UTC)


def take(*acts):
    user = factories.user("somebody", Role.OFFICE)
    for act in acts:
        Step.objects.create(year=2021, act=act, user=user, at=NOW)


def told(role):
    return [(task.sentence, task.count) for task in turns(factories.user(role.value, role))]


@pytest.mark.parametrize(
    ("acts", "to_approve", "to_mend"),
    [
        ((), 0, 0),
        ((StepKind.ASK,), 1, 0),
        ((StepKind.ASK, StepKind.SEND_BACK), 0, 1),
        ((StepKind.ASK, StepKind.SEND_BACK, StepKind.ASK), 1, 0),
        ((StepKind.ASK, StepKind.WITHDRAW), 0, 1),
        ((StepKind.ASK, StepKind.WITHDRAW, StepKind.ASK), 1, 0),
        ((StepKind.ASK, StepKind.APPROVE), 1, 0),
        ((StepKind.ASK, StepKind.APPROVE, StepKind.PUBLISH), 0, 0),
        ((StepKind.ASK, StepKind.APPROVE, StepKind.PUBLISH, StepKind.REOPEN), 0, 1),
    ],
)
def test_it_is_one_persons_turn(acts, to_approve, to_mend):
    take(*acts)
    assert sum(count for _, count in told(Role.APPROVER)) == to_approve
    assert sum(count for _, count in told(Role.OFFICE)) == to_mend
    assert told(Role.CLERK) == []


def items(role):
    (task,) = turns(factories.user(role.value, role))
    return [(item.name, item.link, item.notes) for item in task.items]


def test_the_year_leads_to_its_draft_and_says_who_asked():
    take(StepKind.ASK)
    assert items(Role.APPROVER) == [
        (
            "令和3年度",
            Link("reports:draft", 2021),
            ("somebodyが令和4年5月10日 09:00に確認を依頼しました。",),
        )
    ]


def test_what_came_back_says_who_sent_it_when_and_why():
    """Of two years each its own, the latest first; a long reason stands whole on its page."""
    take(StepKind.ASK)
    for year, reason in ((2019, "長" * 500), (2021, "数が違います。")):
        user = factories.user(f"approver{year}", Role.APPROVER)
        Step.objects.create(year=year, act=StepKind.SEND_BACK, user=user, at=NOW, reason=reason)
    assert [notes for _, _, notes in items(Role.OFFICE)] == [
        ("approver2021が令和4年5月10日 09:00に差し戻しました。", "理由：数が違います。"),
        ("approver2019が令和4年5月10日 09:00に差し戻しました。", f"理由：{'長' * 120}…"),
    ]


def test_the_home_of_the_office_shows_it(client):
    take(StepKind.ASK, StepKind.SEND_BACK)
    Step.objects.create(
        year=2021,
        act=StepKind.SEND_BACK,
        user=Step.last(2021).user,
        at=NOW,
        reason="数が違います。",
    )
    office = log_in_as()
    assert "somebodyが令和4年5月10日 09:00に差し戻しました。 理由：数が違います。" in words(
        office.get("/desk/")
    )
    assert "理由：数が違います。" not in words(log_in_as("clerk", Role.CLERK).get("/desk/"))
