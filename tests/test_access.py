"""Every address × everybody: who may see what. A new address fails here until it has its line."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from simple_history.admin import SimpleHistoryAdmin

from kurume_privacy.models import Role
from kurume_privacy.records import history
from tests import factories
from tests.access import ADDRESSES, ADMINISTRATION, import_of, record_of
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
    "public": EVERYONE,
    "home": STAFF,
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
    """Everybody who may knock, by what they are; whatever their role, they work somewhere."""
    return {
        "nobody": None,
        "clerk": factories.user("clerk", division=city.general_affairs),
        "other_clerk": factories.user("other", division=city.residents),
        **{
            role.value: factories.user(role.value, role, division=city.general_affairs)
            for role in (Role.OFFICE, Role.APPROVER, Role.ADMINISTRATOR)
        },
    }


def each(people):
    """Yield who knocks, and the browser of each."""
    for who in PEOPLE:
        client = Client()
        if people[who]:
            client.force_login(people[who])
        yield who, client


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


def opens_no_other_door(sent, allowed):
    """Say whether sending was answered by no more than looking: 405 where nothing can be sent."""
    return sent in ((allowed, 405) if allowed in (403, 404) else (302, 405, 422, 200))


@pytest.mark.parametrize("name", ANSWERS)
def test_each_is_answered_what_the_table_says(city, people, name):
    """Who looks, who sends, and where somebody is led who is not logged in."""
    address, expected = address_of(city, name), dict(zip(PEOPLE, ANSWERS[name], strict=True))
    browsers = dict(each(people))
    answers = {who: browser.get(address) for who, browser in browsers.items()}
    assert {who: answer.status_code for who, answer in answers.items()} == expected
    if expected["nobody"] == 302:
        assert answers["nobody"]["Location"].startswith(reverse("login"))
    sent = {who: browser.post(address).status_code for who, browser in browsers.items()}
    opened = {
        who: code for who, code in sent.items() if not opens_no_other_door(code, expected[who])
    }
    assert opened == {}


# The administration is the administrators' alone

CLOSED_TO_OTHERS = (302, 403, 403, 403, 403)
# What the administrator is answered, by page; nobody is deleted, and no body of law.
MODEL_PAGES = {"changelist": 200, "add": 200, "change": 200, "history": 200, "delete": 200}
NOT_DELETED = ("kurume_privacy_user", "kurume_privacy_regime")
ANSWERS_TO_THE_ADMINISTRATOR = {
    f"{model._meta.app_label}_{model._meta.model_name}_{page}": answer
    for model in admin.site._registry
    for page, answer in MODEL_PAGES.items()
} | {
    **{f"{model}_delete": 403 for model in NOT_DELETED},
    **{
        f"{model._meta.app_label}_{model._meta.model_name}_simple_history": 200
        for model, pages in admin.site._registry.items()
        if isinstance(pages, SimpleHistoryAdmin)
    },
    "index": 200,
    "app_list": 200,
    "auth_user_password_change": 200,
    "autocomplete": 403,
    "jsi18n": 200,
    "password_change": 302,
    "password_change_done": 200,
    "logout": 307,
}


@pytest.fixture
def kept(people):
    """One of each kind that the administrator keeps, by the name of its model."""
    division = factories.division("文書課", "文書部")
    return {
        "user": people["clerk"],
        "agency": division.department.agency,
        "department": division.department,
        "division": division,
        "closedday": factories.closed_day(),
        "regime": factories.regime(),
    }


def test_every_address_of_the_administration_has_its_line():
    assert set(ADMINISTRATION) == {*ANSWERS_TO_THE_ADMINISTRATOR, "login"}


def test_the_administration_has_no_log_in_of_its_own(people):
    for _, browser in each(people):
        assert browser.get(reverse("admin:login")).status_code == 302


@pytest.mark.parametrize("name", ANSWERS_TO_THE_ADMINISTRATOR)
def test_the_administration_is_the_administrators_alone(people, kept, name):
    address = reverse(f"admin:{name}", args=arguments_of(name, kept))
    looking = [browser.get(address) for _, browser in each(people)]
    expected = (*CLOSED_TO_OTHERS, ANSWERS_TO_THE_ADMINISTRATOR[name])
    assert tuple(answer.status_code for answer in looking) == expected
    assert looking[0]["Location"].startswith(reverse("login"))
    sent = [browser.post(address).status_code for _, browser in each(people)]
    assert tuple(sent[:-1]) == CLOSED_TO_OTHERS


def arguments_of(name, kept):
    """Return what the address of a page of the administration is made of."""
    if name == "app_list":
        return ["kurume_privacy"]
    model = name.removesuffix("_simple_history").split("_")[2:3]
    record = kept[model[0]] if model and model[0] in kept else kept["user"]
    arguments = [record.pk for _ in ADMINISTRATION[name]]
    if name.endswith("_simple_history"):
        return [record.pk, record.history.first().pk]
    return arguments
