"""The desk of 告示: by which notice the report of a year was published."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from kurume_privacy.models import ClosedYear, Role
from reports.models import PublicNotice, Step, StepKind
from tests import factories
from tests.desk import filled
from tests.reports import editions

pytestmark = pytest.mark.django_db
LIST = "/desk/publication/public-notices/"
NEW = f"{LIST}new/"
SENT = {"year": "令和2", "published_on": "R3.6.30", "number": "287", "on_website": "on"}


@pytest.fixture
def office(client, city):
    client.force_login(factories.user("office", Role.OFFICE))
    return client


def errors(office, **fields):
    response = office.post(NEW, SENT | fields)
    assert response.status_code == 422
    return [(where, sentence) for _, where, sentence in response.context["errors"]]


def test_a_notice_is_entered_and_shown(office):
    response = office.post(NEW, SENT, follow=True)
    notice = PublicNotice.objects.get()
    assert (notice.year, notice.published_on, notice.number) == (2020, date(2021, 6, 30), 287)
    shown = response.content.decode()
    for part in ("久留米市告示第287号", "令和2年度", "令和3年6月30日", "はい"):
        assert part in shown


def test_its_number_is_the_citys_and_does_not_continue_by_itself(office):
    assert errors(office, number="") == [("告示番号", "入力してください。")]
    assert "空けておくと" not in office.get(NEW).content.decode()


def test_a_report_is_published_once(office):
    factories.public_notice(2020)
    assert errors(office) == [("報告の年度", "この年度の報告書の告示は、既に登録されています。")]


def test_a_report_is_published_after_its_year(office):
    said = errors(office, published_on="R3.3.31")
    assert said == [("公表日", "公表日は、報告の年度の後の日にしてください。")]


NOW = datetime(2022, 7, 30, tzinfo=UTC)


def stand(act, year=2021):
    """Let the report of the year after stand after this step, closed and with its edition."""
    ClosedYear.objects.create(year=year)
    if act == StepKind.PUBLISH:
        editions.edition(year)
    Step.objects.create(year=year, act=act, user=editions.publisher(), at=NOW)


def test_beside_a_later_edition_a_notice_is_entered_changed_and_deleted(office):
    stand(StepKind.PUBLISH)
    office.post(NEW, SENT)
    notice = PublicNotice.objects.get()
    assert "締め切られています" not in office.get(notice.get_absolute_url()).content.decode()
    edit = reverse("reports:publicnotice_update", args=[notice.pk])
    office.post(edit, filled(office.get(edit), number="288"))
    assert PublicNotice.objects.get().number == 288
    remove = reverse("reports:publicnotice_delete", args=[notice.pk])
    office.post(remove, filled(office.get(remove), reason="誤り"))
    assert not PublicNotice.objects.exists()


def test_one_that_the_later_edition_printed_is_closed_with_it(office):
    notice = factories.public_notice(2020, number=287)
    stand(StepKind.PUBLISH)
    assert "締め切られています" in office.get(notice.get_absolute_url()).content.decode()
    edit = reverse("reports:publicnotice_update", args=[notice.pk])
    assert office.post(edit, SENT | {"number": "288"}).status_code in (403, 422)
    assert PublicNotice.objects.get().number == 287


@pytest.mark.parametrize("act", [StepKind.ASK, StepKind.APPROVE])
def test_none_is_entered_while_the_later_report_is_on_its_way(office, act):
    stand(act)
    ((_, sentence),) = errors(office)
    assert sentence.startswith("令和3年度は締め切られています。")


def test_a_copy_is_of_another_year(office):
    notice = factories.public_notice(2020)
    form = office.get(NEW, {"copy": notice.pk}).context["form"]
    assert (form["year"].value(), form["number"].value()) == (None, None)
    assert form["on_website"].value() is True


def test_the_list_shows_the_latest_first_and_is_filtered(office):
    for year, number in ((2019, 11), (2020, 12)):
        factories.public_notice(year, number=number)

    def listed(**asked):
        return [row.record.year for row in office.get(LIST, asked).context["table"].rows]

    assert listed() == [2020, 2019]
    assert listed(year="2019") == [2019]
    assert listed(number="12") == [2020]
    assert listed(published_on_from="R2.4.1", published_on_until="R3.3.31") == [2019]


def test_the_list_takes_few_queries(office, django_assert_max_num_queries):
    for year in range(1990, 2020):
        factories.public_notice(year)
    with django_assert_max_num_queries(12):
        assert office.get(LIST).status_code == 200


def test_a_clerk_keeps_no_notices(client, city):
    notice = factories.public_notice()
    client.force_login(factories.user("clerk"))
    assert client.get(LIST).status_code == 403
    assert client.get(NEW).status_code == 403
    assert client.get(notice.get_absolute_url()).status_code == 404
    edit = reverse("reports:publicnotice_update", args=[notice.pk])
    assert client.post(edit, SENT).status_code == 404
