"""A field that a newcomer adds: the model, its migration and one word of the form are enough.

In a copy of the project; CONTRIBUTING, "Add a field", names the same steps.
"""

import os
import re
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

HOUSE = settings.BASE_DIR
LEFT_OUT = shutil.ignore_patterns(".*", "*.pyc", "__pycache__", "images", "*.sqlite3", "upgrades")
EDITS = {
    "outside_use/models.py": (
        "    consultation = models.ForeignKey(",
        '    note = models.CharField("備考", max_length=200, blank=True)\n'
        "    consultation = models.ForeignKey(",
    ),
    "outside_use/forms.py": ('"used_business", "items")', '"used_business", "items", "note")'),
}

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The project with the field: what a newcomer typed, and the migration that Django wrote."""
    folder = tmp_path_factory.mktemp("newcomer") / "house"
    shutil.copytree(HOUSE, folder, ignore=LEFT_OUT)
    for name, (before, after) in EDITS.items():
        text = (folder / name).read_text("utf-8")
        assert text.count(before) == 1
        (folder / name).write_text(text.replace(before, after), "utf-8")
    made = run(folder, "manage.py", "makemigrations", "outside_use", "--name", "note")
    assert made.returncode == 0, made.stderr
    return folder


def run(folder, *command):
    """Run Python in the copy, with a database of its own."""
    return subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | {"DATABASE_URL": "sqlite:///:memory:", "DEBUG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_is_found_wherever_records_are_without_another_line(copy):
    alone = ("-p", "no:xdist", "-p", "no:cacheprovider")
    ran = run(copy, "-m", "pytest", "-q", *alone, "tests/newcomers_field.py")
    assert ran.returncode == 0, ran.stdout
    assert re.search(r"^\d+ passed", ran.stdout, re.MULTILINE)


def test_the_command_writes_the_one_workbook_and_no_other(copy):
    ran = run(copy, "-m", "tests.workbooks")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == [str(copy / "docs/excel/6_目的外利用・外部提供の届出.xlsx")]
