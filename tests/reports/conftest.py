"""The 令和３ sample, loaded once for the tests of a module."""

import pytest
from django.db import transaction

from kurume_privacy.fiscal import FiscalYear
from reports import sample
from reports.compile import compile_report


@pytest.fixture(scope="module")
def reiwa3(django_db_setup, django_db_blocker):
    """The sample in the database while a module's tests run, and the report compiled from it."""
    with django_db_blocker.unblock(), transaction.atomic():
        sample.load()
        yield compile_report(FiscalYear(2021))
        transaction.set_rollback(True)
