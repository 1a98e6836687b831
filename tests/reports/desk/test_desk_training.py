"""The desk of 職員研修及び意識啓発: a month as people type it, and its place in the month."""

from datetime import date

import pytest
from django.urls import reverse

from kurume_privacy.models import Role
from reports.models import Training
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/desk/publication/training/"
NEW = f"{LIST}new/"
SENT = {"month": "令和3年4月", "content": "新規採用職員研修", "note": "", "order": ""}


@pytest.fixture
def office(client, city):
    client.force_login(factories.user("office", Role.OFFICE))
    return client


def entered(office, **fields):
    response = office.post(NEW, SENT | fields)
    assert response.status_code == 302, response.context["errors"]
    return Training.objects.latest("pk")


def errors(office, **fields):
    response = office.post(NEW, SENT | fields)
    assert response.status_code == 422
    assert not Training.objects.exists()
    return [(where, sentence) for _, where, sentence in response.context["errors"]]


def edit(training):
    return reverse("reports:training_update", args=[training.pk])


def test_a_training_is_entered(office):
    training = entered(office, note="資料提供のみ")
    assert (training.month, training.year) == (date(2021, 4, 1), 2021)
    assert (training.content, training.note) == ("新規採用職員研修", "資料提供のみ")


@pytest.mark.parametrize("typed", ["令和３年４月", "R3.4", "2021/4", "202104", "2021/4/20"])
def test_a_month_is_typed_as_people_type_it(office, typed):
    assert entered(office, month=typed).month == date(2021, 4, 1)


def test_a_month_is_shown_as_a_month(office):
    training = entered(office)
    for address in (LIST, training.get_absolute_url(), edit(training)):
        shown = office.get(address).content.decode()
        assert "令和3年4月" in shown
        assert "令和3年4月1日" not in shown


def test_a_month_that_was_typed_is_echoed_in_its_era(office):
    response = office.post(NEW, SENT | {"month": "R3.4", "content": ""})
    assert 'value="令和3年4月"' in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("春", "「春」は月として読めません。例：令和3年4月、R3.4、2021/4"),
        ("令和3年13月", "「令和3年13月」という月はありません。"),
        ("1600/9", "1600年度は扱えません。"),
        ("1900/9", "日付の年を確かめてください。"),
        ("", "入力してください。"),
    ],
)
def test_what_is_no_month_is_told_so(office, typed, sentence):
    assert [said for _, said in errors(office, month=typed)] == [sentence]


def test_what_is_no_month_stays_as_it_was_typed(office):
    assert 'value="春"' in office.post(NEW, SENT | {"month": "春"}).content.decode()


def test_trainings_follow_each_other_within_their_month(office):
    orders = [entered(office, content=content).order for content in ("一", "二", "三")]
    assert orders == [1, 2, 3]
    assert entered(office, month="R3.5").order == 1
    assert entered(office, content="先頭", order="0").order == 0


def test_a_changed_training_keeps_its_place(office):
    entered(office, content="一")
    second = entered(office, content="二")
    entered(office, content="三")
    page = office.get(edit(second))
    sent = {name: page.context["form"][name].value() for name in SENT}
    response = office.post(
        edit(second), sent | {"content": "二の改", "version": page.context["version"]}
    )
    assert response.status_code == 302
    second.refresh_from_db()
    assert (second.content, second.order) == ("二の改", 2)


def test_the_next_training_begins_in_the_same_month(office):
    response = office.post(NEW, SENT | {"then": "another"}, follow=True)
    form = response.context["form"]
    assert (form["month"].value(), form["content"].value()) == ("令和3年4月", None)
    assert form["order"].value() is None


def test_a_copy_takes_the_end_of_the_month(office):
    training = entered(office)
    form = office.get(NEW, {"copy": training.pk}).context["form"]
    assert (form["content"].value(), form["order"].value()) == ("新規採用職員研修", None)


def test_the_list_is_filtered_by_year_and_text(office):
    factories.training(month=date(2020, 6, 1), content="庁内報")
    factories.training(month=date(2021, 6, 1), content="庁内報", note="全職員へ配布")
    factories.training(month=date(2021, 7, 1), content="講演会")

    def listed(**asked):
        return [str(row.record) for row in office.get(LIST, asked).context["table"].rows]

    assert listed() == ["令和3年7月 講演会", "令和3年6月 庁内報", "令和2年6月 庁内報"]
    assert listed(year="2021") == ["令和3年7月 講演会", "令和3年6月 庁内報"]
    assert listed(year="", q="庁内 配布") == ["令和3年6月 庁内報"]


def test_the_list_asks_as_often_at_3000_rows_as_at_30(office, django_assert_max_num_queries):
    plain, numbers = Training.objects.all(), []
    for first, count in ((0, 30), (30, 3000)):
        made = [Training(month=date(2021, 4, 1), content=f"研修{n}") for n in range(first, count)]
        super(type(plain), plain).bulk_create(made)
        with django_assert_max_num_queries(12) as queries:
            assert office.get(LIST, {"q": "研修"}).status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_a_clerk_keeps_no_trainings(client, city):
    training = factories.training()
    client.force_login(factories.user("clerk"))
    assert client.get(LIST).status_code == 403
    assert client.get(NEW).status_code == 403
    assert client.get(training.get_absolute_url()).status_code == 404
    assert client.post(edit(training), SENT).status_code == 404
