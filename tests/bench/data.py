"""Ten years of records in the proportions of the 令和３年度 sample, over all ten agencies.

The small ledgers are written as objects, the large ones by the database itself (ledgers.sql).
History is left out: no figure reads it.
"""

import random
import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction
from django.db.models import QuerySet

from council.models import (
    Consultation,
    ConsultationPoint,
    CouncilBriefing,
    CouncilSession,
    Meeting,
)
from disclosure.models import Disposition, ReviewRequest
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Agency, Department, Division, Regime
from kurume_privacy.records.sample import one_by_one, value_of
from kurume_privacy.search_key import search_key
from outside_use.models import UseNotice
from registrations.models import Business, BusinessNotice
from reports.models import PublicNotice, Training
from reports.sample.loading import REIWA3
from tests.bench.database import copied

LAST_YEAR = FiscalYear(2021)
YEARS = tuple(FiscalYear(start) for start in range(LAST_YEAR.start - 9, LAST_YEAR.start + 1))
NOTICES, APPEALS = 30, 5  # a year, as in a real one, however many requests there are
SAMPLE = tomllib.loads(REIWA3.read_text(encoding="utf-8"))
LEDGERS = Path(__file__).with_name("ledgers.sql")
ENTERED = re.compile(r"INSERT INTO (\w+)\s+\(([^)]*)\)\s+SELECT ")
PLACES = 997  # a prime, so that every pattern meets every division


@contextmanager
def filled(what: str, records_a_year: int) -> Iterator[str]:
    """Make a database of ten years of records, yield its name, and destroy it."""
    with copied(what) as name:
        fill(records_a_year)
        maintain()
        yield name


def fill(records_a_year: int) -> None:
    """Fill an empty, migrated database with ten years of records."""
    random.seed(2021)
    with transaction.atomic():
        divisions = _organisation()
        sizes = _draw(divisions, records_a_year)
        for year in YEARS:
            _notices(year, divisions)
            _council(year)
            _large_ledgers(year, sizes)
            _appeals(year)
            _publicity(year)


def _write(model, objects: Iterable) -> list:
    """Write many at once, around the refusal of records to be written without history."""
    return QuerySet(model).bulk_create(list(objects), batch_size=500)


def _organisation() -> list[Division]:
    """Give each agency three departments of four divisions."""
    agencies = Agency.objects.all()
    departments = _write(
        Department,
        (
            Department(agency=agency, name=f"{agency}第{order}部", order=order, key=f"x{order}")
            for agency in agencies
            for order in (1, 2, 3)
        ),
    )
    return _write(
        Division,
        (
            Division(department=department, name=f"第{order}課", order=order)
            for department in departments
            for order in (1, 2, 3, 4)
        ),
    )


def _draw(divisions: list[Division], records_a_year: int) -> dict[str, int]:
    """Write the small tables that the ledgers are multiplied from; return their sizes."""
    requests, clauses = _request_patterns()
    uses = _use_patterns()
    large = records_a_year - NOTICES - APPEALS - len(SAMPLE["sessions"])
    sizes = {"requests": large // 4, "use_notices": large - large // 4}
    days = [
        (int(year), place, year.first_day + timedelta(days=place))
        for year in YEARS
        for place in range(365)
    ]
    places = random.choices(divisions, [1 / (1 + n // 12) for n in range(120)], k=PLACES)
    _table("number", "number integer", [(n + 1,) for n in range(sizes["use_notices"])])
    _table("day", "year integer, place integer, day date", days)
    _table("division", "place integer, division_id integer", _placed((d.pk,) for d in places))
    _table("clause", "place integer, clause_id integer", clauses)
    request_columns = "place integer, kind_id integer, method_id integer, outcome_id integer"
    _table("request", request_columns, _placed(requests))
    use_columns = (
        "place integer, kind text, ground_id integer,"
        " using_business text, used_business text, items text, search_key text"
    )
    _table("use", use_columns, _placed(uses))
    return sizes | {
        "request_patterns": len(requests),
        "use_patterns": len(uses),
        "divisions": PLACES,
        "granted": _rows()["承諾"],
    }


def _placed(rows: Iterable[tuple]) -> list[tuple]:
    return [(place, *row) for place, row in enumerate(rows)]


def _table(name: str, columns: str, rows: list[tuple]) -> None:
    """Make a temporary table bench_<name>."""
    marks = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bench_{name} ({columns})")
        for start in range(0, len(rows), 100):
            some = rows[start : start + 100]
            values = ", ".join([f"({marks})"] * len(some))
            cursor.execute(
                f"INSERT INTO bench_{name} VALUES {values}",  # noqa: S608
                [value for row in some for value in row],
            )
        first = columns.split()[0]
        cursor.execute(f"CREATE INDEX bench_{name}_index ON bench_{name} ({first})")


def _rows() -> dict:
    """Return the ids of the ordinance's rows, by Japanese name or number."""
    regime = Regime.objects.get(valid_from=None)
    rows = (
        *regime.requestkind_set.all(),
        *regime.disclosuremethod_set.all(),
        *regime.outcome_set.all(),
        *regime.useground_set.all(),
    )
    clauses = {clause.number: clause.pk for clause in regime.exemptionclause_set.all()}
    return {row.name: row.pk for row in rows} | clauses


def _request_patterns() -> tuple[list[tuple], list[tuple]]:
    """Return (kind, method, outcome) of each request of the sample, and (place, clause)."""
    rows, entries = _rows(), one_by_one(SAMPLE["requests"])
    random.shuffle(entries)
    patterns = [
        (rows[entry["kind"]], rows.get(entry.get("method")), rows[entry["outcome"]])
        for entry in entries
    ]
    clauses = [
        (place, rows[number])
        for place, entry in enumerate(entries)
        for number in entry.get("clauses", ())
    ]
    return patterns, clauses


def _use_patterns() -> list[tuple]:
    """Return what each notice of use or provision in the sample says."""
    rows, entries = _rows(), one_by_one(SAMPLE["use_notices"])
    random.shuffle(entries)
    described = ("using_business", "used_business", "items")
    return [
        (
            value_of(UseNotice.Kind, entry["kind"]),
            rows.get(entry.get("ground")),
            *(entry.get(field, "") for field in described),
            "\n".join(search_key(entry.get(field, "")) for field in described),
        )
        for entry in entries
    ]


def _large_ledgers(year: FiscalYear, sizes: dict[str, int]) -> None:
    values = sizes | {"year": int(year)}
    with connection.cursor() as cursor:
        for statement in LEDGERS.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                cursor.execute(with_every_default(statement), values)


def with_every_default(statement: str) -> str:
    """Return a statement that also writes what it does not name and the model never leaves out."""
    table, columns = ENTERED.search(statement).groups()
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    named = re.findall(r"\w+", columns)
    unnamed = {
        field.column: literal(field.get_default())
        for field in model._meta.concrete_fields
        if field.column not in named and not (field.null or field.primary_key or field.generated)
    }
    names, values = (
        ", ".join([*unnamed, columns]),
        "".join(f"{each}, " for each in unnamed.values()),
    )
    return ENTERED.sub(f"INSERT INTO {table} ({names})\nSELECT {values}", statement, count=1)


def literal(value: object) -> str:
    return str(value).upper() if isinstance(value, bool | int) else f"'{value}'"


def _notices(year: FiscalYear, divisions: list[Division]) -> None:
    """Write the year's notices: mostly starts, as in 令和３年度."""
    names = [f"{year}の業務その{number}" for number in range(1, NOTICES + 1)]
    businesses = _write(
        Business, (Business(name=name, division=random.choice(divisions)) for name in names)
    )
    kinds = random.choices(BusinessNotice.Kind.values, (8, 3, 1), k=NOTICES)
    _write(
        BusinessNotice,
        (
            BusinessNotice(
                number=number,
                notified_on=year.first_day + timedelta(days=number * 12),
                kind=kind,
                business=business,
                name=business.name,
                division=business.division,
            )
            for number, (business, kind) in enumerate(zip(businesses, kinds, strict=True), 1)
        ),
    )


def _council(year: FiscalYear) -> None:
    """Write the sample's sessions."""
    for entry in SAMPLE["sessions"]:
        (session,) = _write(
            CouncilSession, [CouncilSession(year=int(year), number=entry["number"])]
        )
        for order, meeting in enumerate(entry["meetings"], 1):
            manner = value_of(Meeting.Manner, meeting["manner"])
            row = Meeting(session=session, order=order, **meeting | {"manner": manner})
            _write(Meeting, [row])
        for order, consultation in enumerate(entry.get("consultations", ()), 1):
            _consultation(session, order, consultation)
        _write(
            CouncilBriefing,
            (
                CouncilBriefing(session=session, order=order, matter=matter)
                for order, matter in enumerate(entry.get("briefings", ()), 1)
            ),
        )


def _consultation(session: CouncilSession, order: int, entry: dict) -> None:
    conclusion = value_of(Consultation.Conclusion, entry["conclusion"])
    row = Consultation(session=session, order=order, matter=entry["matter"], conclusion=conclusion)
    (consultation,) = _write(Consultation, [row])
    _write(
        ConsultationPoint,
        (
            ConsultationPoint(consultation=consultation, order=place, **point)
            for place, point in enumerate(entry.get("points", ()), 1)
        ),
    )


def _appeals(year: FiscalYear) -> None:
    """Write appeals; the last of each year is ruled on in the next."""
    dispositions = Disposition.objects.filter(request__year=int(year)).order_by("pk")[:APPEALS]
    ruled_on = year.first_day + timedelta(days=300)
    _write(
        ReviewRequest,
        (
            ReviewRequest(
                number=number,
                request_id=disposition.request_id,
                disposition=disposition,
                received_on=year.first_day + timedelta(days=number * 30),
                ruled_on=ruled_on if number < APPEALS else date(year.start + 1, 6, 1),
                ruling=ReviewRequest.Ruling.DISMISSED,
            )
            for number, disposition in enumerate(dispositions, 1)
        ),
    )


def _publicity(year: FiscalYear) -> None:
    published = date(year.start, 7, 30)
    notice = PublicNotice(year=int(year.previous), published_on=published, number=390)
    _write(PublicNotice, [notice])
    _write(Training, [Training(month=published.replace(day=1), content="新規採用職員研修")])


def maintain() -> None:
    """Let the database know its tables, as it does by itself in daily use."""
    statement = "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(statement)
