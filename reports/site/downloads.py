"""What the links to an edition's files say: what the file is, its kind and its size."""

from collections.abc import Iterable
from typing import NamedTuple

from kurume_privacy.document.structure import Report, Table
from reports.site.addresses import CATALOGUE, way
from reports.site.pages import StoredFile
from reports.site.volumes import Published

TABLES = "tables/"
LABELS = {
    "report.pdf": "報告書（印刷用）",
    "report.xlsx": "全ての表",
    "long.csv": "全ての表を一つにまとめた表（1行に1件の値）",
    "report.json": "報告書の全体",
    "schema.json": "報告書の全体（JSON）の構造の定義（JSON Schema）",
    "corrections.csv": "正誤表",
    "dictionary.csv": "項目の説明（データ定義書）",
    "report.html": "報告書（これだけで開けるページ）",
}


class Download(NamedTuple):
    """A file and what its link says."""

    file: StoredFile
    label: str


class TableDownloads(NamedTuple):
    """The files of one table: as printed, and a line a value."""

    title: str
    files: tuple[Download, ...]


def of_edition(files: Iterable[StoredFile]) -> tuple[Download, ...]:
    """Return the files about the whole report, those that most people want first."""
    order = list(LABELS)
    whole = [file for file in files if not file.name.startswith(TABLES)]
    whole.sort(key=lambda file: order.index(file.name) if file.name in LABELS else len(order))
    return tuple(Download(file, LABELS.get(file.name, file.name)) for file in whole)


def of_tables(files: Iterable[StoredFile], report: Report) -> tuple[TableDownloads, ...]:
    """Return the files of each table, in the report's order."""
    by_name = {file.name: file for file in files}
    found = []
    for section in report.sections:
        for table in section.blocks:
            if isinstance(table, Table) and (own := _of_table(table, by_name)):
                found.append(TableDownloads(table.title, own))
    return tuple(found)


def _of_table(table: Table, by_name: dict[str, StoredFile]) -> tuple[Download, ...]:
    names = {
        f"{TABLES}{table.key}.csv": "表のままの形",
        f"{TABLES}{table.key}.long.csv": "1行に1件の値",
    }
    return tuple(Download(by_name[name], label) for name, label in names.items() if name in by_name)


def catalogued(published: Published, *, current: bool) -> dict:
    """Return an edition and its files as the catalogue lists them; links are relative to it."""
    edition = published.edition
    return {
        "year": edition.year,
        "edition": edition.number,
        "current": current,
        "title": edition.title,
        "published_on": edition.published_on.isoformat(),
        "notice_number": edition.notice_number,
        "page": way(CATALOGUE, published.address),
        "files": [
            {
                "href": way(CATALOGUE, file.path),
                "media_type": file.media_type,
                "size": file.size,
                "sha256": file.sha256,
            }
            for file in published.files
        ],
    }
