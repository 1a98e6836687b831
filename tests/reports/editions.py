"""Published editions for the tests of the public site, without the way that leads to one."""

import json
from datetime import UTC, date, datetime

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Report, Table
from kurume_privacy.models import Role, User
from reports.compiling.compile import compile_report
from reports.edition.canonical import structure_of
from reports.edition.facts import Facts, File
from reports.models import Edition
from reports.rendering import render
from reports.rendering.files import files_of
from tests import factories

HTML = "text/html; charset=utf-8"
CSV = "text/csv; charset=utf-8"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CORRECTION = {
    "section": "2　自己情報の開示等請求の状況",
    "table": "開示等請求の件数と処理の内訳",
    "row": "合計",
    "column": "請求件数",
    "wrong": "152",
    "right": "153",
    "reason": "受け付けた請求の登録が1件漏れていたため。",
}


def edition(
    year=2021,
    number=1,
    *,
    report=None,
    corrections=(),
    whole=False,
    checks="[]",
    steps="[]",
    counted_to=None,
) -> Edition:
    """Publish an edition of the records as they are; ``whole`` with all its real files."""
    report = report or compile_report(FiscalYear(year))
    facts = Facts(number, date(year + 1, 6, 30), 100 * number + year % 100)
    files = files_of(report, facts) if whole else small_files(report)
    published = Edition(
        year=year,
        number=number,
        title=report.title,
        published_at=datetime(year + 1, 6, 30, number, tzinfo=UTC),
        published_by=publisher(),
        published_on=facts.published_on,
        notice_number=facts.notice_number,
        structure=structure_of(report),
        checks=checks,
        steps=steps,
        corrections=json.dumps(list(corrections), ensure_ascii=False),
        rules_version="1",
        counted_to=counted_to,
    )
    return published.store(files)


def publisher() -> User:
    """Return the approver who published it."""
    known = User.objects.filter(username="publisher").first()
    return known or factories.user("publisher", Role.APPROVER)


def small_files(report: Report) -> dict[str, File]:
    """Return files quickly made: a real article, the rest in name."""
    tables = [
        block for section in report.sections for block in section.blocks if isinstance(block, Table)
    ]
    return {
        "article.html": File(render.article(report).encode(), HTML),
        "report.html": File(render.html(report).encode(), HTML),
        "report.pdf": File(b"%PDF-1.7 " + report.title.encode(), "application/pdf"),
        "report.xlsx": File(b"PK" + report.title.encode(), EXCEL),
        "report.json": File(render.data(report).encode(), "application/json"),
        "schema.json": File(b"{}\n", "application/schema+json"),
        "dictionary.csv": File("\ufeff項目\r\n".encode(), CSV),
        "long.csv": File("\ufeff年度\r\n".encode(), CSV),
        **{
            f"tables/{table.key}{ending}": File(f"\ufeff{table.title}\r\n".encode(), CSV)
            for table in tables
            for ending in (".csv", ".long.csv")
        },
    }
