"""Taking the triggers of what is written once away: for the tests that damage it."""

from contextlib import contextmanager
from importlib import import_module

from django.apps import apps
from django.db import connection, transaction

FROZEN = import_module("reports.migrations.0004_frozen")


@contextmanager
def without_triggers():
    """Do something for which the triggers stand in the way, and put them back.

    Not by the schema editor's own transaction: SQLite's refuses to open inside another.
    """
    with transaction.atomic():
        FROZEN.thaw(apps, Statements)
        yield
        settle()
        FROZEN.freeze(apps, Statements)


class Statements:
    """What the migration asks of a schema editor."""

    connection = connection

    @staticmethod
    def execute(statement, params):
        with connection.cursor() as cursor:
            cursor.execute(statement, params)


def settle():
    """Check the foreign keys now: PostgreSQL alters no table that has checks pending."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
