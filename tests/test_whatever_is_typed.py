"""Whatever is typed into whatever field: a page with a sentence, nobody else's record touched."""

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kurume_privacy.models import Record, Role
from tests import factories
from tests.access import ADDRESSES, record_of
from tests.controls import Controls
from tests.examples import examples

pytestmark = pytest.mark.django_db

STRANGE = (
    "",
    " 　",
    "\x00",
    "\x07警告\x1b[31m",
    "😀" * 40,
    "あ" * 10_000,
    "令和3年2月30日",
    "R99.99.99",
    "令和元年0月0日",
    "2021-13-45",
    "0001-01-01",
    "9999-12-31",
    "99999999999999999999999",
    "-1",
    "０",
    "①",
    "1e9",
    "NaN",
    "<script>alert(1)</script>",
    "=1+1",
    "' OR 1=1 --",
    "{本人同意",
)
LEDGERS = sorted({name.rpartition("_")[0] for name in ADDRESSES if name.endswith("_create")})
ONLY_READ = sorted(
    name
    for name in ADDRESSES
    if name.endswith("_list") and name.replace("_list", "_create") not in ADDRESSES
)
OFFICES = ("council:councilsession", "reports:training", "reports:publicnotice", "reports:wording")
few = examples(6, suppress_health_check=[HealthCheck.function_scoped_fixture])


def typed(controls, keys):
    """Draw what is sent: for each control something it offers, or something strange."""
    strange = st.one_of(st.sampled_from(STRANGE), st.sampled_from(keys), st.text(max_size=30))
    return st.fixed_dictionaries(
        {
            name: st.lists(st.one_of(st.sampled_from(values), strange), max_size=2)
            if len(values) > 1
            else st.one_of(st.just(values[0] if values else ""), strange)
            for name, values in controls.offered.items()
            if name != "csrfmiddlewaretoken"
        }
    )


def records():
    """Return every record of every ledger, as the database has it now."""
    return {
        model: {row["id"]: row for row in model._base_manager.values()}
        for model in apps.get_models()
        if issubclass(model, Record) and model._meta.app_label != "kurume_privacy"
    }


@pytest.fixture
def foreign(city):
    """Records of another division, one of each kind."""
    return [record_of(city.residents, name.partition(":")[2]) for name in LEDGERS]


@pytest.fixture
def staff(client, city, request):
    """Whoever enters into the ledger: its clerk, or the office for its own."""
    if request.getfixturevalue("ledger") in OFFICES:
        user = factories.user("office", Role.OFFICE)
    else:
        user = factories.user("clerk", division=city.general_affairs)
    client.force_login(user)
    return client


@pytest.fixture(params=LEDGERS)
def ledger(request):
    return request.param


def own_record(city, ledger, foreign):
    """Return a record that the staff keeps; the office keeps what no division does."""
    model = ledger.partition(":")[2]
    if ledger in OFFICES:
        return next(record for record in foreign if record._meta.model_name == model)
    return record_of(city.general_affairs, model)


def send(client, address, data):
    """Send and take back: a page or a way on, with a sentence where it was refused."""
    with transaction.atomic():
        answer = client.post(address, data)
        assert answer.status_code in (200, 302, 422)
        if answer.status_code == 422:
            assert "入力を確かめてください" in answer.content.decode()
        after = records()
        transaction.set_rollback(True)
    return after


def untouched(foreign, before, after):
    for record in foreign:
        model = type(record)
        assert after[model][record.pk] == before[model][record.pk]


def test_whatever_is_typed_into_a_new_record(staff, ledger, foreign):
    address = reverse(f"{ledger}_create")
    controls = Controls(staff.get(address).content.decode())
    keys = [str(record.pk) for record in foreign]
    before = records()

    @few
    @given(data=typed(controls, keys))
    def whatever(data):
        untouched(foreign, before, send(staff, address, data))

    assert controls.offered
    whatever()


def test_whatever_is_typed_into_a_stored_record(staff, ledger, foreign, city):
    own = own_record(city, ledger, foreign)
    address = reverse(f"{ledger}_update", args=[own.pk])
    controls = Controls(staff.get(address).content.decode())
    keys = [str(record.pk) for record in foreign]
    before = records()

    @few
    @given(data=typed(controls, keys))
    def whatever(data):
        after = send(staff, address, data)
        untouched([record for record in foreign if record != own], before, after)

    whatever()


def test_whatever_stands_in_the_address_of_a_list(staff, ledger, foreign):
    address = reverse(f"{ledger}_list")
    page = staff.get(address)
    names = [*page.context["filters"].form.fields, "sort", "page", "per_page", "copy", "after"]
    values = st.one_of(st.sampled_from(STRANGE), st.text(max_size=20), st.integers().map(str))

    @few
    @given(query=st.dictionaries(st.sampled_from(names), values))
    def whatever(query):
        assert staff.get(address, query).status_code in (200, 422)  # a filter that none can read
        assert staff.get(reverse(f"{ledger}_create"), query).status_code == 200

    whatever()


@pytest.mark.parametrize("name", ONLY_READ)
def test_whatever_stands_in_the_address_of_a_list_that_is_only_read(client, city, name):
    record_of(city.general_affairs, name.partition(":")[2].removesuffix("_list"))
    client.force_login(factories.user("office", Role.OFFICE))
    address = reverse(name)
    names = [*client.get(address).context["filters"].form.fields, "sort", "page", "per_page"]
    values = st.one_of(st.sampled_from(STRANGE), st.text(max_size=20), st.integers().map(str))

    @few
    @given(query=st.dictionaries(st.sampled_from(names), values))
    def whatever(query):
        assert client.get(address, query).status_code in (200, 422)

    whatever()


def test_a_strange_reason_deletes_nothing_or_only_its_own(staff, ledger, foreign, city):
    own = own_record(city, ledger, foreign)
    address = reverse(f"{ledger}_delete", args=[own.pk])
    before = records()

    @few
    @given(reason=st.one_of(st.sampled_from(STRANGE), st.text(max_size=200)))
    def whatever(reason):
        after = send(staff, address, {"reason": reason})
        untouched([record for record in foreign if record != own], before, after)

    whatever()
