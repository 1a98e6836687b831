"""The council's desk in the browser's eyes: the list, a session as one page, and its form."""

import re
from collections import Counter
from datetime import date

import pytest
from django.urls import reverse

from council.models import Consultation, CouncilSession
from kurume_privacy.models import Role
from tests import factories
from tests.council.test_forms import IN_PERSON, IN_WRITING, rows, sent, stored

pytestmark = pytest.mark.django_db
LIST, NEW = "/desk/council/", "/desk/council/new/"


@pytest.fixture
def office(client, city):
    client.force_login(factories.user("office", Role.OFFICE))
    return client


@pytest.fixture
def session(office):
    """A session with two meetings and three consultations, one of them with points."""
    points = [{"matter": "二の一"}, {"matter": "二の二"}]
    three = (
        {"matter": "防犯カメラの設置", "conclusion": "approved"},
        {"matter": "目的外利用について", "points": points},
        {"matter": "外部提供について", "conclusion": "continued"},
    )
    data = sent((IN_PERSON, IN_WRITING), three, ({"matter": "運用状況の報告"},))
    assert office.post(NEW, data).status_code == 302
    return CouncilSession.objects.get()


def page(response):
    return response.content.decode()


def edit(session):
    return reverse("council:councilsession_update", args=[session.pk])


def version(office, session):
    return office.get(edit(session)).context["version"]


def matters(session):
    return [row.matter for row in session.consultations.all()]


def same(session, **rest):
    """Return what a browser sends for the session as it stands."""
    meetings = [stored(row) for row in session.meetings.all()]
    consultations = [stored(row) for row in session.consultations.all()]
    data = sent(**rest) | rows("meetings", *meetings, stored=len(meetings))
    return data | rows("consultations", *consultations, stored=len(consultations))


# A session as one page


def test_a_session_shows_all_that_belongs_to_it_in_order(office, session):
    shown = page(office.get(session.get_absolute_url()))
    parts = [
        "令和3年5月6日",
        "令和3年6月1日～令和3年6月15日",
        "(1) 防犯カメラの設置",
        "(2) 目的外利用について",
        "①",
        "二の一",
        "②",
        "まだ結論がありません（審議中）",
        "(3) 外部提供について",
        "<dd>継続審議",
        "運用状況の報告",
        "履歴",
    ]
    places = [shown.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_an_empty_session_says_what_is_missing(office):
    shown = page(office.get(factories.council_session(2021).get_absolute_url()))
    assert "まだ開催日がありません。" in shown
    assert "諮問案件はありません。" in shown
    assert "報告事項はありません。" in shown


def test_a_consultation_leads_to_its_appeal(office):
    appeal = factories.review_request(referred_on=date(2021, 5, 1))
    consultation = factories.consultation(review_request=appeal)
    assert str(appeal) in page(office.get(consultation.get_absolute_url()))


def test_a_row_is_found_on_the_page_of_its_session(session):
    point = session.consultations.all()[1].points.first()
    for row in (point, point.consultation, session.meetings.first(), session.briefings.first()):
        assert row.get_absolute_url() == session.get_absolute_url()


def test_the_history_tells_of_the_rows_too(office, session):
    shown = page(office.get(session.get_absolute_url()))
    history = shown[shown.find("履歴") :]
    for what in ("審議会", "開催日・場所", "諮問案件", "諮問案件の細目", "報告事項"):
        assert f"{what}を<strong>登録</strong>" in history


# The list


def test_the_list_shows_the_days_and_what_has_no_conclusion(office, session):
    shown = page(office.get(LIST))
    assert "第1回" in shown
    assert "令和3年5月6日（対面）" in shown
    assert "一部承認（(2)は審議中、(3)は継続審議）" in shown
    (row,) = office.get(LIST).context["table"].rows
    assert (row.record.matters, row.record.undecided) == (3, 1)


def listed(office, **asked):
    return [row.record.number for row in office.get(LIST, asked).context["table"].rows]


def test_the_latest_session_stands_first(office):
    for year, number in ((2021, 2), (2022, 1), (2021, 1)):
        factories.council_session(year, number=number)
    assert listed(office) == [1, 2, 1]
    assert listed(office, sort="number") == [1, 2, 1]
    assert listed(office, year="2021") == [2, 1]


def test_a_list_is_filtered_by_conclusion_and_by_its_lack(office):
    first, second = (factories.council_session(2021, number=n) for n in (1, 2))
    factories.consultation(session=first, conclusion=Consultation.Conclusion.APPROVED)
    factories.consultation(session=first, conclusion=Consultation.Conclusion.APPROVED)
    factories.consultation(session=second, conclusion="")
    assert listed(office, conclusion="approved") == [1]
    assert listed(office, conclusion="undecided") == [2]
    assert listed(office, conclusion="continued") == []


def test_words_are_found_in_consultations_points_and_briefings_once_each(office):
    sessions = [factories.council_session(2021, number=n) for n in (1, 2, 3, 4)]
    for matter in ("防犯カメラ一", "防犯カメラ二"):
        factories.consultation(session=sessions[0], matter=matter)
    about = factories.consultation(session=sessions[1], matter="設置")
    factories.consultation_point(consultation=about, matter="防犯カメラ")
    factories.council_briefing(session=sessions[2], matter="防犯カメラの運用")
    assert listed(office, q="防犯カメラ") == [3, 2, 1]
    assert listed(office, q="防犯カメラ　設置") == [2]
    found = office.get(LIST, {"q": "防犯カメラ"}).context["table"].rows[2].record
    assert found.matters == 2


def fill(count):
    """Write sessions by the hundred, straight into the tables: only reading is measured."""
    first = CouncilSession.objects.count()
    made = [CouncilSession(year=1950 + n // 100, number=1000 + n) for n in range(first, count)]
    plain = CouncilSession.objects.all()
    super(type(plain), plain).bulk_create(made)
    keys = CouncilSession.objects.values_list("pk", flat=True)
    matters = Consultation.objects.all()
    rows = (Consultation(session_id=key, order=1, matter="諮問事項") for key in keys)
    super(type(matters), matters).bulk_create(rows)


@pytest.mark.parametrize("asked", [{}, {"q": "諮問"}, {"conclusion": "undecided"}])
def test_the_list_asks_as_often_at_3000_rows_as_at_30(office, django_assert_max_num_queries, asked):
    numbers = []
    for count in (30, 3000):
        fill(count)
        with django_assert_max_num_queries(12) as queries:
            assert office.get(LIST, asked).status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


# The form


def test_the_next_session_begins_in_the_same_year(office):
    response = office.post(NEW, sent(year="R元") | {"then": "another"}, follow=True)
    assert response.context["form"]["year"].value() == "令和元年度"
    assert 'value="令和元年度"' in page(response)


def test_a_wrong_row_keeps_everything_that_was_typed_and_is_named(office):
    points = [{"label": "甲", "matter": "細目の文"}, {"label": "乙", "matter": ""}]
    consultations = ({"matter": "一番目の文"}, {"matter": "二番目の文", "points": points})
    wrong = IN_PERSON | {"held_on": "来週", "place": "第三会議室"}
    response = office.post(NEW, sent((IN_PERSON, wrong), consultations, ({"matter": "報告の文"},)))
    assert response.status_code == 422
    assert not CouncilSession.objects.exists()
    shown = page(response)
    for typed in ("来週", "第三会議室", "一番目の文", "二番目の文", "細目の文", "乙", "報告の文"):
        assert typed in shown
    links = [(control, where) for control, where, _ in response.context["errors"]]
    assert links == [
        ("id_meetings-1-held_on", "開催日・場所2 開催日"),
        ("id_consultations-1-points-1-matter", "諮問案件2 諮問案件の細目2 内容"),
    ]
    for control, _ in links:
        assert f'id="{control}"' in shown


def test_each_control_stands_once_on_the_page(office, session):
    shown = page(office.get(edit(session)))
    controls = Counter(re.findall(r' id="(id_[^"]+)"', shown))
    assert controls["id_consultations-1-points-1-ORDER"] == 1
    assert not [control for control, times in controls.items() if times > 1]


def test_a_row_is_added_without_script(office, session):
    data = same(session) | {"version": version(office, session), "add": "consultations"}
    response = office.post(edit(session), data)
    assert response.status_code == 200
    formset = response.context["form"].formsets["consultations"]
    assert len(formset.forms) == 4
    assert matters(CouncilSession.objects.get()) == matters(session)


def test_a_point_is_added_without_script_and_what_was_typed_stays(office):
    data = sent((IN_PERSON | {"place": "打ちかけ"},), ({"matter": "一"}, {"matter": "二"}))
    response = office.post(NEW, data | {"add": "consultations-1-points"})
    assert response.status_code == 200
    shown = page(response)
    assert 'name="consultations-1-points-0-matter"' in shown
    assert 'name="consultations-0-points-0-matter"' not in shown
    assert "打ちかけ" in shown
    assert "エラー" not in shown
    assert not CouncilSession.objects.exists()


@pytest.mark.parametrize("total", ["9" * 5000, "-1", "x", "", "100000"])
def test_a_row_is_added_whatever_number_of_rows_was_sent(office, total):
    typed = {"year": "令和3", "meetings-TOTAL_FORMS": total, "add": "meetings"}
    assert office.post(NEW, typed).status_code == 200


def test_a_form_of_which_nothing_was_sent_is_refused(office):
    assert office.post(NEW).status_code == 422


def test_the_longest_session_is_one_form(office):
    """More controls than Django takes unless told to: 40 matters of 10 points each."""
    points = [{"id": "", "label": "", "matter": f"{n}", "ORDER": n} for n in range(1, 11)]
    data = sent((IN_PERSON,), [{"matter": f"案件{n}", "points": points} for n in range(40)])
    assert len(data) > 1000
    assert office.post(NEW, data).status_code == 302
    assert CouncilSession.objects.get().consultations.last().points.count() == 10


def test_rows_are_reordered_removed_and_given_points_in_one_saving(office, session):
    one, two, three = session.consultations.all()
    changed = (
        stored(one, DELETE="on"),
        stored(two, ORDER=3),
        stored(three, ORDER=2, points=[{"matter": "新しい細目"}]),
    )
    data = same(session) | rows("consultations", *changed, stored=3)
    response = office.post(edit(session), data | {"version": version(office, session)})
    assert response.status_code == 302
    assert matters(session) == ["外部提供について", "目的外利用について"]
    assert session.consultations.first().points.get().label == "①"
    assert session.consultations.last().points.count() == 2


# Two at once


def test_the_second_of_two_keeps_the_rows_and_chooses(office, session):
    known = version(office, session)
    first = same(session)
    first["consultations-0-matter"] = "先に保存された文"
    assert office.post(edit(session), first | {"version": known}).status_code == 302
    second = same(session) | {"version": known}
    second["consultations-2-matter"] = "後から入力した文"
    total = int(second["meetings-TOTAL_FORMS"])
    added = {f"meetings-{total}-{name}": value for name, value in IN_PERSON.items()}
    second |= added | {"meetings-TOTAL_FORMS": str(total + 1)}

    response = office.post(edit(session), second)
    assert response.context["conflict"].changes[0].what == "諮問案件"
    assert {found.label for found in response.context["conflict"].differences} == {
        "開催日・場所",
        "諮問案件",
    }
    assert "後から入力した文" in page(response)
    assert matters(session)[0] == "先に保存された文"

    again = second | {"version": response.context["version"]}
    again |= {"choose-consultations": "theirs", "choose-meetings": "mine"}
    assert office.post(edit(session), again).status_code == 302
    assert matters(session)[0] == "先に保存された文"
    assert session.meetings.count() == 3


# Deleted and brought back


def rows_shown(office, session):
    """Return the page of the session between its title and its history."""
    shown = page(office.get(session.get_absolute_url()))
    return shown[shown.index("<h1>") : shown.index("履歴")]


def test_a_session_is_deleted_and_restored_with_all_its_rows(office, session):
    before = rows_shown(office, session)
    delete = reverse("council:councilsession_delete", args=[session.pk])
    assert office.post(delete, {"reason": "二重登録"}).status_code == 302
    assert not CouncilSession.objects.exists()
    assert not Consultation.objects.exists()
    response = office.get("/desk/council/deleted/")
    assert "二重登録" in page(response)
    (row,) = response.context["table"].rows
    restore = reverse("council:councilsession_restore", args=[row.record.history_id])
    assert office.post(restore).status_code == 302
    assert rows_shown(office, session) == before


def test_a_session_that_a_notice_cites_is_not_deleted(office, session):
    cited = session.consultations.first()
    notice = factories.use_notice(ground=factories.ground("審議会の答申"), consultation=cited)
    delete = reverse("council:councilsession_delete", args=[session.pk])
    response = office.post(delete, {"reason": "誤り"})
    assert str(notice) in page(response)
    assert CouncilSession.objects.exists()


# Whose it is


def test_a_clerk_has_no_council(client, city):
    session = factories.council_session(2021)
    client.force_login(factories.user("clerk"))
    assert client.get(LIST).status_code == 403
    assert client.get(NEW).status_code == 403
    assert client.get(session.get_absolute_url()).status_code == 404


def test_an_approver_sees_the_council_and_changes_nothing(client, city):
    session = factories.council_session(2021)
    client.force_login(factories.user("approver", Role.APPROVER))
    assert client.get(LIST).status_code == 200
    assert client.get(session.get_absolute_url()).status_code == 200
    assert client.get(NEW).status_code == 403
    assert client.post(edit(session), {}).status_code == 403
