"""How the database goes about a statement: how many rows of a table it has to read for it.

A planner reads a small table as a whole, whatever indexes it has. So PostgreSQL is kept from
that: what it reads then is what it has to read of a long one. SQLite plans without looking.
"""

from django.db import connection

READ_AS_A_WHOLE = ("seqscan", "bitmapscan", "hashjoin", "mergejoin")


def rows_read(statement, table):
    """Return how many rows of a table PostgreSQL reads."""
    with connection.cursor() as cursor:
        for way in READ_AS_A_WHOLE:
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")
        ((plan,),) = cursor.fetchall()
    return sum(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        for node in nodes(plan[0]["Plan"])
        if node.get("Relation Name") == table
    )


def nodes(plan):
    """Yield a node of a plan, and all within it."""
    yield plan
    for within in plan.get("Plans", ()):
        yield from nodes(within)


def steps(statement):
    """Return the steps of SQLite's plan: SEARCH by an index, SCAN through all of it."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return [step for *_, step in cursor.fetchall()]
