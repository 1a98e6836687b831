"""Every page of the desk in a real browser: accessible, within its window, without script too."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.urls import reverse

from disclosure.models import Disposition
from tests import factories
from tests.access import ADDRESSES, KEPT_ADDRESSES, import_of, kept_of
from tests.browser.conftest import WIDTHS, opened

pytestmark = pytest.mark.browser

PUBLIC = (  # test_public_site opens these
    *("index", "comparison", "data", "catalogue"),
    *("report", "current_file", "edition", "edition_file"),
)
NO_PAGES = ("logout", "echo_date", "reports:draft_pdf")
NOT_OPENED = ("_restore", "_import_marked", "_import_discard")
FILES = ("_export", "_export_csv", "_template", "_template_csv")
OF_A_YEAR = {"year": 2021, "act": "ask", "paragraph": "outside_use.grounds"}
OPENED = [
    name
    for name in ADDRESSES
    if name.removeprefix("reports:") not in PUBLIC
    if not name.endswith((*NOT_OPENED, *FILES)) and name not in NO_PAGES
]
KEPT_OPENED = [name for name in KEPT_ADDRESSES if not name.endswith(NOT_OPENED)]


@pytest.fixture(scope="module")
def addresses(server, django_db_blocker):
    """The address of every page of the desk, with a record where it needs one, by who opens it."""
    with django_db_blocker.unblock():
        return {
            "office": {name: _address(name) for name in OPENED},
            "admin": {name: _kept_address(name) for name in KEPT_OPENED},
        }


def _kept_address(name):
    if KEPT_ADDRESSES[name] != ("pk",):
        return reverse(name)
    model = name.partition(":")[2].rpartition("_")[0]
    record = apps.get_model("kurume_privacy", model).objects.last()
    return reverse(name, args=[(record or kept_of(model)).pk])


def _address(name):
    if ADDRESSES[name] != ("pk",):
        return reverse(name, args=[OF_A_YEAR[argument] for argument in ADDRESSES[name]])
    if name.endswith("_import_review"):
        return reverse(name, args=[import_of(name, "office").pk])
    label, _, model = name.rpartition("_")[0].partition(":")
    record = apps.get_model(label, model).objects.first()
    return reverse(name, args=[(record or factories.review_request(disposition=answered())).pk])


def answered():
    """Return a disposition of the sample, which has no appeal against one."""
    return Disposition.objects.first()


@pytest.mark.parametrize("username", ["office", "admin"])
def test_at_each_width_axe_finds_nothing_and_nothing_sticks_out(
    addresses, chromium, server, username
):
    found = {}
    with opened(chromium, server, WIDTHS["desktop"], username) as page:
        for name, address in addresses[username].items():
            page.goto(address)
            for width in WIDTHS.values():
                page.set_viewport_size({"width": width, "height": 900})
                axe = Axe().run(page)
                if axe.violations_count:
                    found[f"{name} at {width} px"] = axe.generate_report()
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    found[f"{name}, {wide} px wide at {width}"] = ""
    assert found == {}, "\n".join(f"{name}: {said}" for name, said in found.items())


@pytest.mark.parametrize("username", ["office", "admin"])
def test_without_script_every_page_has_its_heading_and_its_way_back(
    addresses, chromium, server, username
):
    with opened(chromium, server, WIDTHS["desktop"], username, script=False) as page:
        for name, address in addresses[username].items():
            page.goto(address)
            assert page.locator("h1").count() == 1, name
            assert page.locator("main a[href], nav a[href]").count() > 0, name


# Labels stand in the first 100 px.
AMONG_THE_LABELS = """
() => [...document.querySelectorAll(".ledger tbody > tr > *")].filter(cell => {
  const text = document.createRange();
  text.selectNodeContents(cell);
  const begins = cell.getBoundingClientRect().left + 100;
  return [...text.getClientRects()].some(box => box.width && box.left < begins);
}).map(cell => cell.textContent.trim())
"""


@pytest.mark.parametrize("username", ["office", "admin"])
def test_on_a_narrow_window_the_whole_of_a_cell_stands_beside_its_label(
    addresses, chromium, server, username
):
    with opened(chromium, server, WIDTHS["narrow"], username) as page:
        for name, address in addresses[username].items():
            page.goto(address)
            assert page.evaluate(AMONG_THE_LABELS) == [], name
