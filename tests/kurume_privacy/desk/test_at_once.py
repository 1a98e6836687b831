"""Several at the same moment, each with a connection of their own, on a real server's database."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.test import Client

from kurume_privacy.models import Role, User
from kurume_privacy.records import history
from registrations.models import BusinessNotice
from tests import factories
from tests.desk import address, filled
from tests.meanwhile import Other

CROWD = 6


@pytest.fixture
def crowd(own_server_database):
    """The browsers of several of the office."""
    return [browser(f"office{place}") for place in range(CROWD)]


def browser(name):
    client = Client()
    client.force_login(factories.user(name, Role.OFFICE))
    return client


def at_once(*acts):
    """Do all of it at the same moment; return what each was answered."""
    gate, answers = Barrier(len(acts)), [None] * len(acts)

    def run(place):
        gate.wait()
        try:
            answers[place] = acts[place]().status_code
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def entering(client, **fields):
    """Return the act of entering a notice, without a number unless one is given."""
    business = factories.business(f"業務{client.session.session_key}")
    typed = {"notified_on": "R3.4.20", "kind": "start", "business": business.pk}
    data = typed | {"division": business.division_id} | fields
    return lambda: client.post(address("registrations:businessnotice_create"), data)


def test_each_draws_a_number_of_its_own(crowd):
    assert at_once(*map(entering, crowd)) == [302] * CROWD
    numbers = BusinessNotice.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [*range(1, CROWD + 1)]


def test_a_number_typed_by_several_is_taken_once(crowd):
    typed = [entering(client, number=7, name=f"{place}") for place, client in enumerate(crowd)]
    assert sorted(at_once(*typed)) == [302] + [422] * (CROWD - 1)
    assert BusinessNotice.objects.count() == 1


def test_of_several_changes_one_is_saved_and_the_others_see_it(crowd):
    notice = factories.business_notice()
    page = address("registrations:businessnotice_update", notice.pk)
    typed = [filled(client.get(page), name=f"{place}") for place, client in enumerate(crowd)]
    changing = [
        lambda client=client, data=data: client.post(page, data)
        for client, data in zip(crowd, typed, strict=True)
    ]
    assert sorted(at_once(*changing)) == [200] * (CROWD - 1) + [302]
    assert notice.history.count() == 2


def test_it_is_brought_back_or_its_number_is_taken_and_not_both(crowd):
    notice = factories.business_notice(number=7)
    history.delete(notice, "誤り")
    back = address("registrations:businessnotice_restore", history.deleted(BusinessNotice).get().pk)
    at_once(lambda: crowd[0].post(back), entering(crowd[1], number=7))
    assert BusinessNotice.objects.get().number == 7


def leave(administrator):
    """Give up the administration, as its page does: judged and saved in one transaction."""
    administrator.role = Role.OFFICE
    with transaction.atomic():
        factories.saved(administrator)


def test_of_two_administrators_who_leave_one_stays(own_server_database):
    one, two = (factories.user(name, Role.ADMINISTRATOR) for name in ("one", "two"))
    with transaction.atomic():
        leave(one)
        other = Other(lambda: leave(two))
        assert other.waits()
    assert other.done() is not None
    assert User.objects.active_administrators().get() == two
