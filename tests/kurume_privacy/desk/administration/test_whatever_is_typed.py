"""Whatever an administrator types into whatever field: a page with a sentence, and no error."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kurume_privacy.models import Role
from tests.access import KEPT_LEDGERS, kept_of
from tests.controls import Controls
from tests.desk import log_in_as, text
from tests.examples import examples
from tests.test_whatever_is_typed import STRANGE, typed

pytestmark = pytest.mark.django_db

few = examples(6, suppress_health_check=[HealthCheck.function_scoped_fixture])
ledgers = pytest.mark.parametrize("ledger", KEPT_LEDGERS.values(), ids=KEPT_LEDGERS)
ACTS = ("requestkind_change", "outcome_change", "outcome_end", "regime_copying")
TYPED = {route: ledger for route, ledger in KEPT_LEDGERS.items() if "reorganisation" not in route}


@pytest.fixture
def administrator(city):
    return log_in_as("keeper", Role.ADMINISTRATOR)


def send(client, address, data):
    """Send and take back: a page or a way on, with a sentence where it was refused."""
    with transaction.atomic():
        answer = client.post(address, data)
        assert answer.status_code in (200, 302, 422)
        if answer.status_code == 422:
            assert "入力を確かめてください" in text(answer)
        transaction.set_rollback(True)


def whatever(client, address):
    """Send the form of a page with whatever in it."""
    controls = Controls(text(client.get(address)))

    @few
    @given(data=typed(controls, ["1", "99"]))
    def sent(data):
        send(client, address, data)

    assert controls.offered
    sent()


@pytest.mark.parametrize("route", TYPED)
def test_into_a_new_one(administrator, route):
    whatever(administrator, TYPED[route].url("create"))


@pytest.mark.parametrize("route", TYPED)
def test_into_a_stored_one(administrator, route):
    made = kept_of(TYPED[route].model._meta.model_name)
    whatever(administrator, TYPED[route].url("update", made.pk))


@ledgers
def test_into_the_address_of_a_list(administrator, ledger):
    address = ledger.url("list")
    names = [*administrator.get(address).context["filters"].form.fields, "sort", "page"]
    values = st.one_of(st.sampled_from(STRANGE), st.text(max_size=20), st.integers().map(str))

    @few
    @given(query=st.dictionaries(st.sampled_from(names), values))
    def asked(query):
        assert administrator.get(address, query).status_code in (200, 422)

    asked()


@pytest.mark.parametrize("step", ["look", "edit", "confirm", "?"])
@pytest.mark.parametrize(
    "act", ["requestkind_change", "outcome_change", "outcome_end", "regime_copying"]
)
def test_into_an_act_on_the_law(administrator, act, step):
    model, _, page = act.partition("_")
    ledger = KEPT_LEDGERS[f"kurume_privacy:{model}"]
    address = ledger.url(page, ledger.model.objects.last().pk)
    controls = Controls(text(administrator.get(address)))

    @few
    @given(data=typed(controls, ["1", "99"]), seen=st.sampled_from(["", "x"]))
    def sent(data, seen):
        send(administrator, address, data | {"step": step, "seen": seen})

    assert controls.offered
    sent()


PLAN = KEPT_LEDGERS["kurume_privacy:reorganisation"]
CHOICES = ("on", "title", "departments", "renamed", "divisions")


def test_into_the_choice_of_what_changes(administrator):
    values = st.one_of(st.sampled_from((*STRANGE, "1", "R9.4.1")), st.text(max_size=20))

    @few
    @given(query=st.dictionaries(st.sampled_from(CHOICES), values))
    def chosen(query):
        assert administrator.get(PLAN.url("plan"), query).status_code in (200, 302, 422)
        assert administrator.get(PLAN.url("create"), query).status_code == 200

    chosen()


@pytest.mark.parametrize("step", ["look", "edit", "confirm", "?"])
def test_into_what_a_division_becomes(administrator, city, step):
    address = f"{PLAN.url('plan')}?on=R9.4.1&divisions={city.residents.pk}"
    controls = Controls(text(administrator.get(address)))

    @few
    @given(data=typed(controls, ["1", "99"]), seen=st.sampled_from(["", "x"]))
    def sent(data, seen):
        send(administrator, address, data | {"step": step, "seen": seen})

    assert controls.offered
    sent()
