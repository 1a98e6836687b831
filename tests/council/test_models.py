"""Sessions, meetings and what was put to the council: one that fits, one that is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from council.models import (
    Consultation,
    ConsultationPoint,
    CouncilBriefing,
    CouncilSession,
    Meeting,
)
from tests import factories
from tests.factories import refused, refused_by_database, saved

pytestmark = pytest.mark.django_db
Manner = Meeting.Manner


# Sessions


def test_a_session_has_a_number_in_its_year():
    assert str(factories.council_session(2021, number=3)) == "令和3年度第3回審議会"


def test_a_number_stands_once_in_a_year():
    factories.council_session(2021, number=1)
    again = CouncilSession(year=2021, number=1)
    refused(again, "この年度には、同じ番号の記録が既にあります。")
    refused_by_database(again, "council_councilsession_numbered_once")


def test_every_year_begins_with_the_first_session():
    later = factories.council_session(2022, number=1)
    second = factories.council_session(2021, number=2)
    first = factories.council_session(2021, number=1)
    assert list(CouncilSession.objects.all()) == [first, second, later]


@pytest.mark.parametrize("year", [0, 1, 1868, 9999])
def test_a_year_that_cannot_be_named_is_refused(year):
    refused(CouncilSession(year=year, number=1), f"{year}年度は扱えません。", at="year")


def test_a_session_without_a_year_is_told_so():
    with pytest.raises(ValidationError) as refusal:
        CouncilSession(number=1).full_clean()
    assert set(refusal.value.message_dict) == {"year"}


# Meetings


def test_a_session_may_have_several_meetings():
    session = factories.council_session(2021, number=1)
    first = factories.meeting(session=session, held_on=date(2021, 5, 6))
    second = factories.meeting(session=session, held_on=date(2021, 5, 13))
    assert list(session.meetings.all()) == [first, second]
    assert str(first) == "令和3年度第1回審議会 対面"


def test_a_meeting_in_person_has_a_place():
    meeting = factories.meeting()
    meeting.place = ""
    refused(meeting, "対面の会議には、場所を入力してください。", at="place")
    refused_by_database(meeting, "meeting_in_person_has_place")


def test_a_meeting_online_may_be_without_a_place():
    factories.meeting(manner=Manner.ONLINE, place="")
    factories.meeting(manner=Manner.ONLINE, place="市庁舎３階３０１会議室")


IN_WRITING = {
    "manner": Manner.WRITTEN,
    "held_on": date(2021, 5, 6),
    "ends_on": date(2021, 5, 20),
    "place": "",
}


def test_a_meeting_in_writing_is_a_span_of_dates():
    assert str(factories.meeting(**IN_WRITING)).endswith("審議会 書面決議")
    factories.meeting(**IN_WRITING | {"ends_on": date(2021, 5, 6)})


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("ends_on", None, "書面決議には、終了日を入力してください。"),
        ("place", "市庁舎", "書面決議では、場所は空けてください。"),
    ],
)
def test_a_meeting_in_writing_without_an_end_or_with_a_place_is_refused(field, value, sentence):
    meeting = factories.meeting(**IN_WRITING)
    setattr(meeting, field, value)
    refused(meeting, sentence, at=field)
    refused_by_database(meeting, "meeting_in_writing_has_span")


def test_a_meeting_must_not_end_before_it_begins():
    meeting = factories.meeting(**IN_WRITING)
    meeting.ends_on = date(2021, 5, 5)
    refused(meeting, "終了日は、開催日以後の日にしてください。", at="ends_on")
    refused_by_database(meeting, "meeting_ends_after_it_begins")


# What was put to the council


def test_a_consultation_ends_with_a_conclusion():
    session = factories.council_session(2021, number=1)
    consultation = factories.consultation(
        session=session, conclusion=Consultation.Conclusion.APPROVED
    )
    assert str(consultation) == "令和3年度第1回審議会(1)"
    assert consultation.get_conclusion_display() == "承認"


def test_a_consultation_may_be_open():
    assert factories.consultation().conclusion == ""


def test_a_conclusion_is_one_of_three():
    consultation = factories.consultation()
    consultation.conclusion = "maybe"
    refused(consultation, "'maybe' は有効な選択肢ではありません。", at="conclusion")


def test_a_consultation_may_be_about_an_appeal():
    appeal = factories.review_request()
    consultation = factories.consultation(review_request=appeal)
    assert list(appeal.consultations.all()) == [consultation]
    with pytest.raises(ProtectedError):
        appeal.delete()


def test_a_consultation_has_points_under_their_own_marks():
    consultation = factories.consultation(session=factories.council_session(2021, number=1))
    first = factories.consultation_point(consultation=consultation, label="①")
    second = factories.consultation_point(consultation=consultation, label="類型案1")
    assert list(consultation.points.all()) == [first, second]
    assert str(second) == "令和3年度第1回審議会(1)類型案1"


def test_the_council_is_told_without_being_consulted():
    briefing = factories.council_briefing()
    assert str(briefing) == "令和２年度の運用状況について"
    assert list(briefing.session.briefings.all()) == [briefing]


ORDERED = {
    Meeting: factories.meeting,
    Consultation: factories.consultation,
    CouncilBriefing: factories.council_briefing,
}
every_row = pytest.mark.parametrize("model", ORDERED)


@every_row
def test_two_rows_may_change_places_one_after_the_other(model):
    session = factories.council_session()
    first = ORDERED[model](session=session, order=1)
    second = ORDERED[model](session=session, order=2)
    first.order, second.order = 2, 1
    saved(first)
    saved(second)
    assert list(model.objects.filter(session=session)) == [second, first]


@every_row
def test_every_session_has_an_order_of_its_own(model):
    second = ORDERED[model](order=2)
    assert ORDERED[model](order=2).session != second.session
    first = ORDERED[model](session=second.session, order=1)
    assert list(model.objects.filter(session=second.session)) == [first, second]


def test_every_consultation_orders_its_own_points():
    factories.consultation_point(order=1)
    factories.consultation_point(order=1)
    assert ConsultationPoint.objects.count() == 2


def test_a_session_takes_with_it_what_happened_there():
    session = factories.council_session()
    for make in ORDERED.values():
        make(session=session)
    factories.consultation_point(consultation=session.consultations.get())
    session.delete()
    for model in (*ORDERED, ConsultationPoint):
        assert not model.objects.exists()
        assert model.history.filter(history_type="-").count() == 1


def test_a_session_whose_opinion_is_cited_is_not_deleted():
    consultation = factories.consultation()
    factories.use_notice(ground=factories.ground("審議会の答申"), consultation=consultation)
    with pytest.raises(ProtectedError):
        consultation.session.delete()


def test_a_row_may_move_to_the_end():
    session = factories.council_session()
    first = factories.consultation(session=session)
    second = factories.consultation(session=session)
    first.order = 3
    saved(first)
    assert list(session.consultations.all()) == [second, first]


@pytest.mark.parametrize(
    ("make", "field", "constraint"),
    [
        (factories.meeting, "manner", "council_meeting_manner_known"),
        (factories.consultation, "conclusion", "council_consultation_conclusion_known"),
    ],
)
def test_the_database_knows_the_choices(make, field, constraint):
    record = make()
    setattr(record, field, "else")
    factories.refused_by_database(record, constraint)
