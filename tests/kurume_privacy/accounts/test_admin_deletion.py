"""What the administrator is told of ledgers when a row of the law cannot go."""

import pytest
from django.urls import reverse

from kurume_privacy.models import RequestKind, Role
from tests import factories
from tests.kurume_privacy.accounts.sent import sent_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    client.force_login(factories.user("keeper", role=Role.ADMINISTRATOR))
    return client


def address(page, *args):
    return reverse(f"admin:kurume_privacy_{page}", args=args)


def test_deleting_a_row_of_the_law_names_no_record(administrator, city):
    request = factories.disclosure_request(number=77)
    change = address("regime_change", request.kind.regime_id)
    sent = sent_by(administrator.get(change), ("requestkind_set", request.kind_id))
    page = administrator.post(change, sent).content.decode()
    assert "第77号" not in page
    assert "開示等請求 1件" in page
    assert RequestKind.objects.filter(pk=request.kind_id).exists()


def test_an_unused_row_goes(administrator):
    kind = factories.kind()
    change = address("regime_change", kind.regime_id)
    sent = sent_by(administrator.get(change), ("requestkind_set", kind.pk))
    assert administrator.post(change, sent).status_code == 302
    assert not RequestKind.objects.filter(pk=kind.pk).exists()
