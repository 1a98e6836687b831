"""A session with its meetings, consultations, points and briefings, sent as one form."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from council.forms import CouncilSessionForm
from council.models import Consultation, CouncilSession, Meeting
from kurume_privacy.models import Role
from kurume_privacy.records import history
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 3, 1, 3, tzinfo=UTC)
IN_PERSON = {"manner": "in_person", "held_on": "令和3年5月6日", "place": "市庁舎301会議室"}
IN_WRITING = {"manner": "written", "held_on": "R3.6.1", "ends_on": "R3.6.15"}


@pytest.fixture
def office(city):
    return factories.user("office", Role.OFFICE)


def rows(prefix, *sent, stored=0):
    """Return what a browser sends for these rows; ``stored`` of them were there before."""
    data = {f"{prefix}-TOTAL_FORMS": str(len(sent)), f"{prefix}-INITIAL_FORMS": str(stored)}
    for place, row in enumerate(sent):
        for name, value in row.items():
            if isinstance(value, list):
                data |= rows(f"{prefix}-{place}-{name}", *value)
            else:
                data[f"{prefix}-{place}-{name}"] = str(value)
    return data


def sent(meetings=(), consultations=(), briefings=(), **fields):
    """Return what a browser sends for a session with these rows."""
    data = {"year": "令和3", "number": "1"} | fields
    data |= rows("meetings", *meetings) | rows("consultations", *consultations)
    return data | rows("briefings", *briefings)


def stored(row, **fields):
    """Return what a browser sends for a stored row, with these fields changed."""
    form = CouncilSessionForm.rows[row._meta.default_related_name or "consultations"].form
    values = {name: getattr(row, name) for name in form._meta.fields if name not in OWN}
    values = {name: "" if value is None else value for name, value in values.items()}
    return {"id": row.pk, "ORDER": row.order} | values | fields


OWN = ("session", "order", "review_request")


def bound(office, data, session=None):
    posted = QueryDict(mutable=True)
    posted.update(data)
    return CouncilSessionForm(posted, instance=session, user=office, at=NOON)


def saved(office, data, session=None):
    form = bound(office, data, session)
    assert form.is_valid(), list(form.every_error())
    return CouncilSession.objects.get(pk=form.save().pk)


def errors(office, data, session=None):
    """Return what the summary of the errors says: (where, sentence)."""
    form = bound(office, data, session)
    assert not form.is_valid()
    return [(where, sentence) for _, where, sentence in form.every_error()]


def matters(session):
    return [consultation.matter for consultation in session.consultations.all()]


# All of it at once


def test_a_session_is_entered_with_all_that_belongs_to_it(office):
    three = (
        {"matter": "一", "conclusion": "approved"},
        {"matter": "二", "points": [{"matter": "二の一"}, {"matter": "二の二"}]},
        {"matter": "三", "conclusion": "continued"},
    )
    session = saved(office, sent((IN_PERSON, IN_WRITING), three, ({"matter": "運用状況"},)))
    first, second = session.meetings.all()
    assert (first.held_on, first.place) == (date(2021, 5, 6), "市庁舎301会議室")
    assert (second.manner, second.ends_on) == (Meeting.Manner.WRITTEN, date(2021, 6, 15))
    assert matters(session) == ["一", "二", "三"]
    assert [row.order for row in session.consultations.all()] == [1, 2, 3]
    assert [str(point) for point in session.consultations.all()[1].points.all()] == [
        "令和3年度第1回審議会(2)①",
        "令和3年度第1回審議会(2)②",
    ]
    assert str(session.briefings.get()) == "運用状況"


def test_everything_is_in_the_history_at_one_moment(office):
    session = saved(office, sent((IN_PERSON,), ({"matter": "一", "points": [{"matter": "あ"}]},)))
    found = history.changes(session)
    assert {change.at for change in found} == {NOON}
    assert sorted(change.what for change in found) == [
        "審議会",
        "諮問案件",
        "諮問案件の細目",
        "開催日・場所",
    ]


def test_blank_rows_are_no_rows(office):
    blank = {"manner": "in_person", "held_on": "", "ends_on": "", "place": "", "ORDER": ""}
    points = [{"label": "", "matter": ""}]
    session = saved(office, sent((blank,), ({"matter": "", "points": points},), ({"matter": ""},)))
    assert not session.meetings.exists()
    assert not session.consultations.exists()
    assert not session.briefings.exists()


def test_a_point_keeps_the_mark_that_was_typed(office):
    points = [{"label": "類型案1", "matter": "あ"}, {"label": "", "matter": "い"}]
    session = saved(office, sent(consultations=({"matter": "一", "points": points},)))
    labels = [point.label for point in session.consultations.get().points.all()]
    assert labels == ["類型案1", "②"]


def test_a_point_alone_asks_for_its_consultation(office):
    points = [{"matter": "細目だけ"}]
    said = errors(office, sent(consultations=({"matter": "", "points": points},)))
    assert said == [("諮問案件1 諮問事項", "入力してください。")]


# The year and the number


@pytest.mark.parametrize("typed", ["令和3", "R3", "2021", "２０２１", "令和３年度", "ｒ３".upper()])
def test_the_year_is_typed_as_people_type_it(office, typed):
    assert saved(office, sent(year=typed)).year == 2021


def test_the_year_is_echoed_by_its_era(office):
    assert bound(office, sent(year="R3"))["year"].value() == "令和3年度"
    stored = factories.council_session(2019)
    assert CouncilSessionForm(instance=stored, user=office)["year"].value() == "令和元年度"


def test_a_new_session_is_offered_in_the_year_that_runs(office):
    assert CouncilSessionForm(user=office, at=NOON)["year"].value() == "令和3年度"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("去年", "「去年」は年度として読めません。例：2021、令和3、令和3年度"),
        ("3", "西暦は4桁で入力してください。"),
        ("1868", "1868年度は扱えません。"),
        ("", "入力してください。"),
    ],
)
def test_what_is_no_year_is_told_so_and_stays(office, typed, sentence):
    assert ("年度", sentence) in errors(office, sent(year=typed))
    assert bound(office, sent(year=typed))["year"].value() == typed


def test_the_number_continues_within_the_year(office):
    factories.council_session(2021, number=4)
    assert saved(office, sent(number="")).number == 5
    assert saved(office, sent(year="R4", number="")).number == 1


# What a meeting needs


@pytest.mark.parametrize(
    ("wrong", "where", "sentence"),
    [
        (IN_PERSON | {"place": ""}, "場所", "対面の会議には、場所を入力してください。"),
        (IN_WRITING | {"place": "市庁舎"}, "場所", "書面決議では、場所は空けてください。"),
        (IN_WRITING | {"ends_on": ""}, "終了日", "書面決議には、終了日を入力してください。"),
        (IN_WRITING | {"ends_on": "R3.5.1"}, "終了日", "終了日は、開催日以後の日にしてください。"),
    ],
)
def test_what_its_manner_asks_for_is_said_at_the_field_of_the_row(office, wrong, where, sentence):
    assert errors(office, sent((IN_PERSON, wrong))) == [(f"開催日・場所2 {where}", sentence)]


@pytest.mark.parametrize("held_on", ["1500/1/1", "9999/12/31"])
def test_a_day_of_no_year_that_can_be_named_is_refused(office, held_on):
    ((where, sentence),) = errors(office, sent((IN_PERSON | {"held_on": held_on},)))
    assert where == "開催日・場所1 開催日"
    assert sentence.endswith("年度は扱えません。")


def test_a_long_text_is_quoted_by_its_beginning(office):
    ((_, sentence),) = errors(office, sent(year="あ" * 10_000))
    assert sentence.startswith(f"「{'あ' * 30}…」は年度として読めません。")


@pytest.mark.parametrize("held_on", ["令和3年3月31日", "令和4年4月1日"])
def test_a_meeting_outside_the_year_of_its_session_is_refused(office, held_on):
    ((where, sentence),) = errors(office, sent((IN_PERSON | {"held_on": held_on},)))
    assert where == "開催日・場所1 開催日"
    assert sentence == (
        "開催日が令和3年度（令和3年4月1日～令和4年3月31日）の外にあります。"
        "開催日か、審議会の年度を確かめてください。"
    )


def test_the_other_year_is_noticed_when_the_session_moves_to_it(office):
    meeting = factories.meeting(session=factories.council_session(2021, number=1))
    data = sent(year="R4") | rows("meetings", stored(meeting), stored=1)
    ((where, sentence),) = errors(office, data, meeting.session)
    assert where == "開催日・場所1 開催日"
    assert sentence.startswith("開催日が令和4年度")


# Rows changed


@pytest.fixture
def session(office):
    three = ({"matter": "一"}, {"matter": "二"}, {"matter": "三"})
    return saved(office, sent((IN_PERSON, IN_WRITING), three))


def consultations(session):
    return list(session.consultations.all())


def test_rows_are_reordered(office, session):
    one, two, three = consultations(session)
    moved = (stored(one, ORDER=9), stored(two), stored(three))
    saved(office, sent() | rows("consultations", *moved, stored=3), session)
    assert matters(session) == ["二", "三", "一"]
    assert [row.order for row in consultations(session)] == [1, 2, 3]


def test_a_row_is_removed_and_the_others_close_up(office, session):
    one, two, three = consultations(session)
    left = (stored(one), stored(two, DELETE="on"), stored(three))
    saved(office, sent() | rows("consultations", *left, stored=3), session)
    assert [str(row) for row in consultations(session)] == [
        "令和3年度第1回審議会(1)",
        "令和3年度第1回審議会(2)",
    ]
    assert matters(session) == ["一", "三"]
    assert history.changes(session)[0].at == NOON


def test_a_point_is_added_to_a_row_that_another_row_passes(office, session):
    one, two, three = consultations(session)
    moved = (stored(one, ORDER=9), stored(two), stored(three, points=[{"matter": "細目"}]))
    saved(office, sent() | rows("consultations", *moved, stored=3), session)
    assert [(row.order, row.matter) for row in consultations(session)] == [
        (1, "二"),
        (2, "三"),
        (3, "一"),
    ]
    assert consultations(session)[1].points.get().label == "①"


def test_what_is_not_sent_stays(office, session):
    saved(office, {"year": "2021", "number": "1"}, session)
    assert matters(session) == ["一", "二", "三"]
    assert session.meetings.count() == 2


def test_nothing_changed_leaves_no_trace(office, session):
    before = len(history.changes(session))
    same = [stored(row) for row in consultations(session)]
    saved(office, sent() | rows("consultations", *same, stored=3), session)
    assert len(history.changes(session)) == before


def test_a_consultation_that_a_notice_cites_is_not_removed(office, session):
    cited = consultations(session)[1]
    ground = factories.ground("審議会の答申")
    notice = factories.use_notice(ground=ground, consultation=cited)
    kept = [stored(row) for row in consultations(session)]
    kept[1]["DELETE"] = "on"
    data = sent() | rows("consultations", *kept, stored=3)
    ((where, sentence),) = errors(office, data, session)
    assert where == "諮問案件"
    assert sentence == (
        f"諮問案件2は、ほかの記録（{notice}）が参照しているため、削除できません。"
        "先に、その記録を直してください。"
    )


# The appeals to choose from


def choices(office, consultation=None):
    form = CouncilSessionForm.rows["consultations"].form(
        instance=consultation, user=office, at=NOON
    )
    return [str(label) for _, label in form.fields["review_request"].choices][1:]


def test_only_appeals_that_were_referred_are_offered_the_newest_first(office):
    factories.review_request(number=1)
    factories.review_request(number=2, referred_on=date(2021, 5, 1))
    factories.review_request(number=3, referred_on=date(2021, 6, 1))
    assert choices(office) == [
        "令和3年度 審査請求第3号（諮問日 令和3年6月1日）",
        "令和3年度 審査請求第2号（諮問日 令和3年5月1日）",
    ]


def test_an_appeal_long_consulted_on_is_offered_to_its_own_consultation_only(office):
    old = {"received_on": date(2015, 5, 1), "referred_on": date(2015, 6, 1)}
    appeal = factories.review_request(number=7, **old)
    assert len(choices(office)) == 1
    consultation = factories.consultation(review_request=appeal)
    assert choices(office) == []
    assert len(choices(office, consultation)) == 1


def test_an_appeal_is_consulted_on_again_within_three_years(office):
    appeal = factories.review_request(referred_on=date(2021, 6, 1))
    factories.consultation(review_request=appeal, conclusion=Consultation.Conclusion.CONTINUED)
    assert len(choices(office)) == 1


def test_an_appeal_that_was_not_referred_cannot_be_sent(office):
    appeal = factories.review_request()
    said = errors(office, sent(consultations=({"matter": "一", "review_request": appeal.pk},)))
    assert [where for where, _ in said] == ["諮問案件1 諮問された審査請求"]
