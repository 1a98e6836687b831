"""docs/benchmarks.md: the table, with when, on what and how it was measured."""

import os
import platform
from datetime import date
from pathlib import Path

from tests.bench.results import Row

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
HEADINGS = ("測ったもの", "このアプリ", "比べた相手", "比の中央値（最小～最大）", "目標", "結果")
PROGRAMS = ("database", "importer", "weasyprint", "chromium")  # as the parts name them


def write(path: Path, rows: list[Row], measured: dict[str, dict[str, dict]], took: float) -> None:
    """Write the rows of one run, which took so many seconds."""
    table = [HEADINGS, ("---",) * len(HEADINGS), *(row.cells for row in rows)]
    text = TEXT.format(
        table="\n".join(f"| {' | '.join(cells)} |" for cells in table),
        date=date.today().isoformat(),
        minutes=f"{took / 60:.1f}",
        processors=os.cpu_count(),
        programs="、".join(_programs(measured)),
    )
    path.write_text(text, encoding="utf-8")


def _programs(measured: dict[str, dict[str, dict]]) -> list[str]:
    """Name every program that took part, once, with its version."""
    ones = [one for parts in measured.values() for one in parts.values()]
    named = (one[program] for program in PROGRAMS for one in ones if program in one)
    return list(dict.fromkeys((f"Python {platform.python_version()}", *named)))


TEXT = """# 速さ

`make bench`が全体を一度に測り、この文書を書く。絶対の時間は機械とその時の負荷で変わるので、\
同じ時に交互に測った相手との比を見る。

- 測った日：{date}（全部で{minutes}分）
- 機械：CPU {processors}個
- 版：{programs}

{table}

## 測り方

- 比：交互に測り、組ごとの比の中央値をとる。どちらも一度ずつ慣らしてから測る\
（取込みは慣らさない）。
- 集計：10年分の記録（開示等請求25%、目的外利用・外部提供の届出75%、\
業務の届出は年30件、審議会は年6回、審査請求は年5件）から、1年の報告書をまとめる。\
記録の割合は令和３年度の見本のもので、10の実施機関、30の部、120の課に散らしてある。
- 相手の手書きのSQLは、同じ数と一覧を一度に返す一つの文（`tests/bench/handwritten.sql`）。\
報告書から読み戻した数が全て一致することを、測る前に確かめる。\
このアプリの時間には、法令の読み込みと文書の組み立てを含み、SQLの側には含まない。
- 集計のメモリーは、1年をまとめるだけの新しいプロセスの最大（VmHWM）。
- 一覧：同じ10年分の請求が多い台帳と少ない台帳とで、同じアドレスを総括担当が開く。\
ブラウザーに返るまでのサーバーの時間で、1ページは50件。
- 取込み：10年分の届出の一つのExcelブックを、確かめてから取り込む。相手のdjango-import-exportも、\
同じファイルを同じ表に、同じ検査（`clean_model_instances`）と履歴を付けて、\
先に確かめてから取り込む。1回ごとに新しいプロセスで、空の台帳へ。\
行数の多いブックは、このアプリだけで1回測る。
- PDF：令和３年度の見本の同じHTMLを、ChromiumもPDFにする（どちらもタグ付き）。比べ方は三つ。\
「どちらも起動済み」は、開いたままのブラウザーと、サーバーが1件に答える時間。\
「どちらも起動から」は、コマンドを1回実行する時間で、このアプリの側には、\
Pythonの起動、Djangoの準備、記録からの集計も含む。\
「このアプリは起動済み、Chromiumは起動から」は、サーバーが1件に答える時間と、\
1件ごとにChromiumを呼ぶ場合の時間。
- 公表：令和３年度の見本の報告書から、版の全ファイル（HTML、PDF、Excel、CSV、JSON）を作る。\
記録からの集計とデータベースへの保存は含まない。メモリーは、\
集計してから全ファイルを一度作る新しいプロセスの最大。
- 公表のページ：gunicorn（1プロセス）に、公表のページと「hello」だけの画面を交互に尋ねる。
- 請求の手間：総括担当でない職員が、入口の画面（1280×800）から始めて保存するまでの、\
押したキー、クリック、スクロールした長さ（`tests/bench/effort.py`が実際のブラウザーで数える）。\
近い欄へはTabで移り、見えないものはスクロールしてクリックする。「全体の画面だけのとき」は、\
手続ごとの画面ができる前に同じ手順で数えたもの。
- 取込み、PDF、公表のメモリーは、起動から終わりまでの、子を含む全プロセスの最大（PSSの合計）。
"""
