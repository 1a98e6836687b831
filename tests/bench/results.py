"""What was measured, as the rows of a table."""

from collections.abc import Iterator
from typing import NamedTuple

MOST_RATIO, MOST_QUERIES, MOST_MEMORY = 1.5, 25, 200
LEAST_OF_HELLO = 0.7  # of the answers a second of a view that says hello
MOST_FOR_LONG = 2  # a list of 100,000 requests against one of 1,000
MOST_OF_THEIRS = 0.5  # an import is twice as fast as django-import-export's
MOST_OF_CHROMIUM = 1
MOST_OF_BEFORE = 0.5  # of the clicks and of the scrolling, to go on with a request
# What the same acts took when each opened the whole form (2026-12-01, the same hand).
EFFORT_BEFORE = {
    "受付": {"keys": 22, "clicks": 2, "pixels": 1112},
    "決定": {"keys": 9, "clicks": 4, "pixels": 914},
    "延長": {"keys": 20, "clicks": 4, "pixels": 849},
    "実施": {"keys": 7, "clicks": 4, "pixels": 1358},
}
FAILED = {"missing": "FAILED", "why": ""}  # it has said why itself


class Row(NamedTuple):
    """One measurement; ``met`` is None where there is no target."""

    subject: str
    ours: str
    theirs: str = ""
    ratio: str = ""
    target: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row's cells as text."""
        verdict = {None: "", True: "達成", False: "**未達**"}[self.met]
        return (*self[:5], verdict)


def not_run(how: str) -> dict[str, str]:
    """Return what stands for a part that cannot run here, with how to make it run."""
    return {"missing": "NOT RUN", "why": how}


def missing(measured: dict[str, dict[str, dict]], how: str) -> dict[str, str]:
    """Return why parts are missing in this way, by their names."""
    return {
        f"{part} on {database}": one["why"]
        for database, parts in measured.items()
        for part, one in parts.items()
        if one.get("missing") == how
    }


def rows(measured: dict[str, dict[str, dict]]) -> list[Row]:
    """Return a row for each thing measured; what is missing says so.

    What was measured comes by the database's name, then by the part's.
    """
    return [
        row
        for part, rows_of in ROWS_OF.items()
        for database, parts in measured.items()
        if part in parts
        for row in _rows(part, database, parts[part], rows_of)
    ]


def _rows(part: str, database: str, one: dict, rows_of) -> Iterator[Row]:
    if "missing" in one:
        yield Row(f"{part}（{database}）", f"**{one['missing']}**", one["why"])
    else:
        yield from rows_of(one, database)


def _compiling(one: dict, database: str) -> Iterator[Row]:
    records, queries, memory = one["records"], one["queries"], one["memory"]
    subject = f"10年分{records * 10:,}件のうち1年{records:,}件の集計（{database}）"
    yield _compared(subject, one["speed"], "手書きのSQL", MOST_RATIO)
    yield Row(
        f"同じ集計の問い合わせの数（{database}）",
        str(queries),
        "1年100件でも同じ",
        "",
        f"{MOST_QUERIES}以下",
        queries <= MOST_QUERIES,
    )
    yield _memory(f"同じ集計の最大メモリー（{database}）", memory)


def _listing(one: dict, database: str) -> Iterator[Row]:
    """Yield a row for each list."""
    for name, speed in one["speed"].items():
        subject = f"請求{one['requests']:,}件の一覧：{name}（{database}）"
        yield _compared(subject, speed, f"{one['few']:,}件", MOST_FOR_LONG)


def _importing(one: dict, database: str) -> Iterator[Row]:
    """Yield how long a workbook takes to be checked and imported, and the memory for it."""
    compared, (ours, theirs), alone = one["compared"], one["memory"], one["alone"]
    subject = f"{compared:,}行の取込み（{database}）"
    yield _compared(subject, one["speed"], "django-import-export", MOST_OF_THEIRS)
    yield Row(
        f"{compared:,}行の取込みの最大メモリー（{database}）",
        f"{ours:.0f} MB",
        f"django-import-export {theirs:.0f} MB",
        f"{ours / theirs:.2f}",
    )
    taken, held = alone
    yield Row(f"{one['lines']:,}行の取込み（{database}）", _seconds(taken), "（測らない）")
    yield _memory(f"{one['lines']:,}行の取込みの最大メモリー（{database}）", held)


def _printing(one: dict, database: str) -> Iterator[Row]:
    ours, theirs = one["memory"]
    subject = f"記録{one['records']}件の報告書のPDF"
    for name, speed in one["speed"].items():
        yield _compared(f"{subject}：{name}", speed, "Chromium", MOST_OF_CHROMIUM)
    yield Row(
        f"{subject}の最大メモリー",
        f"{ours:.0f} MB",
        f"Chromium {theirs:.0f} MB",
        f"{ours / theirs:.2f}",
    )


def _publishing(one: dict, database: str) -> Iterator[Row]:
    """Yield what all files of an edition cost together, and each kind of them."""
    parts = "、".join(f"{name} {_seconds(taken)}" for name, taken in one["parts"].items())
    subject = f"記録{one['records']}件の報告書を公表する全ファイル"
    extent = f"{one['files']}個、{one['size'] / 1024:,.0f} KB、{one['turns']}回の中央値"
    yield Row(f"{subject}（{extent}）", _seconds(one["seconds"]), f"内訳：{parts}")
    yield Row(f"{subject}の最大メモリー", f"{one['memory']:.0f} MB")


def _serving(one: dict, database: str) -> Iterator[Row]:
    """Yield how many answers a second a published page gives, and its exported file."""
    rate = one["rate"]
    yield Row(
        "公表のページ（1秒の回数）",
        f"{rate['ours']:.0f}/秒",
        f"「hello」だけの画面 {rate['theirs']:.0f}/秒",
        _ratio(rate),
        f"{LEAST_OF_HELLO}倍以上",
        rate["ratio"] >= LEAST_OF_HELLO,
    )
    yield Row("書き出したページをファイルサーバーで", f"{one['file']:.0f}/秒")


def _effort(one: dict, database: str) -> Iterator[Row]:
    """Yield what each act on a request takes of a clerk's hands, and what it took before."""
    for act, now in one["acts"].items():
        before = EFFORT_BEFORE[act]
        clicks, pixels = (now[name] / before[name] for name in ("clicks", "pixels"))
        row = Row(
            f"請求の{act}：入口の画面から保存まで",
            _in_hand(now),
            f"全体の画面だけのとき {_in_hand(before)}",
            f"クリック{clicks:.2f}、スクロール{pixels:.2f}",
        )
        met = clicks <= MOST_OF_BEFORE and pixels <= MOST_OF_BEFORE
        going_on = {"target": f"どちらも{MOST_OF_BEFORE}倍以下", "met": met}
        yield row if act == "受付" else row._replace(**going_on)


def _in_hand(counts: dict[str, int]) -> str:
    return f"{counts['keys']}キー、{counts['clicks']}クリック、{counts['pixels']} px"


ROWS_OF = {
    "compiling": _compiling,
    "listing": _listing,
    "importing": _importing,
    "printing": _printing,
    "publishing": _publishing,
    "serving": _serving,
    "effort": _effort,
}


def _compared(subject: str, speed: dict, opponent: str, most: float) -> Row:
    return Row(
        subject,
        _seconds(speed["ours"]),
        f"{opponent} {_seconds(speed['theirs'])}",
        _ratio(speed),
        f"{most}倍以下",
        speed["ratio"] <= most,
    )


def _memory(subject: str, held: float) -> Row:
    return Row(subject, f"{held:.0f} MB", "", "", f"{MOST_MEMORY} MB以下", held <= MOST_MEMORY)


def _ratio(summary: dict) -> str:
    least, most = summary["least"], summary["most"]
    return f"{summary['ratio']:.2f}（{least:.2f}～{most:.2f}、{summary['turns']}組）"


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def as_text(found: list[Row]) -> str:
    """Return the rows for a screen."""
    return "\n" + "\n".join("  ".join(filter(None, row.cells)) for row in found)
