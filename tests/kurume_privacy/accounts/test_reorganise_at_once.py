"""Two administrators at the same moment, on a real server's database."""

from django.db import transaction

from kurume_privacy.accounts.reorganise import reorganise
from kurume_privacy.models import Division, Reorganisation
from tests import factories
from tests.kurume_privacy.accounts.reorganising import planned, target
from tests.meanwhile import Other


def test_the_second_act_sees_what_the_first_has_done(own_server_database):
    division = factories.division()
    plans = [planned({division: target(name)}) for name in ("企画課", "法務課")]
    assert [each.refusals() for each in plans] == [[], []]
    with transaction.atomic():
        reorganise(plans[0], "")
        other = Other(lambda: reorganise(plans[1], ""))
        assert other.waits()
    assert other.done().messages == ["「総務部総務課」は、令和9年4月1日には使われていません。"]
    assert Reorganisation.objects.count() == 1
    assert not Division.objects.filter(name="法務課").exists()
