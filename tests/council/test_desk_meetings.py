"""The list of the council's meetings: to read, each leading to its session."""

from datetime import date

import pytest
from django.urls import reverse

from council.models import Meeting
from tests import factories
from tests.desk import listed, log_in_as, rows, text, words

pytestmark = pytest.mark.django_db
LIST = reverse("council:meeting_list")


def found(**asked):
    return listed(log_in_as().get(LIST, asked))


@pytest.fixture
def meetings(db):
    """Two meetings of the first session, one of the second, and one of another year."""
    sessions = [
        factories.council_session(year, number=number)
        for year, number in ((2021, 1), (2021, 2), (2022, 1))
    ]
    first, second, later = sessions
    return [
        factories.meeting(session=first, held_on=date(2021, 5, 1)),
        factories.meeting(session=first, held_on=date(2021, 5, 8)),
        factories.meeting(session=second, held_on=date(2021, 8, 1), manner="online", place=""),
        factories.meeting(session=later, held_on=date(2022, 5, 1)),
    ]


def test_each_meeting_has_its_line_which_leads_to_its_session(meetings):
    answer = log_in_as().get(LIST)
    first = meetings[0].session
    assert rows(answer).count((str(first), first.get_absolute_url())) == 2
    assert "4 件" in words(answer)


def test_those_of_the_latest_session_stand_first(meetings):
    assert found() == meetings[::-1]
    assert found(sort="held_on") == meetings


def test_by_the_year_and_the_number_of_the_session(meetings):
    assert found(year=2021) == meetings[2::-1]
    assert found(year=2021, number=1) == meetings[1::-1]
    assert found(number=1) == [meetings[3], *meetings[1::-1]]


def test_by_manner_and_date(meetings):
    assert found(manner=Meeting.Manner.ONLINE) == [meetings[2]]
    assert found(held_on_from="R3.5.8", held_on_until="R3.8.1") == meetings[2:0:-1]


def test_nothing_is_entered_here_and_the_sessions_are_near(meetings):
    page = text(log_in_as().get(LIST))
    sessions = reverse("council:councilsession_list")
    assert "新しく登録する" not in page
    assert f'<a href="{sessions}">審議会の一覧</a>' in page
    assert f'<a href="{LIST}">' in text(log_in_as().get(sessions))
