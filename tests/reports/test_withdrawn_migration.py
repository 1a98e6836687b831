"""The migration that lets a request be withdrawn: both ways, with the steps and their triggers."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.exceptions import IrreversibleError

from kurume_privacy.models import Role
from reports.models import Step, StepKind
from tests import factories
from tests.without_triggers import FROZEN

NOW = datetime(2022, 7, 30, 9, tzinfo=UTC)
BEFORE, AFTER = "0007_search_keys", "0008_requests_withdrawn"


def migrate(name=None):
    """Migrate the reports to ``name``, or to the last there is."""
    call_command("migrate", "reports", *filter(None, [name]), verbosity=0)


def rows():
    """Return every step, by what it had before the migration too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, year, act, reason, digest, user_id FROM reports_step ORDER BY id"
        )
        return cursor.fetchall()


def refused(sql):
    """Say whether the database refuses this by a trigger."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as refusal:
        return FROZEN.SAID in str(refusal)
    return False


def guarded():
    return refused("UPDATE reports_step SET year = year") and refused("DELETE FROM reports_step")


@pytest.fixture
def steps(own_database):
    """Two years on their way, each by two people."""
    office, approver = factories.user("o", Role.OFFICE), factories.user("a", Role.APPROVER)
    for year in (2020, 2021):
        Step.objects.create(year=year, act="ask", user=office, at=NOW, digest="0" * 64)
        Step.objects.create(year=year, act="send_back", user=approver, at=NOW, reason="数が違う")


def test_it_goes_back_and_forth_and_leaves_the_steps_as_they_were(steps):
    before = rows()
    assert len(before) == 4
    for name in (BEFORE, AFTER, BEFORE, AFTER):
        migrate(name)
        assert rows() == before
        assert guarded(), name


def test_before_it_no_request_is_withdrawn(steps):
    last = Step.objects.last()
    migrate(BEFORE)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reports_step (year, act, at, reason, digest, user_id)"
            " SELECT year, 'withdraw', at, '', '', user_id FROM reports_step WHERE id = %s",
            [last.pk],
        )
    migrate()
    Step.objects.create(year=2021, act=StepKind.WITHDRAW, user=last.user, at=NOW)
    assert Step.last(2021).get_act_display() == "依頼の取消し"
    with pytest.raises(IrreversibleError, match="依頼の取消しの記録がある"):
        migrate(BEFORE)


def test_only_a_request_is_kept_with_its_report(steps):
    user = Step.objects.last().user
    Step.objects.create(year=2021, act=StepKind.ASK, user=user, at=NOW, structure="{}")
    for act in set(StepKind) - {StepKind.ASK}:
        with pytest.raises(IntegrityError), transaction.atomic():
            Step.objects.create(year=2021, act=act, user=user, at=NOW, structure="{}")
