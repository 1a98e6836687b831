"""Every address × everybody: who may see what. A new address fails here until it has its line."""

import pytest
from django.contrib import admin
from django.urls import reverse

from kurume_privacy import history
from kurume_privacy.models import Role
from tests import factories
from tests.access import ADDRESSES, import_of, record_of
from tests.reports import editions

pytestmark = pytest.mark.django_db

OF_A_YEAR = {
    "year": 2021,
    "number": 1,
    "path": "report.pdf",
    "act": "ask",
    "paragraph": "outside_use.grounds",
}
PEOPLE = ("nobody", "clerk", "other_clerk", "office", "approver", "administrator")

# What each of PEOPLE is answered; the clerk's division keeps the record, the other clerk's not.
EVERYONE = (200, 200, 200, 200, 200, 200)
STAFF = (302, 200, 200, 200, 200, 200)
LEDGER = (302, 200, 200, 200, 200, 403)
OFFICES_LEDGER = (302, 403, 403, 200, 200, 403)
ENTRY = (302, 200, 200, 200, 403, 403)
OFFICES_ENTRY = (302, 403, 403, 200, 403, 403)
RECORD = (302, 200, 404, 200, 200, 403)
OFFICES_RECORD = (302, 404, 404, 200, 200, 403)
CHANGE = (302, 200, 404, 200, 403, 403)
OFFICES_CHANGE = (302, 404, 404, 200, 403, 403)
# A file is seen by the one who chose it alone.
OWN_FILE = (302, 200, 404, 404, 403, 403)
OFFICES_OWN_FILE = (302, 403, 403, 200, 403, 403)
SET_ASIDE = (302, 302, 404, 404, 403, 403)
OFFICES_SET_ASIDE = (302, 403, 403, 302, 403, 403)
# Only sent, never opened: 405 says that the way is free.
BRING_BACK = (302, 403, 403, 405, 403, 403)
GOES_ON = (302, 302, 302, 302, 302, 302)


def files_out(model, listed, entered=None):
    """Return the lines of a list as a file, and of the blank file where records are entered."""
    files = {f"{model}_export": listed, f"{model}_export_csv": listed}
    if entered is None:
        return files
    return files | {f"{model}_template": entered, f"{model}_template_csv": entered}


def ledger(model):
    """Return the lines of a ledger that the clerks of a division keep."""
    return {
        f"{model}_list": LEDGER,
        f"{model}_create": ENTRY,
        f"{model}_detail": RECORD,
        f"{model}_update": CHANGE,
        f"{model}_delete": CHANGE,
        f"{model}_deleted": OFFICES_LEDGER,
        f"{model}_restore": BRING_BACK,
        **files_out(model, LEDGER, ENTRY),
        f"{model}_import": ENTRY,
        f"{model}_import_review": OWN_FILE,
        f"{model}_import_marked": OWN_FILE,
        f"{model}_import_discard": SET_ASIDE,
    }


def offices_ledger(model):
    """Return the lines of a ledger that the office keeps."""
    return {
        f"{model}_list": OFFICES_LEDGER,
        f"{model}_create": OFFICES_ENTRY,
        f"{model}_detail": OFFICES_RECORD,
        f"{model}_update": OFFICES_CHANGE,
        f"{model}_delete": OFFICES_CHANGE,
        f"{model}_deleted": OFFICES_LEDGER,
        f"{model}_restore": BRING_BACK,
        **files_out(model, OFFICES_LEDGER, OFFICES_ENTRY),
        f"{model}_import": OFFICES_ENTRY,
        f"{model}_import_review": OFFICES_OWN_FILE,
        f"{model}_import_marked": OFFICES_OWN_FILE,
        f"{model}_import_discard": OFFICES_SET_ASIDE,
    }


ANSWERS = {
    "reports:index": EVERYONE,
    "reports:comparison": EVERYONE,
    "reports:data": EVERYONE,
    "reports:catalogue": EVERYONE,
    "reports:report": EVERYONE,
    "reports:current_file": EVERYONE,
    "reports:edition": EVERYONE,
    "reports:edition_file": EVERYONE,
    "login": (200, 302, 302, 302, 302, 302),
    "logout": GOES_ON,
    "password_change": STAFF,
    "password_change_done": STAFF,
    "echo_date": STAFF,
    "reports:desk": STAFF,
    "reports:drafts": OFFICES_LEDGER,
    "reports:draft": OFFICES_LEDGER,
    "reports:draft_pdf": OFFICES_LEDGER,
    "reports:draft_checks": OFFICES_LEDGER,
    "reports:draft_step": OFFICES_LEDGER,
    "reports:draft_wording": (302, 403, 403, 302, 403, 403),
    **ledger("registrations:business"),
    **ledger("registrations:businessnotice"),
    **ledger("disclosure:disclosurerequest"),
    "disclosure:disclosurerequest_deadline": RECORD,
    "disclosure:deadline_review": OFFICES_ENTRY,
    "disclosure:disposition_list": LEDGER,
    **files_out("disclosure:disposition", LEDGER),
    **ledger("disclosure:reviewrequest"),
    **ledger("outside_use:usenotice"),
    **offices_ledger("council:councilsession"),
    "council:meeting_list": OFFICES_LEDGER,
    **files_out("council:meeting", OFFICES_LEDGER),
    **offices_ledger("reports:training"),
    **offices_ledger("reports:publicnotice"),
    **offices_ledger("reports:wording"),
}


@pytest.fixture
def people(city):
    """Everybody who may knock, by what they are."""
    return {
        "nobody": None,
        "clerk": factories.user("clerk", division=city.general_affairs),
        "other_clerk": factories.user("other", division=city.residents),
        "office": factories.user("office", Role.OFFICE),
        "approver": factories.user("approver", Role.APPROVER),
        "administrator": factories.user("administrator", Role.ADMINISTRATOR),
    }


def address_of(city, name):
    """Return the address, with a record of the clerk's division where it needs one."""
    arguments = ADDRESSES[name]
    if arguments[:1] == ("year",):
        editions.edition(2021)
        return reverse(name, args=[OF_A_YEAR[argument] for argument in arguments])
    if arguments == ("pk",):
        model, _, page = name.partition(":")[2].rpartition("_")
        if model.endswith("_import"):
            return reverse(name, args=[import_of(name).pk])
        record = record_of(city.general_affairs, model)
        if page != "restore":
            return reverse(name, args=[record.pk])
        history.delete(record, "入力誤り")
        return reverse(name, args=[history.deleted(type(record)).first().pk])
    return reverse(name)


def test_every_address_has_its_line():
    assert set(ADDRESSES) == set(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_each_is_answered_what_the_table_says(client, city, people, name):
    address = address_of(city, name)
    found = {}
    for who, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        found[who] = client.get(address).status_code
    assert found == dict(zip(PEOPLE, ANSWERS[name], strict=True))


@pytest.mark.parametrize("name", ANSWERS)
def test_sending_opens_no_door_that_looking_does_not(client, city, people, name):
    address = address_of(city, name)
    for who, allowed in zip(PEOPLE, ANSWERS[name], strict=True):
        client.logout()
        if people[who]:
            client.force_login(people[who])
        answer = client.post(address).status_code
        if allowed in (403, 404):
            assert answer in (allowed, 405), who  # 405: nothing can be sent there by anybody
        else:
            assert answer in (302, 405, 422, 200), who


@pytest.mark.parametrize("name", [name for name in ANSWERS if ANSWERS[name][0] == 302])
def test_nobody_is_sent_to_the_log_in_and_back(client, city, name):
    address = address_of(city, name)
    answer = client.get(address)
    assert answer["Location"].startswith(reverse("login"))


ADMINISTRATION = ["admin:index"] + [
    f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    for model in admin.site._registry
    for page in ("changelist", "add")
]


@pytest.mark.parametrize("name", ADMINISTRATION)
def test_the_administration_is_the_administrators_alone(client, people, name):
    expected = (302, 403, 403, 403, 403, 200)
    for who, answer in zip(PEOPLE, expected, strict=True):
        client.logout()
        if people[who]:
            client.force_login(people[who])
        assert client.get(reverse(name)).status_code == answer, who
