"""What ``make test-quick`` runs: the tests of the rooms that a change touches."""

import pytest

from tests.changed import wanted

HOUSE = ["tests/test_arrows.py", "tests/test_house.py", "tests/test_words.py"]


@pytest.mark.parametrize(
    ("path", "test"),
    [
        ("disclosure/models/request.py", "tests/disclosure"),
        ("kurume_privacy/static/kurume_privacy/desk.css", "tests/kurume_privacy"),
        ("templates/council/meeting_list.html", "tests/council"),
        ("templates/reports/site/index.html", "tests/reports"),
        ("templates/desk/head.html", "tests/kurume_privacy"),
        ("templates/500.html", "tests/kurume_privacy"),
        ("tests/reports/naive.py", "tests/reports"),
        ("tests/reports/rendering/test_pages.py", "tests/reports/rendering/test_pages.py"),
        ("tests/test_lists.py", "tests/test_lists.py"),
        ("tests/bench/listing.py", "tests/test_bench.py"),
        ("tests/upgrades/way.py", "tests/upgrades"),
        ("README.md", "tests/test_documents.py"),
        ("docs/office.md", "tests/test_documents.py"),
        ("pyproject.toml", "tests/test_commands.py"),
        ("tests/factories.py", "tests/test_commands.py"),
    ],
)
def test_a_file_asks_for_the_tests_of_its_room(path, test):
    assert wanted([path]) == sorted([test, *HOUSE])


def test_what_no_test_reads_asks_for_the_house_alone():
    assert wanted(["tests/test_that_is_gone.py"]) == HOUSE


def test_a_test_that_its_room_runs_is_not_named_again():
    paths = [
        "reports/publishing/publish.py",
        "tests/reports/publishing/test_publish.py",
        "reports/publishing/draft.py",
    ]
    assert wanted(paths) == ["tests/reports", *HOUSE]
