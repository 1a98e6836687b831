"""The sections and their ledgers: what is declared is whole, and nothing is left undeclared."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Heading, Paragraph, every_number
from kurume_privacy.models import Law, Record
from reports.compiling.checks import CHECKS
from reports.desk import ledgers
from reports.sections import SECTIONS, WORDABLE
from tests.access import LEDGERS, record_of
from tests.reports import naive

YEAR = FiscalYear(2021)
MODELS = {ledger.model for ledger in LEDGERS.values()}
every_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
every_ledger = pytest.mark.parametrize("route", LEDGERS)


def twice(names):
    """Return what stands more than once."""
    return [name for name, times in Counter(names).items() if times > 1]


def kinds():
    """Return every kind of record that a report counts by itself, not with what it belongs to."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Record) and model.is_counted() and model.owner is None
    ]


def test_every_kind_of_record_that_is_counted_has_its_ledger():
    assert [model._meta.label for model in kinds() if model not in MODELS] == []


def test_no_name_no_number_and_no_place_is_given_twice():
    assert twice(section.key for section in SECTIONS) == []
    assert twice(ledger.number for ledger in ledgers.LEDGERS) == []
    assert twice(ledger.menu.place for ledger in ledgers.LEDGERS if ledger.menu) == []
    assert twice(ledger.often.place for ledger in ledgers.LEDGERS if ledger.often) == []
    assert twice(check.name for section in SECTIONS for check in section.checks) == []


def test_each_check_of_a_section_is_known():
    assert {check.name for section in SECTIONS for check in section.checks} <= set(CHECKS)


def test_every_ledger_builds_on_those_before_it():
    """Files are taken in in this order: what a record refers to is there already."""
    numbers = {ledger.model: ledger.number for ledger in ledgers.LEDGERS}
    wrong = [
        f"{ledger.route} → {field.related_model._meta.label}"
        for ledger in ledgers.LEDGERS
        for field in ledger.model._meta.concrete_fields
        if field.is_relation and numbers.get(field.related_model, 0) > ledger.number
    ]
    assert wrong == []


@every_ledger
@pytest.mark.django_db
def test_the_tests_can_make_a_record_of_every_ledger(city, route):
    ledger = LEDGERS[route]
    made = record_of(city.general_affairs, ledger.model._meta.model_name)
    assert type(made) is ledger.model
    assert reverse(f"{route}_list") == ledger.pages["list"]


@every_section
@pytest.mark.django_db
def test_the_compiled_section_has_the_declared_key(section):
    compiled = section.compiled(YEAR, Law.of(YEAR))
    assert compiled.key == section.key
    # A heading is known within its section; what else has a key is named on its own.
    keys = [block.key for block in compiled.blocks if not isinstance(block, Heading)]
    assert [key for key in keys if key.partition(".")[0] != section.key] == []


@every_section
def test_a_paragraph_that_may_be_worded_is_its_sections(section):
    assert [key for key in section.wordable if key.partition(".")[0] != section.key] == []


@every_section
def test_what_a_section_compares_and_draws_is_printed(reiwa3, section):
    compiled = next(one for one in reiwa3.sections if one.key == section.key)
    printed = {number.identity for number in every_number(compiled)}
    if section.compared:
        assert section.compared.measures.keys() <= {identity.measure for identity in printed}
        assert section.compared.charted in {None, *printed}
    assert section.main is None or section.main(compiled) is not None


@every_section
def test_a_measure_is_its_sections_alone(reiwa3, section):
    compiled = next(one for one in reiwa3.sections if one.key == section.key)
    measures = {number.measure for number in every_number(compiled)}
    assert [one for one in measures if one.partition(".")[0] != section.key] == []
    assert set(section.about_persons) <= measures


def test_each_paragraph_that_may_be_worded_is_in_the_report(reiwa3):
    blocks = [block for section in reiwa3.sections for block in section.blocks]
    printed = {block.key for block in blocks if isinstance(block, Paragraph)}
    assert set(WORDABLE) - printed == set()


def test_the_office_finds_a_paragraph_by_the_number_of_its_section():
    assert WORDABLE["registrations.notices"] == "1 個人情報業務の登録状況"
    assert WORDABLE["outside_use.grounds"] == "3 目的外利用の根拠の内訳"
    assert WORDABLE["publication.notice"] == "6 運用状況の公表"


def test_every_section_is_counted_by_hand_too():
    assert list(naive.SECTIONS) == [section.key for section in SECTIONS]


# Nobody else names a section

OWN = {"kurume_privacy", "reports"}
APPS = "|".join(sorted({ledger.model._meta.app_label for ledger in LEDGERS.values()} - OWN))
IMPORTED = re.compile(rf"^(?:from|import) (?:{APPS})\b", re.MULTILINE)
NAMED = re.compile(rf"""['"/](?:{APPS})[.:/]\w""")
MIGRATIONS = "migrations"


def naming(found, kind):
    """Return the files of the ground floor, the reports and all templates that name an app."""
    rooms = [*OWN, *(f"templates/{room.name}" for room in rooms_of_templates())]
    paths = [path for room in rooms for path in (settings.BASE_DIR / room).rglob(f"*.{kind}")]
    return {
        str(path.relative_to(settings.BASE_DIR))
        for path in paths
        if MIGRATIONS not in path.parts and found.search(path.read_text("utf-8"))
    }


def rooms_of_templates():
    """Return the folders of templates that no section has for itself."""
    folders = (settings.BASE_DIR / "templates").iterdir()
    return [path for path in folders if path.is_dir() and path.name not in APPS.split("|")]


def test_the_report_names_its_sections_in_one_place():
    assert naming(IMPORTED, "py") == {"reports/sections.py"}


def test_what_else_names_a_section_is_addresses_and_what_was_published():
    assert naming(NAMED, "py") == {
        "kurume_privacy/urls.py",
        "reports/edition/schema_1/reading.py",  # what editions of the first schema say
        "reports/edition/schema_1/requests.py",
        "reports/edition/schema_1/words.py",
        "reports/rendering/open_data/dictionary.py",  # an example of a table's name
    }


def test_no_page_that_all_share_names_a_section():
    assert naming(NAMED, "html") | naming(NAMED, "js") == set()


def test_the_one_style_sheet_of_the_pages_published_first_names_their_tables_and_no_other_does():
    assert naming(NAMED, "css") == {"reports/static/reports/report.css"}


@every_section
def test_a_style_sheet_is_there_and_sets_the_tables_of_its_app(section):
    keys = {one.key for one in SECTIONS if one.style == section.style}
    style = Path(finders.find(section.style)).read_text("utf-8") if section.style else ""
    assert set(re.findall(r'data-table\^?="(\w+)\.', style)) <= keys


def test_what_names_a_section_is_found():
    assert IMPORTED.search("import os\nfrom council.models import Meeting\n")
    assert NAMED.search("{% url 'council:meeting_list' as link %}")
    assert NAMED.search('[data-table="council.sessions"] col { width: 3em; }')
    assert not IMPORTED.search("from reports.section import TRAINING")
