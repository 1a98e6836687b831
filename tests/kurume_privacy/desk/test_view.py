"""An act of a page: tried anew where another was quicker, and whole or not at all."""

import pytest
from django.db import IntegrityError
from django.http import HttpResponse

from kurume_privacy.desk.view import ATTEMPTS, one_act
from registrations.models import Business
from tests import factories

pytestmark = pytest.mark.django_db


def entering(times_refused):
    """Return an act that enters a business and is refused so many times; and each attempt."""
    attempts = []

    @one_act
    def act():
        attempts.append(Business.objects.count())
        factories.business()
        if len(attempts) <= times_refused:
            raise IntegrityError
        return HttpResponse()

    return act, attempts


def test_where_another_was_quicker_it_is_done_anew_from_the_beginning():
    act, attempts = entering(times_refused=ATTEMPTS - 1)
    assert act().status_code == 200
    assert attempts == [0] * ATTEMPTS
    assert Business.objects.count() == 1


def test_refused_again_and_again_it_leaves_nothing():
    act, attempts = entering(times_refused=ATTEMPTS)
    with pytest.raises(IntegrityError):
        act()
    assert attempts == [0] * ATTEMPTS
    assert not Business.objects.exists()
