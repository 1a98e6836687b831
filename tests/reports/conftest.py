"""The 令和３ sample, for the tests of a module."""

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from reports.compiling.compile import compile_report


@pytest.fixture(scope="module")
def reiwa3(django_db_setup, django_db_blocker, databases):
    """The sample in the database while a module's tests run, and the report compiled from it."""
    with django_db_blocker.unblock(), databases.copy("sample"):
        yield compile_report(FiscalYear(2021))
