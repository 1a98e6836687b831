"""受付: a new request by what is known at the counter, and the way to the whole form."""

import pytest
from django.urls import reverse

from disclosure.models import DisclosureRequest, Disposition
from tests import factories
from tests.disclosure.sent import answer, by_browser, whole
from tests.factories import ACT

pytestmark = pytest.mark.django_db

NEW = reverse("disclosure:disclosurerequest_create")


@pytest.fixture
def clerk(client, city):
    client.force_login(factories.user())
    return client


def typed(**fields):
    """Return what a clerk fills in at the counter, with the token of the page."""
    return {
        "received_on": "R8.6.1",
        "kind": factories.kind("開示", ACT).pk,
        "method": factories.method("閲覧", ACT).pk,
        "division": factories.division().pk,
        "requester": "self",
        "way": "counter",
        "subject": "要介護認定の記録",
        "specific": "none",
    } | fields


def test_what_is_known_at_the_counter_is_a_request(clerk):
    page = clerk.get(NEW)
    assert page.context["is_receipt"]
    assert not page.context["form"].formsets
    response = clerk.post(NEW, typed(token=page.context["token"]), follow=True)
    (request,) = DisclosureRequest.objects.all()
    assert (request.number, request.subject) == (1, "要介護認定の記録")
    assert (request.requester, request.way) == ("self", "counter")
    assert response.redirect_chain[0][0] == request.get_absolute_url()
    assert response.context["offers"][0][0] == "決定"


def test_its_due_date_is_told_while_typing(clerk):
    answer = clerk.get(NEW, typed(preview="on"))
    assert answer.json() == {"text": "決定期限は令和8年7月1日（水）です。"}
    assert clerk.get(NEW, typed(preview="on", received_on="？")).json() == {"text": ""}
    assert clerk.get(NEW, {"preview": "on"}).json() == {"text": ""}


def test_without_script_it_is_told_when_asked_for(clerk):
    page = clerk.post(NEW, typed(check="on"))
    assert "決定期限は令和8年7月1日（水）です。" in page.content.decode()
    assert not DisclosureRequest.objects.exists()


def test_what_is_wrong_is_said_and_stays(clerk):
    page = clerk.post(NEW, typed(method="", requester=""))
    assert page.status_code == 422
    assert {control for control, _, _ in page.context["errors"]} == {"id_method", "id_requester"}
    assert 'value="要介護認定の記録"' in page.content.decode()


def test_the_whole_form_takes_over_what_was_typed(clerk):
    page = clerk.post(NEW, typed(whole="on"))
    form = page.context["form"]
    assert not page.context["is_receipt"]
    assert form["subject"].value() == "要介護認定の記録"
    assert len(form.formsets["dispositions"].forms) == 1
    assert "エラー" not in page.content.decode()


def test_the_whole_form_is_still_one_form(clerk):
    assert not clerk.get(NEW, {"whole": "on"}).context["is_receipt"]
    clerk.post(NEW, by_browser(whole([answer()])))
    assert Disposition.objects.count() == 1


def test_a_copy_and_the_next_begin_with_what_stays_the_same(clerk):
    clerk.post(NEW, typed())
    request = DisclosureRequest.objects.get()
    for how in ("copy", "after"):
        form = clerk.get(NEW, {how: request.pk}).context["form"]
        assert form.initial["kind"] == request.kind_id
        assert form.initial["method"] == request.method_id
    response = clerk.post(NEW, typed(then="another"))
    assert response.status_code == 422  # the same once more
    response = clerk.post(NEW, typed(then="another", subject="別の記録"), follow=True)
    assert response.context["is_receipt"]


def test_two_numbers_follow_each_other(clerk):
    for subject in ("要介護認定の記録", "住民票の交付記録"):
        clerk.post(NEW, typed(subject=subject))
    assert list(DisclosureRequest.objects.values_list("number", flat=True)) == [1, 2]


def test_the_same_once_more_is_asked_about(clerk):
    clerk.post(NEW, typed())
    page = clerk.post(NEW, typed())
    assert "同じ内容の記録" in page.content.decode()
    assert DisclosureRequest.objects.count() == 1
    clerk.post(NEW, typed(same="on"))
    assert DisclosureRequest.objects.count() == 2
