"""Which stored record is meant, and which may be there already."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kurume_privacy.models import Role
from kurume_privacy.workbook.matching import Matching
from tests import factories
from tests.excel import KINDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city):
    return factories.user("office", Role.OFFICE)


def matching(kind, user):
    return Matching(KINDS[kind], user)


class TestKnown:
    def test_finds_a_record_by_year_and_number(self, office):
        notice = factories.use_notice(number=7)
        assert matching("usenotice", office).find((2021, 7)) == notice.pk

    def test_finds_none_of_another_year_or_number(self, office):
        factories.use_notice(number=7)
        found = matching("usenotice", office)
        assert found.find((2022, 7)) is None
        assert found.find((2021, 8)) is None

    def test_finds_none_where_a_part_could_not_be_read(self, office):
        assert matching("usenotice", office).find((2021, None)) is None

    def test_finds_what_was_entered_since(self, office):
        found = matching("usenotice", office)
        assert found.find((2021, 7)) is None
        found.add((2021, 7), 99)
        assert found.find((2021, 7)) == 99

    def test_what_was_entered_before_a_year_was_read_hides_none_that_are_stored(self, office):
        notice = factories.use_notice(number=7)
        found = matching("usenotice", office)
        found.add((2021, 8), 99)
        assert found.find((2021, 7)) == notice.pk

    def test_a_clerk_finds_those_of_the_own_division(self, office, city):
        own = factories.use_notice(number=1, division=city.residents)
        factories.use_notice(number=2, division=city.general_affairs)
        found = matching("usenotice", factories.user(division=city.residents))
        assert (found.find((2021, 1)), found.find((2021, 2))) == (own.pk, None)

    def test_reads_a_year_once(self, office):
        found = matching("usenotice", office)
        with CaptureQueriesContext(connection) as queries:
            for number in range(50):
                found.find((2021, number))
        assert len(queries) == 1

    def test_of_a_ledger_without_years_by_its_own_names(self, office, city):
        business = factories.business("文書管理業務")
        key = (city.general_affairs.pk, "文書管理業務")
        assert matching("business", office).find(key) == business.pk
