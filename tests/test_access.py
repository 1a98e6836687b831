"""Every address × everybody: who may see what. A new address fails here until it has its line."""

from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import reverse

from disclosure.events.requests import EVENTS as OF_REQUESTS
from disclosure.events.reviews import EVENTS as OF_REVIEWS
from kurume_privacy.desk.ledger import ReadOnlyLedger
from kurume_privacy.models import Role
from kurume_privacy.records import history
from tests import factories
from tests.access import (
    ADDRESSES,
    KEPT_ADDRESSES,
    LEDGERS,
    import_of,
    kept_of,
    record_of,
)
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
# Only sent, never opened: 405 says that the way is free.
BRING_BACK = (302, 403, 403, 405, 403, 403)
GOES_ON = (302, 302, 302, 302, 302, 302)


class Keeper(NamedTuple):
    """What each of PEOPLE is answered on the pages of a ledger that these people keep.

    A file is seen by the one who chose it alone.
    """

    listed: tuple
    entered: tuple
    record: tuple
    changed: tuple
    own_file: tuple
    set_aside: tuple


DIVISION = Keeper(
    listed=(302, 200, 200, 200, 200, 403),
    entered=(302, 200, 200, 200, 403, 403),
    record=(302, 200, 404, 200, 200, 403),
    changed=(302, 200, 404, 200, 403, 403),
    own_file=(302, 200, 404, 404, 403, 403),
    set_aside=(302, 302, 404, 404, 403, 403),
)
OFFICE = Keeper(
    listed=(302, 403, 403, 200, 200, 403),
    entered=(302, 403, 403, 200, 403, 403),
    record=(302, 404, 404, 200, 200, 403),
    changed=(302, 404, 404, 200, 403, 403),
    own_file=(302, 403, 403, 200, 403, 403),
    set_aside=(302, 403, 403, 302, 403, 403),
)
# Who keeps each ledger, in words of our own: a clerk may see no more because a model says so.
KEEPERS = {
    "registrations:business": DIVISION,
    "registrations:businessnotice": DIVISION,
    "disclosure:disclosurerequest": DIVISION,
    "disclosure:disposition": DIVISION,
    "disclosure:reviewrequest": DIVISION,
    "outside_use:usenotice": DIVISION,
    "council:councilsession": OFFICE,
    "council:meeting": OFFICE,
    "reports:training": OFFICE,
    "reports:publicnotice": OFFICE,
    "reports:wording": OFFICE,
}


def ledger(route, keeper):
    """Return the lines of a ledger; of one that is only read, those of the list and its files."""
    read = {f"{route}_{page}": keeper.listed for page in ("list", "export", "export_csv")}
    if isinstance(LEDGERS[route], ReadOnlyLedger):
        return read
    return read | {
        f"{route}_create": keeper.entered,
        f"{route}_detail": keeper.record,
        f"{route}_update": keeper.changed,
        f"{route}_delete": keeper.changed,
        f"{route}_deleted": OFFICE.listed,
        f"{route}_restore": BRING_BACK,
        f"{route}_template": keeper.entered,
        f"{route}_template_csv": keeper.entered,
        f"{route}_import": keeper.entered,
        f"{route}_import_review": keeper.own_file,
        f"{route}_import_marked": keeper.own_file,
        f"{route}_import_discard": keeper.set_aside,
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
    "reports:drafts": OFFICE.listed,
    "reports:draft": OFFICE.listed,
    "reports:draft_pdf": OFFICE.listed,
    "reports:draft_checks": OFFICE.listed,
    "reports:draft_step": OFFICE.listed,
    "reports:draft_wording": (302, 403, 403, 302, 403, 403),
    "disclosure:disclosurerequest_deadline": DIVISION.record,
    "disclosure:deadline_review": OFFICE.entered,
    **{
        f"disclosure:{model}_{event.key}": DIVISION.changed
        for model, events in (("disclosurerequest", OF_REQUESTS), ("reviewrequest", OF_REVIEWS))
        for event in events
    },
    **{
        name: answers
        for route, keeper in KEEPERS.items()
        if route in LEDGERS
        for name, answers in ledger(route, keeper).items()
    },
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


def test_every_ledger_has_its_keeper():
    assert set(LEDGERS) == set(KEEPERS)


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


# What the administrator keeps has pages that are theirs alone

ADMINISTRATOR = (302, 403, 403, 403, 403, 200)
PAGES = ("list", "create", "detail", "update")
DELETED = ("delete", "deleted", "restore")
OTHERWISE = {"restore": 405, "plan": 302}  # only sent; leads to its beginning
LAW_ROWS = (
    "requestkind",
    "disclosuremethod",
    "outcome",
    "exemptionclause",
    "useground",
    "cessationground",
    "decisiondeadline",
    "countingway",
)
# By the kind that is kept; a user is never deleted.
KEPT_PAGES = {
    "agency": PAGES + DELETED,
    "department": PAGES + DELETED,
    "division": PAGES + DELETED,
    "closedday": PAGES + DELETED,
    "user": (*PAGES, "password"),
    "reorganisation": ("list", "create", "plan", "detail", "withdraw"),
    "regime": (*PAGES, *DELETED, "copying"),
    "governance": PAGES + DELETED,
    **dict.fromkeys(LAW_ROWS, (*PAGES, *DELETED, "change", "end")),
}
KEPT_ANSWERS = {
    "kurume_privacy:law": ADMINISTRATOR,
} | {
    f"kurume_privacy:{kind}_{page}": (*ADMINISTRATOR[:-1], OTHERWISE.get(page, 200))
    for kind, pages in KEPT_PAGES.items()
    for page in pages
}


def test_every_address_of_what_is_kept_has_its_line():
    assert set(KEPT_ADDRESSES) == set(KEPT_ANSWERS)


@pytest.mark.parametrize("name", KEPT_ANSWERS)
def test_what_is_kept_is_the_administrators_alone(people, name):
    address, expected = kept_address(name), KEPT_ANSWERS[name]
    looking = [browser.get(address) for _, browser in each(people)]
    assert tuple(answer.status_code for answer in looking) == expected
    assert looking[0]["Location"].startswith(reverse("login"))
    sent = [browser.post(address).status_code for _, browser in each(people)]
    assert all(map(opens_no_other_door, sent, expected)), sent


def kept_address(name):
    """Return the address of a page of what is kept, with one of its kind where it needs one."""
    model, _, page = name.partition(":")[2].rpartition("_")
    if KEPT_ADDRESSES[name] != ("pk",):
        return reverse(name)
    record = kept_of(model)
    if page != "restore":
        return reverse(name, args=[record.pk])
    history.delete(record, "入力誤り")
    return reverse(name, args=[history.deleted(type(record)).first().pk])
