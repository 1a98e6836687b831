"""What the administrator is told of ledgers when something of the ground floor cannot go."""

import pytest
from django.urls import reverse

from kurume_privacy.models import Division, RequestKind, Role
from tests import factories

pytestmark = pytest.mark.django_db
BUSINESS = "見守り業務"


@pytest.fixture
def administrator(client):
    client.force_login(factories.user("keeper", role=Role.ADMINISTRATOR))
    return client


@pytest.fixture
def division(city):
    """A division that two ledgers refer to."""
    business = factories.business(BUSINESS, division=city.residents)
    factories.business_notice(business=business)
    factories.business(f"{BUSINESS}その2", division=city.residents)
    return city.residents


def address(page, *args):
    return reverse(f"admin:kurume_privacy_{page}", args=args)


def inline_sent(answer, prefix, key, **fields):
    """Return what the page's form sends with the row of this key ticked for deletion."""
    formsets = [each.formset for each in answer.context["inline_admin_formsets"]]
    sent = dict(fields)
    for formset in formsets:
        for field in formset.management_form:
            sent[field.html_name] = field.value()
        for form in formset.forms:
            for field in form:
                value = field.value()
                sent[field.html_name] = "" if value is None else value
            if formset.prefix == prefix and form.instance.pk == key:
                sent[f"{form.prefix}-DELETE"] = "on"
    for field in answer.context["adminform"].form:
        value = field.value()
        sent[field.html_name] = "" if value is None else value
    return {name: value for name, value in sent.items() if value is not False}


def test_a_division_in_use_is_not_deleted_and_no_record_is_named(administrator, division):
    for answer in (
        administrator.get(address("division_delete", division.pk)),
        administrator.post(address("division_delete", division.pk), {"post": "yes"}),
        administrator.post(
            address("division_changelist"),
            {"action": "delete_selected", "_selected_action": division.pk},
        ),
    ):
        page = answer.content.decode()
        assert BUSINESS not in page
        assert "個人情報業務 2件" in page
    assert Division.objects.filter(pk=division.pk).exists()


def test_what_the_administrator_keeps_is_named(administrator, city):
    page = administrator.get(address("department_delete", city.residents.department_id))
    assert "所管課：市民文化部市民課" in page.content.decode()


def test_an_unused_division_is_deleted(administrator, city):
    administrator.post(address("division_delete", city.residents.pk), {"post": "yes"})
    assert not Division.objects.filter(pk=city.residents.pk).exists()


def test_deleting_it_within_its_department_names_no_record_either(administrator, division):
    change = address("department_change", division.department_id)
    sent = inline_sent(administrator.get(change), "divisions", division.pk)
    answer = administrator.post(change, sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert BUSINESS not in page
    assert "個人情報業務 2件" in page
    assert Division.objects.filter(pk=division.pk).exists()


def test_deleting_a_row_of_the_law_names_no_record(administrator, city):
    request = factories.disclosure_request(number=77)
    change = address("regime_change", request.kind.regime_id)
    sent = inline_sent(administrator.get(change), "requestkind_set", request.kind_id)
    page = administrator.post(change, sent).content.decode()
    assert "第77号" not in page
    assert "開示等請求 1件" in page
    assert RequestKind.objects.filter(pk=request.kind_id).exists()
