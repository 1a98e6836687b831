"""What the front page says of the reports: whose turn it is."""

from datetime import UTC, datetime

import pytest

from kurume_privacy.document.links import Link
from kurume_privacy.models import Role
from reports.models import Step, StepKind
from reports.tasks import turns
from tests import factories

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


def test_the_year_leads_to_its_draft():
    take(StepKind.ASK)
    (task,) = turns(factories.user("approver", Role.APPROVER))
    assert [(item.name, item.link) for item in task.items] == [
        ("令和3年度", Link("reports:draft", 2021))
    ]
