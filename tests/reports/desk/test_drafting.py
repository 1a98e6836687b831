"""The report desk: the draft, its checks with reasons, and the steps, as the pages offer them."""

from datetime import UTC, datetime

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import ClosedYear, Role
from reports.models import Explanation, Stage, Step, StepKind, Wording
from reports.publishing import publish
from tests import factories
from tests.factories import DAY

pytestmark = pytest.mark.django_db
YEAR = FiscalYear(2021)
NOW = datetime(2022, 5, 10, 9, tzinfo=UTC)
DRAFT = "/desk/reports/2021/"


@pytest.fixture
def office(client, city):
    client.person = factories.user("office", Role.OFFICE)
    client.force_login(client.person)
    return client


@pytest.fixture
def approver(django_user_model, city):
    return factories.user("approver", Role.APPROVER)


def sentences(response):
    return [sentence for _, _, sentence in response.context["errors"]]


def unexplained(page):
    return [group.check for group in page.context["draft"].unexplained]


def offered(office):
    return [act for act, verb in office.get(DRAFT).context["acts"]]


def explain_everything(office):
    for check in unexplained(office.get(DRAFT)):
        sent = {"check": check, "reason": "確かめました。"}
        assert office.post(f"{DRAFT}checks/", sent).status_code == 302


def test_the_years_are_listed_with_where_they_stand(office):
    factories.business_notice(notified_on=DAY)
    page = office.get("/desk/reports/")
    (listed,) = (one.standing for one in page.context["years"] if one.standing.year == YEAR)
    assert (listed.stage, listed.last, listed.edition) == (Stage.DRAFTING, None, None)
    assert 'href="/desk/reports/2021/"' in page.content.decode()


def test_a_year_typed_otherwise_leads_to_its_lasting_address(office):
    assert office.get("/desk/reports/令和3/").headers["Location"] == DRAFT


def test_an_address_that_needs_quoting_leads_to_itself_only_once(office, client):
    assert office.get(f"{DRAFT}wording/あ/").status_code == 404
    assert client.get("/reports/2021/あ.pdf").status_code == 404
    assert client.get("/reports/2021/editions/1/a%20b.pdf").status_code == 404


def test_the_form_of_a_reopening_says_that_its_reason_is_published(office, approver):
    Step.objects.create(year=2021, act=StepKind.PUBLISH, user=approver, at=NOW)
    office.force_login(approver)
    assert "このまま公表されます" in office.get(f"{DRAFT}reopen/").content.decode()


def test_a_number_of_the_draft_opens_its_records(office):
    factories.business_notice(notified_on=DAY)
    page = office.get(DRAFT).content.decode()
    assert 'class="counted"' in page
    assert "/desk/registrations/notices/?year=2021" in page


def test_the_draft_follows_the_records(office):
    assert "届出はありませんでした" in office.get(DRAFT).content.decode()
    factories.business_notice(notified_on=DAY)
    assert "届出はありませんでした" not in office.get(DRAFT).content.decode().split("目的外")[0]


def test_the_draft_opens_as_pdf(office):
    response = office.get(f"{DRAFT}report.pdf")
    assert response.content.startswith(b"%PDF")


def test_without_its_libraries_the_pdf_says_what_to_do(office, monkeypatch):
    monkeypatch.setattr("reports.rendering.pdf.HTML", None)
    factories.training(content="この試験だけの研修")  # no draft of it was kept
    page = office.get(f"{DRAFT}report.pdf")
    assert page.status_code == 503
    assert "管理者に連絡してください" in page.content.decode()


def test_a_paragraph_leads_to_the_form_of_its_wording(office):
    way = f"{DRAFT}wording/outside_use.notices/"
    assert way in office.get(DRAFT).content.decode()
    new = office.get(way).headers["Location"]
    assert new == "/desk/publication/wordings/new/?year=2021&paragraph=outside_use.notices"
    known = factories.wording(year=2021, paragraph="outside_use.notices", text="文です。")
    assert office.get(way).headers["Location"] == f"/desk/publication/wordings/{known.pk}/edit/"
    assert office.get(f"{DRAFT}wording/nothing/").status_code == 404


def test_a_wording_is_looked_at_before_it_is_saved(office):
    factories.use_notice(notified_on=DAY)
    sent = {"year": "R3", "paragraph": "outside_use.grounds", "text": "本人同意は{本人同意}件。"}
    page = office.post("/desk/publication/wordings/new/", sent | {"preview": "1"})
    assert page.status_code == 200
    assert "本人同意は<strong>０</strong>件。" in page.content.decode()
    assert not Wording.objects.exists()


def test_a_digit_in_a_wording_is_pointed_out(office):
    factories.use_notice(notified_on=DAY)
    sent = {"year": "R3", "paragraph": "outside_use.grounds", "text": "本人同意は12件。"}
    page = office.post("/desk/publication/wordings/new/", sent | {"preview": "1"})
    assert "数字のまま書かれています" in page.content.decode()


def test_a_warning_wants_a_reason(office):
    factories.disclosure_request(received_on=DAY)
    assert "requests_without_disposition" in unexplained(office.get(f"{DRAFT}checks/"))
    sent = {"check": "requests_without_disposition", "reason": ""}
    page = office.post(f"{DRAFT}checks/", sent)
    assert sentences(page) == ["理由を入力してください。"]
    page = office.post(f"{DRAFT}checks/", sent | {"reason": "郵送で延長中です。"})
    assert page.headers["Location"] == f"{DRAFT}checks/#{sent['check']}"
    assert "requests_without_disposition" not in unexplained(office.get(f"{DRAFT}checks/"))
    assert Explanation.objects.get().reason == "郵送で延長中です。"


def test_an_unknown_check_is_not_explained(office):
    page = office.post(f"{DRAFT}checks/", {"check": "no_such_check", "reason": "理由"})
    assert page.status_code == 422


def test_asking_is_refused_while_a_warning_has_no_reason(office):
    factories.disclosure_request(received_on=DAY)
    page = office.post(f"{DRAFT}ask/")
    assert page.status_code == 422
    assert sentences(page)
    assert not Step.objects.exists()


def test_asking_closes_the_year_and_sending_back_opens_it(office, approver):
    explain_everything(office)
    assert office.post(f"{DRAFT}ask/").headers["Location"] == DRAFT
    assert ClosedYear.objects.filter(year=2021).exists()
    assert Step.stage(YEAR) == Stage.ASKED
    office.force_login(approver)
    assert sentences(office.post(f"{DRAFT}send_back/")) == ["理由を入力してください。"]
    office.post(f"{DRAFT}send_back/", {"reason": "確かめてください。"})
    assert Step.stage(YEAR) == Stage.DRAFTING
    assert not ClosedYear.objects.exists()
    assert "確かめてください。" in office.get(DRAFT).content.decode()


def test_only_the_steps_that_are_next_are_offered(office, approver):
    explain_everything(office)
    assert offered(office) == [StepKind.ASK]
    publish.ask(YEAR, office.person, NOW)
    assert offered(office) == [StepKind.WITHDRAW]
    office.force_login(approver)
    assert offered(office) == [StepKind.SEND_BACK, StepKind.APPROVE]
    publish.approve(YEAR, approver, NOW)
    assert offered(office) == [StepKind.SEND_BACK, StepKind.PUBLISH]
    office.force_login(office.person)
    assert offered(office) == []


def test_a_step_that_is_not_next_is_refused_at_its_address(office, approver):
    explain_everything(office)
    for act in StepKind:
        page = office.get(f"{DRAFT}{act.value}/")
        assert page.status_code == 200
        assert page.context["offered"] == (act == StepKind.ASK)
    office.force_login(approver)
    sent = {"notice_number": "1", "published_on": "R4.6.1", "reason": "理由"}
    for act in StepKind:
        assert office.post(f"{DRAFT}{act.value}/", sent).status_code == 422
    assert not Step.objects.exists()


def test_publishing_asks_for_the_notice_and_its_day(office, approver):
    explain_everything(office)
    publish.ask(YEAR, office.person, NOW)
    publish.approve(YEAR, approver, NOW)
    office.force_login(approver)
    page = office.post(f"{DRAFT}publish/", {"notice_number": "", "published_on": "R4.2.30"})
    assert page.status_code == 422
    assert len(sentences(page)) == 2
    assert "R4.2.30" in page.content.decode()
    page = office.post(f"{DRAFT}publish/", {"notice_number": "２００", "published_on": "R4.6.1"})
    assert page.headers["Location"] == DRAFT
    assert Step.stage(YEAR) == Stage.PUBLISHED
