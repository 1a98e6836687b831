"""Every page of every ledger: as many queries for three hundred of anything as for thirty.

The rows of a form that is sent are limited (`MOST_ROWS`): there it is ninety.
"""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection, models
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from kurume_privacy.desk.administration import ledgers as administration
from kurume_privacy.models import ClosedYear, Role
from kurume_privacy.models.texts import is_free_text
from kurume_privacy.records.form import RecordForm
from kurume_privacy.records.rows import MOST_ROWS
from reports.desk.ledgers import LEDGERS
from tests import copies, desk, factories
from tests.controls import Controls

pytestmark = pytest.mark.django_db

FEW, MANY, MANY_ROWS = 30, 300, MOST_ROWS - 10
CHANGED = 2  # rows, where some are changed

# Those of the administrator, too; but a user is no record, and nobody types into an act.
KEPT = [ledger for ledger in administration.LEDGERS if issubclass(ledger.form, RecordForm)]
every_ledger = pytest.mark.parametrize(
    "ledger", [*LEDGERS, *KEPT], ids=lambda ledger: ledger.model.__name__
)


@pytest.fixture
def keeper(city, client, ledger):
    """A browser of whoever keeps the ledger, in a city that has closed two years."""
    QuerySet(ClosedYear).bulk_create([ClosedYear(year=2018), ClosedYear(year=2019)])
    role = Role.ADMINISTRATOR if ledger in KEPT else Role.OFFICE
    client.force_login(factories.user("keeper", role))
    return client


class Asking:
    """Asks for pages of one record, and keeps which statements each of them took."""

    def __init__(self, client, ledger, record):
        self.client, self.ledger, self.record = client, ledger, record
        self.statements = {}

    def look(self, name, page, *arguments):
        """Look at a page; what is looked up once a process is looked up before."""
        address = self.ledger.url(page, *arguments)
        self.client.get(address)
        return self._answer(name, self.client.get, address, status=200)

    def send(self, name, sent, status):
        """Send the form of the record."""
        self._answer(
            name, self.client.post, self.ledger.url("update", self.record.pk), sent, status=status
        )

    def _answer(self, name, ask, *what, status):
        with CaptureQueriesContext(connection) as asked:
            answer = ask(*what)
        assert answer.status_code == status, desk.words(answer)
        self.statements[name] = [query["sql"] for query in asked]
        return answer


def assert_same(few, many):
    """Assert that each page took as many statements; else say which there were more of."""
    grown = [
        f"{page}: {len(asked)}, {len(many.statements[page])}; {times} more of {statement}"
        for page, asked in few.statements.items()
        if len(asked) != len(many.statements[page])
        for statement, times in (shapes(many.statements[page]) - shapes(asked)).items()
    ]
    assert not grown, "\n".join(grown)


def shapes(statements):
    """Count statements by their shape: without their values."""
    return Counter(re.sub(r"'[^']*'|\b\d+\b", "", each)[:300] for each in statements)


@every_ledger
def test_what_is_read(keeper, ledger):
    record = copies.example(ledger.model)
    few, many = (Asking(keeper, ledger, record) for _ in range(2))
    for asking, number in ((few, FEW), (many, MANY - FEW)):
        copies.surround(record, number)
        copies.copied(record, number)
        copies.delete(record, number)
        asking.look("the list", "list")
        asking.look("the record with its history", "detail", record.pk)
        asking.look("what was deleted", "deleted")
        asking.look("the question before deleting", "delete", record.pk)
    assert_same(few, many)


@every_ledger
def test_the_form(keeper, ledger):
    record = copies.example(ledger.model)
    few, many = (Asking(keeper, ledger, record) for _ in range(2))
    for asking, number in ((few, FEW), (many, MANY_ROWS - FEW)):
        copies.surround(record, number)
        page = asking.look("the form", "update", record.pk)
        controls = Controls(desk.text(page))
        wrong, another = dict.fromkeys(controls.typed, "\x07誤"), next(iter(ledger.form.rows), "")
        asking.send("sent as it was", controls.sent, 302)
        asking.send("all of it wrong", controls.sent | wrong, 422)
        removed = {name: "on" for name in controls.offered if name.endswith("-DELETE")}
        asking.send("all of it removed", controls.sent | wrong | removed, 422)
        asking.send("with another row", controls.sent | {"add": another}, 200)
        asking.send("after somebody else", controls.sent | {"version": "0"}, 200)
        change_rows(record)
        asking.send("with a few rows changed", controls.sent, 302)
    assert_same(few, many)


def change_rows(record):
    """Let a few rows of a record, and of theirs, be stored otherwise than a page has them."""
    for name in record.parts:
        rows = getattr(record, name).all()[:CHANGED]
        fields = [field for field in rows.model._meta.fields if is_plain(field)]
        for row in rows:
            field = next(field for field in fields if getattr(row, field.name))
            value = getattr(row, field.name)
            other = value - timedelta(days=1) if isinstance(value, date) else f"{value}別"
            QuerySet(rows.model).filter(pk=row.pk).update(**{field.name: other})
            change_rows(row)


def is_plain(field):
    """Say whether a field takes any text, or any day."""
    return is_free_text(field) or isinstance(field, models.DateField)


def with_parts(model):
    """Yield a kind of record, and those of all that belongs to it."""
    yield model
    for name in model.parts:
        yield from with_parts(model._meta.get_field(name).related_model)


OWN = [model for ledger in [*LEDGERS, *KEPT] for model in with_parts(ledger.model)]
REFERRED_TO = [field.related_model for model in OWN for field in model._meta.fields]
NAMED = list(dict.fromkeys(model for model in (*OWN, *REFERRED_TO) if model is not None))


@pytest.mark.parametrize("model", NAMED, ids=[model.__name__ for model in NAMED])
def test_what_a_record_is_called_by_is_looked_up_along_with_it(city, model):
    copies.example(model)
    with CaptureQueriesContext(connection) as asked:
        assert [str(record) for record in model.objects.shown()]
    assert len(asked) == 1
