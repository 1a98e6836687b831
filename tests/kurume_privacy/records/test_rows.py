"""The rows of a form, with real records: requests' corrections, and a session's meetings.

The forms are the least that rows need; the sections prove theirs.
"""

from datetime import date

import pytest
from django.http import QueryDict

from council.models import Consultation, ConsultationPoint, CouncilSession, Meeting
from kurume_privacy.records.form import RecordForm, RecordMeta
from kurume_privacy.records.rows import MOST_ROWS, rows_of
from tests import factories

pytestmark = pytest.mark.django_db


class MeetingRow(RecordForm):
    class Meta(RecordMeta):
        model = Meeting
        fields = ["manner", "held_on", "place"]


class PointRow(RecordForm):
    class Meta(RecordMeta):
        model = ConsultationPoint
        fields = ["label", "matter"]


class ConsultationRow(RecordForm):
    rows = {"points": rows_of(Consultation, PointRow, "細目", ordered=True)}

    class Meta(RecordMeta):
        model = Consultation
        fields = ["matter"]


class SessionForm(RecordForm):
    rows = {
        "meetings": rows_of(CouncilSession, MeetingRow, "開催日・場所", ordered=True),
        "consultations": rows_of(CouncilSession, ConsultationRow, "諮問案件", ordered=True),
    }

    class Meta(RecordMeta):
        model = CouncilSession
        fields = ["year", "number"]


def meeting(place, **fields):
    """Return what is typed for a meeting."""
    return {"manner": "in_person", "held_on": "R3.4.20", "place": place} | fields


def of(row, **fields):
    """Return what is sent for a stored meeting, with these fields changed."""
    return meeting(row.place) | {"id": row.pk, "ORDER": row.order} | fields


def sent(meetings=(), consultations=(), **fields):
    """Return what a browser would send for a session with these rows."""
    typed = {"year": "令和3", "number": "1"} | fields
    for prefix, rows in (("meetings", meetings), ("consultations", consultations)):
        typed |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for place, row in enumerate(rows):
            typed |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    data = QueryDict(mutable=True)
    data.update({name: str(value) for name, value in typed.items()})
    return data


def save(data, session=None):
    form = SessionForm(data, instance=session)
    assert form.is_valid(), list(form.every_error())
    return form.save()


def places(session):
    return list(session.meetings.values_list("order", "place"))


@pytest.fixture
def session():
    """A session with the meetings 一, 二 and 三."""
    session = factories.council_session(number=1)
    for place in "一二三":
        factories.meeting(session=session, place=place)
    return session


class TestANewRecord:
    def test_is_saved_with_its_rows_in_their_order(self):
        session = save(sent([meeting("一"), meeting("二")]))
        assert places(session) == [(1, "一"), (2, "二")]

    def test_offers_one_blank_row(self):
        assert len(SessionForm().formsets["meetings"].forms) == 1

    def test_leaves_a_row_alone_in_which_nothing_was_typed(self):
        blank = {"manner": "in_person", "held_on": "", "place": ""}
        assert places(save(sent([blank, meeting("一"), blank]))) == [(1, "一")]

    def test_saves_nothing_where_one_row_is_wrong(self):
        form = SessionForm(sent([meeting("一"), meeting("二", held_on="今日")]))
        assert not form.is_valid()
        (error,) = form.every_error()
        assert error[:2] == ("id_meetings-1-held_on", "開催日・場所2 開催日")
        assert not CouncilSession.objects.exists()

    def test_says_all_that_is_wrong_at_once(self):
        form = SessionForm(sent([meeting("室", held_on="")], [{"matter": "\x07"}], year=""))
        assert not form.is_valid()
        labels = [label for _, label, _ in form.every_error()]
        assert labels == ["年度", "開催日・場所1 開催日", "諮問案件1 諮問事項"]


class TestAStoredRecord:
    def test_offers_its_rows_and_no_blank_one(self, session):
        forms = SessionForm(instance=session).formsets["meetings"].forms
        assert [form.instance.place for form in forms] == ["一", "二", "三"]

    def test_unchanged_rows_leave_no_trace(self, session):
        save(sent([of(row) for row in session.meetings.all()]), session)
        assert {row.history.count() for row in session.meetings.all()} == {1}
        assert session.history.count() == 1

    def test_rows_sent_in_another_order_stand_in_it(self, session):
        one, two, three = session.meetings.all()
        save(sent([of(one, ORDER=3), of(two, ORDER=2), of(three, ORDER=1)]), session)
        assert places(session) == [(1, "三"), (2, "二"), (3, "一")]

    def test_only_rows_that_moved_are_saved(self, session):
        one, two, three = session.meetings.all()
        save(sent([of(one, ORDER=1), of(two, ORDER=3), of(three, ORDER=2)]), session)
        assert [row.history.count() for row in (one, two, three)] == [1, 2, 2]

    def test_a_row_removed_goes_and_the_others_close_up(self, session):
        one, two, three = session.meetings.all()
        save(sent([of(one), of(two, DELETE="on"), of(three)]), session)
        assert places(session) == [(1, "一"), (2, "三")]
        assert two.history.first().history_type == "-"

    def test_a_wrong_row_that_is_removed_is_no_error(self, session):
        one, two, three = session.meetings.all()
        save(sent([of(one), of(two, held_on="今日", DELETE="on"), of(three)]), session)
        assert session.meetings.count() == 2

    def test_a_new_row_may_stand_between(self, session):
        one, two, three = session.meetings.all()
        new = meeting("間", ORDER=2)
        save(sent([of(one), of(two, ORDER=3), of(three, ORDER=4), new]), session)
        assert [place for _, place in places(session)] == ["一", "間", "二", "三"]

    def test_rows_that_were_not_sent_stay(self, session):
        save(sent([]), session)
        assert len(places(session)) == 3

    def test_a_row_alone_changed_counts_as_a_change(self, session):
        rows = list(session.meetings.all())
        form = SessionForm(sent([of(rows[0], place="別室"), *map(of, rows[1:])]), instance=session)
        assert form.is_valid()
        assert form.has_changed()
        form.save()
        assert session.history.count() == 1
        assert rows[0].history.count() == 2


class TestWhatOthersDid:
    def test_a_row_removed_meanwhile_is_entered_anew_with_what_was_typed(self, session):
        one, two, three = session.meetings.all()
        typed = sent([of(one), of(two, place="別室"), of(three)])
        Meeting.objects.get(pk=two.pk).delete()
        save(typed, session)
        assert [place for _, place in places(session)] == ["一", "別室", "三"]
        assert not Meeting.objects.filter(pk=two.pk).exists()

    def test_a_row_added_meanwhile_stays(self, session):
        typed = sent([of(row) for row in session.meetings.all()])
        factories.meeting(session=session, place="四")
        save(typed, session)
        assert [place for _, place in places(session)] == ["一", "二", "三", "四"]

    def test_a_row_of_another_record_is_never_touched(self, session):
        other = factories.meeting(place="よその会議室")
        save(sent([of(other, place="乗っ取り", DELETE="")]), session)
        other.refresh_from_db()
        assert (other.place, other.session == session) == ("よその会議室", False)
        assert session.meetings.filter(place="乗っ取り").exists()
        assert other.history.count() == 1

    def test_a_row_belongs_to_the_record_of_the_form_whatever_is_sent(self, session):
        other = factories.council_session()
        save(sent([meeting("四", session=other.pk)]), session)
        assert not other.meetings.exists()
        assert session.meetings.count() == 4

    def test_nor_is_it_removed(self, session):
        other = factories.meeting()
        save(sent([of(other, DELETE="on")]), session)
        assert Meeting.objects.filter(pk=other.pk).exists()

    @pytest.mark.parametrize("key", ["x", "-1", "²", "9" * 40, "", "\x00"])
    def test_nonsense_for_a_key_is_a_new_row(self, session, key):
        save(sent([meeting("四", id=key)]), session)
        assert session.meetings.filter(place="四").exists()
        assert session.meetings.count() == 4


class TestWhatIsSentWrongly:
    @pytest.mark.parametrize("total", ["", "x", "-5", "²", "1e3", "９"])
    def test_a_count_that_is_none_is_no_error(self, session, total):
        data = sent([])
        data["meetings-TOTAL_FORMS"] = total
        SessionForm(data, instance=session).is_valid()
        assert session.meetings.count() == 3

    def test_no_count_at_all_is_no_error(self, session):
        data = QueryDict(mutable=True)
        data.update({"year": "2021", "number": "1"})
        SessionForm(data, instance=session).is_valid()
        assert session.meetings.count() == 3

    def test_more_rows_than_anybody_types_are_refused(self):
        form = SessionForm(sent([meeting("室")] * (MOST_ROWS + 1)))
        assert not form.is_valid()
        assert [control for control, _, _ in form.every_error()] == ["rows-meetings"]

    @pytest.mark.parametrize("order", ["x", "", "-1", "9" * 30])
    def test_nonsense_for_an_order_saves_or_is_said(self, order):
        form = SessionForm(sent([meeting("一", ORDER=order), meeting("二", ORDER=1)]))
        assert form.is_valid() or [label for _, label, _ in form.every_error()]


class TestRowsOfRows:
    def rows(self, prefix, *points):
        """Return what is sent for the points of the consultation of this prefix."""
        typed = {"points-TOTAL_FORMS": len(points), "points-INITIAL_FORMS": 0}
        for place, point in enumerate(points):
            typed |= {f"points-{place}-{name}": value for name, value in point.items()}
        return {"matter": prefix} | typed

    def test_are_saved_with_their_row(self):
        points = {"label": "①", "matter": "甲"}, {"label": "②", "matter": "乙"}
        session = save(sent(consultations=[self.rows("諮問", *points), self.rows("別の諮問")]))
        first, second = session.consultations.all()
        assert [(point.order, point.label) for point in first.points.all()] == [(1, "①"), (2, "②")]
        assert not second.points.exists()

    def test_are_named_by_their_rows_where_they_are_wrong(self):
        form = SessionForm(sent(consultations=[self.rows("諮問", {"label": "①", "matter": ""})]))
        assert not form.is_valid()
        (error,) = form.every_error()
        assert error[:2] == (
            "id_consultations-0-points-0-matter",
            "諮問案件1 諮問案件の細目1 内容",
        )

    def test_stay_with_their_row_when_it_moves(self):
        session = factories.council_session(number=1)
        rows = [factories.consultation(session=session, matter=matter) for matter in "甲乙"]
        points = [factories.consultation_point(consultation=row, matter=row.matter) for row in rows]
        typed = [
            self.rows(row.matter, {"id": point.pk, "label": "①", "matter": point.matter})
            | {"id": row.pk, "ORDER": 2 - place}
            for place, (row, point) in enumerate(zip(rows, points, strict=True))
        ]
        save(sent(consultations=typed), session)
        found = session.consultations.all()
        assert [(row.order, row.matter, row.points.get().matter) for row in found] == [
            (1, "乙", "乙"),
            (2, "甲", "甲"),
        ]

    def test_of_a_row_that_is_removed_go_with_it(self):
        point = factories.consultation_point()
        row = point.consultation
        typed = self.rows(row.matter, {"id": point.pk, "label": "①", "matter": point.matter})
        save(sent(consultations=[typed | {"id": row.pk, "DELETE": "on"}]), row.session)
        assert not ConsultationPoint.objects.exists()
        assert point.history.first().history_type == "-"

    def test_changed_alone_are_saved(self):
        point = factories.consultation_point()
        row = point.consultation
        typed = self.rows(row.matter, {"id": point.pk, "label": "①", "matter": "改めた内容"})
        save(sent(consultations=[typed | {"id": row.pk, "ORDER": 1}]), row.session)
        point.refresh_from_db()
        assert point.matter == "改めた内容"
        assert row.history.count() == 1


def test_what_others_cite_is_not_removed():
    cited = factories.consultation()
    notice = factories.use_notice(consultation=cited)
    typed = {"id": cited.pk, "matter": cited.matter, "DELETE": "on"}
    typed |= {"points-TOTAL_FORMS": 0, "points-INITIAL_FORMS": 0}
    form = SessionForm(sent(consultations=[typed]), instance=cited.session)
    assert not form.is_valid()
    ((control, label, sentence),) = form.every_error()
    assert (control, label) == ("rows-consultations", "諮問案件")
    assert str(notice) in sentence


def test_all_rows_of_a_saving_have_its_moment():
    form = SessionForm(sent([meeting("一"), meeting("二")]))
    assert form.is_valid()
    session = form.save()
    moments = {session.history.get().history_date}
    moments |= {row.history.get().history_date for row in session.meetings.all()}
    assert len(moments) == 1
    assert date(2021, 4, 20) == session.meetings.first().held_on
