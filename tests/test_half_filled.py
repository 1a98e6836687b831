"""A form or a file that is blank or half filled, while a year is closed: a sentence each.

Every ledger there is, found where it is declared; every field of its form left out, or not to be
read, in turn.
"""

from io import BytesIO

import pytest
from django.db import transaction

from kurume_privacy.models import ClosedYear, Role
from kurume_privacy.workbook.outcomes import Status
from kurume_privacy.xlsx.writing import LedgerFile, write_csv
from reports.desk.ledgers import LEDGERS
from tests import factories
from tests.access import record_of
from tests.desk import filled, log_in_as
from tests.excel import checked
from tests.kurume_privacy.closing import close

pytestmark = pytest.mark.django_db

CLOSED = (2018, 2019, 2020, 2021)
UNREADABLE = "？"
FREE = 9009  # a number that no record has
ledgers = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.route)
with_sheets = pytest.mark.parametrize(
    "ledger", [each for each in LEDGERS if each.sheet], ids=lambda ledger: ledger.route
)


@pytest.fixture
def record(ledger, city):
    """A record of the ledger with whatever rows belong to it, in a year that is closed."""
    factories.earlier_year()
    own = record_of(city.general_affairs, ledger.model._meta.model_name)
    return ledger.model.objects.exclude(pk=own.pk).first() or own


@pytest.fixture
def office():
    return log_in_as("office", Role.OFFICE)


def told(model):
    """Return what the reports of the closed years show of every record."""
    return {
        record.pk: (shown, values if any(each.whole for each in shown) else None)
        for record, values in zip(model.objects.all(), model.objects.values(), strict=True)
        if any(shown := [record.shown_in(year) for year in CLOSED])
    }


def variants(sent):
    """Yield nothing, a blank form, and the form with each of its controls left out, or unreadable.

    Which version of the record it was filled in for is no control.
    """
    kept = {name: value for name, value in sent.items() if name == "version"}
    yield kept
    yield dict.fromkeys(sent, "") | kept
    for name in sent:
        if name in kept:
            continue
        yield {other: value for other, value in sent.items() if other != name}
        yield sent | {name: UNREADABLE}


def answered(client, ledger, address, variants):
    """Assert that each is saved, or refused with a sentence; nothing of a closed year is touched.

    Each is taken back, so that the next one meets the same.
    """
    counted = ledger.model.is_counted()
    before = told(ledger.model) if counted else {}
    for data in variants:
        with transaction.atomic():
            answer = client.post(address, data)
            assert answer.status_code in (302, 422)
            assert answer.status_code == 302 or answer.context["errors"]
            assert not counted or told(ledger.model) == before
            transaction.set_rollback(True)


@ledgers
def test_a_half_filled_form_of_a_new_record_is_answered(ledger, record, office):
    sent = filled(office.get(ledger.url("update", record.pk)))
    sent.pop("version")
    close(*CLOSED)
    answered(office, ledger, ledger.url("create"), variants(sent))


@ledgers
def test_a_half_filled_form_of_a_stored_record_is_answered(ledger, record, office):
    address = ledger.url("update", record.pk)
    sent = filled(office.get(address))
    close(*CLOSED)
    answered(office, ledger, address, variants(sent))


@ledgers
def test_a_blank_form_says_what_is_missing_and_not_only_that_a_year_is_closed(ledger, office):
    close(*CLOSED)
    form = office.post(ledger.url("create"), {}).context["form"]
    missing = {name for name, field in form.fields.items() if field.required}
    assert missing
    assert missing <= set(form.errors)


@with_sheets
@pytest.mark.parametrize("number", [None, FREE], ids=["stored", "new"])
def test_a_half_filled_file_is_answered(ledger, record, number):
    sheet, office = ledger.sheet, factories.user("office", Role.OFFICE)
    headings = sheet.headings(machine=True)
    found = ledger.model.objects.filter(pk=record.pk).written().get()
    lines = [list(line) for line in sheet.lines(found, machine=True)]
    if number and "number" in headings:
        lines[0][headings.index("number")] = number
    close(*CLOSED)
    for place in range(len(headings)):
        for cell in (None, UNREADABLE):
            content = half_filled(sheet, lines, place, cell)
            for outcome in checked(sheet.key, content, office, "記録.csv").outcomes:
                assert outcome.status != Status.REFUSED or outcome.problems
    assert ClosedYear.years() == list(CLOSED)


def half_filled(sheet, lines, place, cell):
    """Return the lines as a CSV file, with this cell in the place of one of each line."""
    file = BytesIO()
    changed = ([*line[:place], cell, *line[place + 1 :]] for line in lines)
    write_csv(file, LedgerFile(sheet.name, sheet.headings(machine=True), changed, machine=True))
    return file.getvalue()
