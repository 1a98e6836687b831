"""The fiscal years of which there are records, found without reading the records."""

from django.db import connection, models

# From the latest year to the one before it, and so on: each step is one look into the index that
# begins with the year. `DISTINCT` would read all of a ledger.
LEAPT = """{name}(year) AS (
    SELECT MAX(year) FROM {table}
    UNION ALL
    SELECT (SELECT MAX(year) FROM {table} WHERE year < {name}.year)
    FROM {name} WHERE {name}.year IS NOT NULL
)"""
FOUND = "SELECT year FROM {name} WHERE year IS NOT NULL"


def years_recorded(*ledgers: type[models.Model]) -> list[int]:
    """Return the years of which any of these ledgers has a record, the latest first.

    In one query, which takes as long for many records as for few.
    """
    tables = [connection.ops.quote_name(model._meta.db_table) for model in ledgers]
    named = [{"name": f"leapt_{place}", "table": table} for place, table in enumerate(tables)]
    leapt = ", ".join(LEAPT.format(**each) for each in named)
    found = " UNION ".join(FOUND.format(**each) for each in named)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH RECURSIVE {leapt} {found} ORDER BY year DESC")
        return [year for (year,) in cursor.fetchall()]
