"""The desk says that a year is closed, and refuses in sentences what would change its report."""

import pytest

from council.models import CouncilSession
from kurume_privacy.desk import remove
from kurume_privacy.models import Closing, Role
from kurume_privacy.records import history
from registrations.models import BusinessNotice
from tests import factories
from tests.desk import address, filled
from tests.kurume_privacy.closing import NEXT, SENTENCE, appeal, close

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(factories.user("office", Role.OFFICE))
    return client


@pytest.fixture
def clerk(client):
    client.force_login(factories.user("clerk"))
    return client


# What a closed year keeps whole: work on a request goes on, and so its form is there.
WHOLE = {
    "registrations:businessnotice": factories.business_notice,
    "outside_use:usenotice": factories.use_notice,
    "council:councilsession": factories.council_session,
    "reports:training": factories.training,
    "reports:wording": factories.wording,
}
PAGES = WHOLE | {"disclosure:disclosurerequest": factories.disclosure_request}
pages = pytest.mark.parametrize("desk", PAGES)
whole = pytest.mark.parametrize("desk", WHOLE)


@whole
def test_the_page_of_a_record_says_that_its_year_is_closed(office, desk):
    record = PAGES[desk]()
    update, delete = (address(f"{desk}_{page}", record.pk) for page in ("update", "delete"))
    shown = office.get(record.get_absolute_url()).content.decode()
    assert (SENTENCE in shown, update in shown, delete in shown) == (False, True, True)
    close()
    shown = office.get(record.get_absolute_url()).content.decode()
    assert (SENTENCE in shown, update in shown, delete in shown) == (True, False, False)


@whole
@pytest.mark.parametrize("page", ["update", "delete"])
def test_the_pages_that_change_it_explain(office, desk, page):
    record = PAGES[desk]()
    close()
    answer = office.get(address(f"{desk}_{page}", record.pk))
    assert answer.status_code == 403
    assert SENTENCE in answer.content.decode()


@whole
def test_what_is_sent_all_the_same_is_refused_with_what_was_typed(office, desk):
    record = PAGES[desk]()
    page = address(f"{desk}_update", record.pk)
    data = filled(office.get(page))
    close()
    answer = office.post(page, data)
    assert answer.status_code == 422
    assert [sentence for _, _, sentence in answer.context["errors"]] == [SENTENCE]
    answer = office.post(address(f"{desk}_delete", record.pk), {"reason": "誤り"})
    assert answer.status_code == 403
    assert type(record).objects.filter(pk=record.pk).exists()


@pages
def test_a_year_closed_between_the_look_and_the_deletion_is_told(office, desk, monkeypatch):
    record = PAGES[desk]()
    close()
    monkeypatch.setattr(remove.Closing, "of", lambda record: Closing())
    answer = office.post(address(f"{desk}_delete", record.pk), {"reason": "誤り"})
    assert answer.status_code == 403
    assert SENTENCE in answer.content.decode()
    assert type(record).objects.filter(pk=record.pk).exists()


def test_the_sentence_stands_beside_the_date(clerk):
    business = factories.business()
    close()
    typed = {"notified_on": "R3.4.20", "kind": "start", "business": business.pk, "name": "一"}
    data = typed | {"division": business.division_id}
    answer = clerk.post(address("registrations:businessnotice_create"), data)
    assert answer.context["errors"] == [("id_notified_on", "届出日", SENTENCE)]
    assert not BusinessNotice.objects.exists()


def test_a_record_is_not_moved_into_a_closed_year_by_its_form(clerk):
    notice = factories.business_notice(notified_on=NEXT)
    page = address("registrations:businessnotice_update", notice.pk)
    close()
    answer = clerk.post(page, filled(clerk.get(page), notified_on="R4.3.31"))
    assert answer.context["errors"] == [("id_notified_on", "届出日", SENTENCE)]


def test_a_row_that_a_closed_year_shows_is_refused_on_the_page_of_its_owner(office):
    answer = appeal().disposition
    page = address("disclosure:disclosurerequest_update", answer.request_id)
    data = filled(office.get(page))
    close()
    data["dispositions-0-outcome"] = str(factories.outcome("不存在").pk)
    refused = office.post(page, data)
    assert refused.status_code == 422
    assert SENTENCE in {sentence for _, _, sentence in refused.context["errors"]}


def test_a_pending_appeal_of_a_closed_year_can_be_ruled_on_but_not_deleted(office):
    pending = appeal()
    update = address("disclosure:reviewrequest_update", pending.pk)
    delete = address("disclosure:reviewrequest_delete", pending.pk)
    close()
    shown = office.get(pending.get_absolute_url()).content.decode()
    assert (SENTENCE in shown, update in shown, delete in shown) == (True, True, False)
    assert office.get(delete).status_code == 403
    ruled = filled(office.get(update), ruled_on="R4.6.1", ruling="dismissed")
    assert office.post(update, ruled).status_code == 302
    wrong = filled(office.get(update), number="77")
    assert office.post(update, wrong).status_code == 422


def test_what_was_deleted_is_not_restored_into_a_closed_year(office):
    session = factories.council_session()
    history.delete(session, "誤り")
    close()
    deletion = history.deleted(CouncilSession).get()
    page = address("council:councilsession_restore", deletion.pk)
    answer = office.post(page, follow=True)
    assert SENTENCE in answer.content.decode()
    assert not CouncilSession.objects.exists()
