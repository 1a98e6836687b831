"""What was measured, as a table on the screen and in docs/benchmarks.md."""

import os
import platform
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
MOST_RATIO, MOST_QUERIES, MOST_MEMORY = 1.5, 25, 200
LEAST_OF_HELLO = 0.7  # of the answers a second of a view that says hello
MOST_FOR_LONG = 2  # a list of 100,000 requests against one of 1,000
MOST_OF_THEIRS = 0.5  # an import is twice as fast as django-import-export's
HEADINGS = ("測ったもの", "このアプリ", "比べた相手", "比（最小～最大）", "目標", "結果")


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


def rows(measured: dict) -> list[Row]:
    """Return a row for each thing measured; what could not run says so."""
    found = []
    by_database = {"compiling": _compiling, "listing": _listing, "importing": _importing}
    for part, rows_of in by_database.items():
        for database, one in measured.get(part, {}).items():
            found += rows_of(one) if one else [_missing(database)]
    if "printing" in measured:
        found += _printing(measured["printing"]) if measured["printing"] else [_missing("PDF")]
    if "publishing" in measured:
        found += _publishing(measured["publishing"])
    if "serving" in measured:
        found += _serving(measured["serving"])
    return found


def _missing(subject: str) -> Row:
    return Row(subject, "**NOT RUN**")


def _compiling(one: dict) -> list[Row]:
    database, memory = one["database"].split(".")[0], one["memory"]
    return [
        _compared(
            f"1年{one['records']:,}件の集計（{database}）", one["speed"], "手書きのSQL", MOST_RATIO
        ),
        Row(
            f"問い合わせの数（{database}）",
            str(one["queries"]),
            "1年100件でも同じ",
            "",
            f"{MOST_QUERIES}以下",
            one["queries"] <= MOST_QUERIES,
        ),
        Row(
            f"集計の最大メモリー（{database}）",
            f"{memory:.0f} MB",
            "",
            "",
            f"{MOST_MEMORY} MB未満",
            memory < MOST_MEMORY,
        ),
    ]


def _listing(one: dict) -> list[Row]:
    """Return a row for each list."""
    database = one["database"].split(".")[0]
    subject = f"請求{one['requests']:,}件の一覧"
    return [
        _compared(
            f"{subject}：{name}（{database}）",
            speed,
            f"{one['few']:,}件",
            MOST_FOR_LONG,
        )
        for name, speed in one["speed"].items()
    ]


def _importing(one: dict) -> list[Row]:
    """Return how long a workbook takes to be checked and imported, and the memory for it."""
    ours, theirs = one["ours"], one["theirs"]
    database, ratio = one["database"].split(".")[0], ours["seconds"] / theirs["seconds"]
    subject = f"{one['records']:,}行の取込み（{database}）"
    return [
        Row(
            subject,
            _seconds(ours["seconds"]),
            f"django-import-export {_seconds(theirs['seconds'])}",
            f"{ratio:.2f}（1組）",
            f"{MOST_OF_THEIRS}倍以下",
            ratio <= MOST_OF_THEIRS,
        ),
        Row(
            f"{subject}の最大メモリー",
            f"{ours['memory']:.0f} MB",
            f"django-import-export {theirs['memory']:.0f} MB",
            f"{ours['memory'] / theirs['memory']:.2f}",
            f"{MOST_MEMORY} MB以下",
            ours["memory"] <= MOST_MEMORY,
        ),
    ]


def _printing(one: dict) -> list[Row]:
    memory = one["memory"]
    return [
        _compared("PDF：起動済み 対 Chromiumの起動から", one["served"], "Chromium", 1),
        _compared("PDF：どちらも起動から", one["started"], "Chromium", 1),
        _compared("PDF：どちらも起動済み", one["warm"], "Chromium", 1),
        Row(
            "PDFの最大メモリー",
            f"{memory['ours']:.0f} MB",
            f"Chromium {memory['theirs']:.0f} MB",
            f"{memory['ours'] / memory['theirs']:.2f}",
        ),
    ]


def _publishing(one: dict) -> list[Row]:
    """Return what all files of an edition cost together, and each kind of them."""
    parts = "、".join(f"{name} {_seconds(taken)}" for name, taken in one["parts"].items())
    subject = f"公表する全ファイル（{one['files']}個、{one['size'] / 1024:,.0f} KB）"
    return [
        Row(f"{subject}を作る時間", _seconds(one["seconds"]), parts),
        Row("公表する全ファイルを作る最大メモリー", f"{one['memory']:.0f} MB"),
    ]


def _serving(one: dict) -> list[Row]:
    """Return how many answers a second a published page gives, and its exported file."""
    ratio = f"{one['ratio']:.2f}（{one['least']:.2f}～{one['most']:.2f}、{one['turns']}組）"
    met = one["ratio"] >= LEAST_OF_HELLO
    hello = f"「hello」だけの画面 {one['hello']:.0f}/秒"
    target = f"{LEAST_OF_HELLO}倍以上"
    return [
        Row("公表のページ（1秒の回数）", f"{one['page']:.0f}/秒", hello, ratio, target, met),
        Row("書き出したページをファイルサーバーで", f"{one['file']:.0f}/秒"),
    ]


def _compared(subject: str, speed: dict, opponent: str, most: float) -> Row:
    return Row(
        subject,
        _seconds(speed["ours"]),
        f"{opponent} {_seconds(speed['theirs'])}",
        f"{speed['ratio']:.2f}（{speed['least']:.2f}～{speed['most']:.2f}、{speed['turns']}組）",
        f"{most}倍以下",
        speed["ratio"] <= most,
    )


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def as_text(found: list[Row]) -> str:
    """Return the rows for a screen."""
    return "\n" + "\n".join("  ".join(filter(None, row.cells)) for row in found)


def not_run(what: str, how: str) -> None:
    """Say loudly that a part could not be measured."""
    bar = "#" * 70
    print(f"{bar}\nNOT RUN: {what}\n{how}\n{bar}", file=sys.stderr, flush=True)


def write(found: list[Row], measured: dict) -> None:
    """Write docs/benchmarks.md."""
    table = [HEADINGS, ("---",) * len(HEADINGS), *(row.cells for row in found)]
    lines = "\n".join(f"| {' | '.join(cells)} |" for cells in table)
    PAGE.write_text(TEXT.format(table=lines, **_circumstances(measured)), encoding="utf-8")


def _circumstances(measured: dict) -> dict[str, str]:
    databases = (one["database"] for one in measured["compiling"].values() if one)
    printing = measured["printing"] or {}
    programs = (
        f"Python {platform.python_version()}",
        *databases,
        *(printing[part] for part in ("weasyprint", "chromium") if printing),
    )
    return {
        "date": date.today().isoformat(),
        "processors": str(os.cpu_count()),
        "turns": str(measured["publishing"]["turns"]),
        "programs": "、".join(programs),
    }


TEXT = """# 速さ

`make bench`が測り、この文書を書く。絶対の時間は機械とその時の負荷で変わるので、\
同じ時に交互に測った相手との比を見る。

- 測った日：{date}
- 機械：CPU {processors}個
- 版：{programs}

{table}

## 測り方

- 集計：10年分、合わせて100万件の記録（開示等請求25%、目的外利用・外部提供の届出75%、\
業務の届出は年30件、審議会は年6回、審査請求は年5件）から、1年の報告書をまとめる。\
記録の割合は令和３年度の見本のもので、10の実施機関、30の部、120の課に散らしてある。
- 相手の手書きのSQLは、同じ数と一覧を一度に返す一つの文（`tests/bench/handwritten.sql`）。\
報告書から読み戻した数が全て一致することを、測る前に確かめる。\
このアプリの時間には、法令の読み込みと文書の組み立てを含み、SQLの側には含まない。
- どちらも一度ずつ慣らした後、交互に測り、組ごとの比の中央値をとる。
- 集計のメモリーは、1年をまとめるだけの新しいプロセスの最大（VmHWM）。
- 一覧：同じ10年分の請求が多い台帳と少ない台帳とで、同じアドレスを総括担当が開き、\
交互に測る。ブラウザーに返るまでのサーバーの時間で、1ページは50件。
- PDF：令和３年度の見本の同じHTMLを、ChromiumもPDFにする（どちらもタグ付き）。\
「起動済み 対 Chromiumの起動から」は、サーバーが1件に答える時間と、\
1件ごとにChromiumを呼ぶ場合の時間。\
「どちらも起動から」の側には、Pythonの起動、Djangoの準備、記録からの集計も含む。\
「どちらも起動済み」のChromiumは、開いたままのブラウザー。
- 取込み：10年分の届出の一つのExcelブックを、確かめてから取り込む。相手のdjango-import-exportも、\
同じファイルを同じ表に、同じ検査（`clean_model_instances`）と履歴を付けて、\
先に確かめてから取り込む。別々のプロセスで1回ずつ。
- 公表：令和３年度の見本の報告書から、版の全ファイル（HTML、PDF、Excel、CSV、JSON）を作る。\
記録からの集計とデータベースへの保存は含まない。{turns}回の中央値。メモリーは、\
集計してから全ファイルを一度作る新しいプロセスの最大（PSS）。
- 公表のページ：gunicorn（1プロセス）に、公表のページと「hello」だけの画面を交互に尋ねる。
- PDFのメモリーは、起動から終わりまでの、子を含む全プロセスの最大（PSSの合計）。
"""
