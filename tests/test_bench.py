"""The bench, every part of it at a hundredth of its size: what is never run stops running.

It makes its own databases, as `make bench` does. How fast anything is, no test says.
"""

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from disclosure.models import ReviewRequest
from tests.bench import __main__ as bench
from tests.bench import compiling, facts
from tests.bench.data import APPEALS, LAST_YEAR, fill
from tests.bench.page import PAGE
from tests.bench.printing import CHROMIUM

NOWHERE = "postgres://nobody@127.0.0.1:1/nothing"
BY_TURNS = r"\d+\.\d\d（\d+\.\d\d～\d+\.\d\d、1組）"
TIME = r"\d+(\.\d\d s| ms)"
ROWS = {
    "10年分10,000件のうち1年1,000件の集計（SQLite）": BY_TURNS,
    "同じ集計の問い合わせの数（SQLite）": "1年100件でも同じ",
    "同じ集計の最大メモリー（SQLite）": r"\d+ MB",
    "請求1,000件の一覧：条件なし（SQLite）": BY_TURNS,
    "請求1,000件の一覧：処理の区分（SQLite）": BY_TURNS,
    "20行の取込み（SQLite）": BY_TURNS,
    "200行の取込み（SQLite）": TIME,
    "200行の取込みの最大メモリー（SQLite）": r"\d+ MB",
    "記録10件の報告書のPDF：どちらも起動済み": BY_TURNS,
    "記録10件の報告書のPDF：どちらも起動から": BY_TURNS,
    "記録10件の報告書のPDF：このアプリは起動済み、Chromiumは起動から": BY_TURNS,
    "記録10件の報告書のPDFの最大メモリー": r"Chromium \d+ MB",
    "記録10件の報告書を公表する全ファイルの最大メモリー": r"\d+ MB",
    "公表のページ（1秒の回数）": BY_TURNS,
    "書き出したページをファイルサーバーで": r"\d+/秒",
    "請求の受付：入口の画面から保存まで": r"\d+キー、\d+クリック、\d+ px",
    "請求の延長：入口の画面から保存まで": r"どちらも0.5倍以下",
}


def run(*arguments, **environment):
    """Run the bench as `make bench` does."""
    command = [sys.executable, "-m", "tests.bench", *arguments]
    return subprocess.run(  # noqa: S603
        command,
        cwd=Path(__file__).parents[1],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The whole of it, a hundredth in size, with no PostgreSQL where it is said to be."""
    path = tmp_path_factory.mktemp("bench") / "benchmarks.md"
    ended = run("--divide", "100", "--to", str(path), TEST_DATABASE_URL=NOWHERE)
    return ended, path.read_text("utf-8")


def cells(text):
    """Return the cells of each row of the page's table, by the first."""
    rows = (line.strip("| ").split(" | ") for line in text.splitlines() if line[:1] == "|")
    return {subject: rest for subject, *rest in rows}


@pytest.mark.parametrize(("subject", "shown"), ROWS.items())
def test_every_part_has_its_rows(whole, subject, shown):
    if ("PDF" in subject or "請求の" in subject) and not CHROMIUM:
        pytest.skip("Chromium is missing")
    ended, text = whole
    assert re.search(shown, " ".join(cells(text).get(subject, ()))), ended.stderr


def test_what_is_written_is_what_was_printed(whole):
    ended, text = whole
    for subject in cells(text).keys() - {"測ったもの", "---"}:
        assert f"\n{subject}  " in ended.stdout


def test_the_page_names_the_programs_and_no_place(whole):
    _, text = whole
    printers = ("WeasyPrint", "Chromium") if CHROMIUM else ()
    for program in ("Python 3", "SQLite 3", "django-import-export", *printers):
        assert re.search(rf"^- 版：.*{program}.*\d", text, re.MULTILINE)
    assert f"CPU {os.cpu_count()}個" in text
    assert platform.node() not in text
    assert str(Path.home()) not in text


def test_a_part_that_fails_is_named_and_loses_no_other(whole):
    ended, text = whole
    assert ended.returncode != 0
    failed = [f"{part} on PostgreSQL" for part in bench.ON_POSTGRESQL]
    assert ended.stderr.splitlines()[-1] == f"FAILED: {', '.join(failed)}"
    assert cells(text)["compiling（PostgreSQL）"][0] == "**FAILED**"
    assert "**FAILED**" not in "".join(line for line in text.splitlines() if "SQLite" in line)


def test_without_postgresql_its_parts_are_said_not_to_have_run(tmp_path):
    ended = run("compiling", "--on", "PostgreSQL", PATH=str(tmp_path), TEST_DATABASE_URL="")
    assert ended.returncode == 0
    assert "compiling（PostgreSQL）  **NOT RUN**  apt-get install postgresql" in ended.stdout
    assert "NOT RUN: compiling on PostgreSQL\napt-get install postgresql" in ended.stderr


@pytest.mark.parametrize("trial", [["compiling"], ["--divide", "10"], ["--on", "SQLite"]])
def test_only_the_whole_at_its_full_size_replaces_the_page(trial, tmp_path):
    assert bench.path_of(bench.options_of([])) == PAGE
    assert bench.path_of(bench.options_of(trial)) is None
    assert bench.path_of(bench.options_of([*trial, "--to", str(tmp_path)])) == tmp_path


def test_a_part_that_does_not_exist_is_refused():
    ended = run("compilign")
    assert ended.returncode == 2
    assert "no such part: compilign" in ended.stderr


@pytest.fixture
def filled(db):
    """Ten years of a hundred records each, in the database under test."""
    fill(100)


def test_a_ruling_after_the_years_end_is_in_neither_of_the_compared(filled):
    last = ReviewRequest.objects.get(year=int(LAST_YEAR), number=APPEALS)
    assert last.ruled_on > LAST_YEAR.last_day
    compiling.agree()
    (fact,) = (
        fact for fact in facts.of_rows(compiling.theirs()) if f"{LAST_YEAR}第{APPEALS}号" in fact
    )
    assert fact[-1] == "―"


def test_figures_that_differ_are_not_compared(filled, monkeypatch):
    wrong = compiling.HANDWRITTEN.replace("appeal.ruled_on <=", "appeal.ruled_on >=")
    monkeypatch.setattr(compiling, "HANDWRITTEN", wrong)
    with pytest.raises(AssertionError, match=f"Only by hand: .*{LAST_YEAR}第{APPEALS}号"):
        compiling.agree()


@pytest.mark.database  # its own, on the server
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a PostgreSQL")
def test_on_postgresql_too_a_part_outlives_the_one_before_it():
    """Twenty records a year are fewer than the small ledgers alone hold: nothing is compiled."""
    parts, url = ("compiling", "importing"), os.environ["DATABASE_URL"]
    ended = run(*parts, "--on", "PostgreSQL", "--divide", "5000", TEST_DATABASE_URL=url)
    assert "compiling（PostgreSQL）  **FAILED**" in ended.stdout
    assert re.search(f"4行の取込み（PostgreSQL）  {TIME}", ended.stdout), ended.stderr
    assert ended.stderr.splitlines()[-1] == "FAILED: compiling on PostgreSQL"
    assert ended.returncode != 0
