"""What every test may ask for. Records are made by the plain functions of tests.factories."""

from typing import NamedTuple

import pytest

from kurume_privacy.models import Division
from tests import factories


class City(NamedTuple):
    """A city in small: three divisions of two departments of one agency, and one of another."""

    general_affairs: Division
    information_policy: Division
    residents: Division
    school_affairs: Division


@pytest.fixture
def city(db):
    """The divisions of a small city, in the order in which they stand."""
    return City(
        factories.division("総務課", "総務部"),
        factories.division("情報政策課", "総務部"),
        factories.division("市民課", "市民文化部"),
        factories.division("学校教育課", "教育部", "教育委員会"),
    )
