"""A long workbook of notices, taken in by us and by django-import-export: checked, then imported.

Both read the same file into the same model, run the model's checks, look first and import then,
and write the history of every record. Each has a process of its own.
"""

import json
import sys
import tempfile
from datetime import date, timedelta
from importlib import metadata
from io import BytesIO
from pathlib import Path

from django.db import connection
from import_export import fields, resources, widgets
from import_export.formats.base_formats import XLSX
from openpyxl import Workbook

from kurume_privacy.models import Division, Role, UseGround, User
from kurume_privacy.workbook.importing import check, take_in
from kurume_privacy.workbook.outcomes import Status
from outside_use.models import UseNotice
from outside_use.sheets import USE_NOTICES
from reports.sample import loading as sample
from tests.bench.child import calling
from tests.bench.database import copied, version
from tests.bench.measure import Comparison, peak_memory, seconds

FIRST_DAY, DAYS = date(2013, 4, 1), 3650
GROUND = "条例第9条第3項第2号"
HEADINGS = (
    "届出番号",
    "届出日",
    "区分",
    "所管課の実施機関",
    "所管課",
    "根拠",
    "利用先業務名",
    "提供先",
    "利用・提供した業務",
    "利用・提供した項目",
)
EMPTIED = ("outside_use_historicalusenotice", "outside_use_usenotice")
WHO = ("ours", "theirs")


def measure(lines: int, compared: int, turns: int) -> dict:
    """Return how long both take in turns for some lines, and ours for many; and the memory."""
    with copied("import"), tempfile.TemporaryDirectory() as folder:
        sample.load(organisation_only=True)
        User.objects.get_or_create(username="bench", defaults={"role": Role.OFFICE})
        short, long = Path(folder) / "short.xlsx", Path(folder) / "long.xlsx"
        short.write_bytes(workbook(compared))
        long.write_bytes(workbook(lines))
        runs = {who: [] for who in WHO}
        for _ in range(turns):
            for who in WHO:
                runs[who].append(_run(who, short, compared))
        return {
            "database": version(),
            "importer": f"django-import-export {metadata.version('django-import-export')}",
            "compared": compared,
            "speed": Comparison(*([taken for taken, _ in runs[who]] for who in WHO)).summary,
            "memory": [max(held for _, held in runs[who]) for who in WHO],
            "lines": lines,
            "alone": _run("ours", long, lines),
        }


def _run(who: str, file: Path, many: int) -> tuple[float, float]:
    """Run one of the two in a process of its own, into an empty ledger; return seconds and MB."""
    with connection.cursor() as cursor:
        for table in EMPTIED:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own words
    taken = file.with_suffix(".json")
    memory = peak_memory(calling("importing", who, file, taken))
    if UseNotice.objects.count() != many or UseNotice.history.count() != many:
        raise AssertionError(f"{who}: not every record was imported, with its history.")
    return json.loads(taken.read_text()), memory


def workbook(many: int) -> bytes:
    """Return a workbook of so many notices over ten years."""
    book, file = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    sheet.append(HEADINGS)
    divisions = list(Division.objects.filter(valid_from=None, valid_until=None))
    for place in range(many):
        day = FIRST_DAY + timedelta(days=place * DAYS // many)
        division = divisions[place % len(divisions)]
        where = (str(division.department.agency), str(division))
        sheet.append((place + 1, day, *_notice(place, where)))
    book.save(file)
    return file.getvalue()


def _notice(place: int, where: tuple[str, str]) -> tuple:
    """Return what a notice says: one in ten is of use within the city."""
    if place % 10:
        return ("外部提供", *where, GROUND, None, f"提供先{place % 97}", "福祉業務", "住所、氏名")
    return ("目的外利用", *where, GROUND, f"利用先{place % 89}", None, "税務業務", "住所、氏名")


def ours(file: str, taken: str) -> None:
    """Check and import as the pages do."""
    content, user = Path(file).read_bytes(), User.objects.get(username="bench")

    def act() -> None:
        shown = check(USE_NOTICES, content, "notices.xlsx", user)
        if shown.counts[Status.REFUSED]:
            sys.exit(f"refused: {next(shown.problems)}")
        take_in(USE_NOTICES, content, "notices.xlsx", user, "取込み", shown=shown)

    Path(taken).write_text(json.dumps(seconds(act)))


def theirs(file: str, taken: str) -> None:
    """Check and import as django-import-export's own pages do."""

    def act() -> None:
        resource = NoticeResource()
        for dry_run in (True, False):
            rows = XLSX().create_dataset(Path(file).read_bytes())
            result = resource.import_data(rows, dry_run=dry_run, use_transactions=True)
            if result.has_errors() or result.has_validation_errors():
                sys.exit(f"refused: {result.row_errors()[:1]} {result.invalid_rows[:1]}")

    Path(taken).write_text(json.dumps(seconds(act)))


TEXT = widgets.CharWidget(coerce_to_string=True, allow_blank=True)


class LabelWidget(widgets.CharWidget):
    """A choice by its label."""

    def clean(self, value, row=None, **options):
        """Return the value of the choice."""
        return UseNotice.Kind.values[UseNotice.Kind.labels.index(value)]


class DivisionWidget(widgets.ForeignKeyWidget):
    """A division by its agency, its department and its own name, run together."""

    def get_queryset(self, value, row, *args, **options):
        """Return the divisions of the agency."""
        return Division.objects.filter(department__agency__name=row["所管課の実施機関"])

    def clean(self, value, row=None, **options):
        """Return the division of this name."""
        found = self.get_queryset(value, row)
        return next(division for division in found if str(division) == value)


class NoticeResource(resources.ModelResource):
    """A notice as django-import-export would have it declared."""

    number = fields.Field("number", "届出番号", widgets.IntegerWidget())
    notified_on = fields.Field("notified_on", "届出日", widgets.DateWidget())
    kind = fields.Field("kind", "区分", LabelWidget())
    division = fields.Field("division", "所管課", DivisionWidget(Division))
    ground = fields.Field("ground", "根拠", widgets.ForeignKeyWidget(UseGround, "citation"))
    using_business = fields.Field("using_business", "利用先業務名", TEXT)
    recipient = fields.Field("recipient", "提供先", TEXT)
    used_business = fields.Field("used_business", "利用・提供した業務", TEXT)
    items = fields.Field("items", "利用・提供した項目", TEXT)

    class Meta:
        model = UseNotice
        import_id_fields = ("number", "notified_on")
        clean_model_instances = True
        fields = (
            "number",
            "notified_on",
            "kind",
            "division",
            "ground",
            "using_business",
            "recipient",
            "used_business",
            "items",
        )
