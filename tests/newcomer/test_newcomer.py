"""A section that a developer adds is followed from the menu to the public page.

It is one declaration in its own room, and the lines below: no other line of the project names it.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

HERE = Path(__file__).parent
COPIED = ("kurume_privacy", "registrations", "disclosure", "council", "outside_use", "reports")
# Where a line is written: before which one, and what it says.
LINES = {
    "kurume_privacy/settings.py": {'    "reports",\n': '    "complaints",\n'},
    "kurume_privacy/urls.py": {
        '    path("desk/council/"': '    path("desk/complaints/", include("complaints.urls")),\n'
    },
    "reports/sections.py": {
        "from council.section": "from complaints.section import COMPLAINTS\n",
        ")\n\n# The paragraphs": "    COMPLAINTS,\n",
    },
}
pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]


def written(text, lines):
    """Return a file with these lines written before others, each of which stands there once."""
    for before, line in lines.items():
        assert text.count(before) == 1, before
        text = text.replace(before, line + before)
    return text


def copy_of_the_project(folder):
    """Copy what runs, put the newcomer beside the other apps, and write the lines."""
    for name in (*COPIED, "templates"):
        left_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(settings.BASE_DIR / name, folder / name, ignore=left_out)
    shutil.copy(settings.BASE_DIR / "pyproject.toml", folder)
    shutil.copytree(HERE / "complaints", folder / "complaints")
    for script in ("newcomer/following.py", "controls.py", "reports/doctored.py"):
        shutil.copy(HERE.parent / script, folder)
    for name, lines in LINES.items():
        path = folder / name
        path.write_text(written(path.read_text("utf-8"), lines), "utf-8")


@pytest.fixture(scope="module")
def seen(tmp_path_factory, django_db_setup, django_db_blocker, databases):
    """What every page said on the way."""
    folder = tmp_path_factory.mktemp("newcomer")
    copy_of_the_project(folder)
    with django_db_blocker.unblock():
        shutil.copy(databases.file("sample"), folder / "own.sqlite3")
    ran = subprocess.run(
        [sys.executable, "following.py"],
        cwd=folder,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'own.sqlite3'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_it_is_in_the_menu_and_among_what_is_entered_often(seen):
    assert '<li><a href="/desk/complaints/">苦情</a></li>' in seen["front"]
    assert (
        '<a href="/desk/complaints/new/" class="button button-secondary">苦情の受付</a>'
        in (seen["front"])
    )


def test_a_form_enters_a_record_with_its_history(seen):
    assert "令和3年6月1日" in seen["created"]
    assert "<del>取扱い</del> → <ins>手続</ins>" in seen["changed"]


def test_the_list_and_the_year_so_far_count_it(seen):
    assert "苦情の一覧" in seen["list"]
    assert '<a href="/desk/complaints/?year=2021">苦情</a>' in seen["year"]
    assert '<th scope="row">手続</th><td>1</td><td>0</td>' in seen["year"]


def test_it_goes_out_to_excel_and_comes_in_again(seen):
    assert seen["template"].startswith("受付番号,受付日,内容,")
    assert "10_苦情.xlsx（1件）" in seen["written"]
    assert seen["taken in"].startswith("苦情：")
    assert "取り込みました。" in seen["taken in"]
    assert seen["taken in again"] == 1


def test_its_checks_are_made(seen):
    assert "回答のない苦情が1件あります。" in seen["checks"]
    assert "苦情第1号" in seen["checks"]


def test_a_year_without_its_records_is_asked_about(seen):
    assert "令和4年度の苦情の記録がありません。" in seen["empty"]
    assert 'id="no_records_complaints"' in seen["empty"]
    assert "no_records_complaints" not in seen["checks"]


def test_the_draft_counts_it_and_leads_to_the_list(seen):
    assert "８　苦情の状況" in seen["draft"]
    assert 'href="/desk/complaints/?year=2021&amp;kind=procedure"' in seen["draft"]


def test_the_office_words_it(seen):
    assert "8 苦情の状況" in seen["to word"]
    assert "<code>{手続}</code>" in seen["to word"]
    assert "8 苦情の状況" in seen["wordings"]


def test_the_public_reads_it(seen):
    assert "苦情は、手続の１件だけでした。" in seen["public"]
    assert "苦情の件数" in seen["public"]
    assert "令和３年度" in seen["years"]


def test_its_tables_are_set_as_its_style_sheet_says(seen):
    assert 'complaints/report.css">' in seen["public"]


def test_it_is_open_data(seen):
    lines = seen["csv"].splitlines()
    assert lines[0].endswith("実施機関,取扱い,手続")
    assert lines[-1] == "合計,0,1"
    assert 'href="editions/1/tables/complaints.received.csv"' in seen["public"]


def test_its_number_says_what_it_measures(seen):
    known = {"measure": "complaints.received", "by": {"kind": "procedure"}, "label": "手続"}
    *_, section = json.loads(seen["json"])["sections"]
    paragraph, table = section["blocks"]
    total = table["groups"][0][-1]["cells"][-1]["lines"][0]["content"]
    assert total == [{"type": "number", "value": 1, **known}]
    assert total[0] in paragraph["content"]


def test_the_tidy_data_says_it_too(seen):
    *_, datum = csv.DictReader(seen["tidy"].splitlines())
    assert (datum["実施機関"], datum["数値"]) == ("全実施機関", "1")
    assert (datum["指標ID"], datum["区分ID"]) == ("complaints.received", "kind=procedure")


def test_its_tidy_table_adds_up_as_the_dictionary_says(seen):
    rows = list(csv.DictReader(seen["tidy"].splitlines()))
    assert sum(int(one["数値"]) for one in rows if one["合計値"] == "0") == 1
    assert [one["数値"] for one in rows if one["合計値"] == "1"] == ["0", "1"]


def test_its_main_figure_is_held_against_last_years(seen):
    assert seen["main"] == 1


def test_a_total_that_is_not_the_sum_of_its_parts_is_found(seen):
    assert seen["agreed"] == []
    assert "「苦情の件数」の合計（手続）：7とありますが、数え直すと1です。" in seen["doctored"]


def test_errata_pair_it_by_its_key_though_its_word_is_another(seen):
    errata = csv.DictReader(seen["errata"].splitlines())
    assert [tuple(one[name] for name in ("表", "行", "列", "誤", "正")) for one in errata] == [
        ("本文", "", "", "苦情は、手続の1件だけでした。", "苦情は、手続の2件だけでした。"),
        ("苦情の件数", "見出し", "手続の不備", "手続", "手続の不備"),
        ("苦情の件数", "市長", "手続の不備", "1", "2"),
        ("苦情の件数", "合計", "手続の不備", "1", "2"),
    ]


def test_the_years_are_compared_and_drawn(seen):
    assert '<th class="figures-group" scope="rowgroup">苦情</th>' in seen["comparison"]
    assert '<th scope="row">手続の不備</th><td>2</td><td>0</td>' in seen["comparison"]
    assert '<figcaption id="chart-complaints-caption">苦情：手続の不備' in seen["comparison"]


def test_a_year_that_has_nothing_else_is_listed(seen):
    assert "令和元年度" in seen["drafts"]


def test_nothing_is_added_to_a_closed_year(seen):
    assert "締め切" in seen["closed"]
