"""Nothing that a record keeps for the office alone is on a public page or in a published file.

A mark of its own is planted in every field of free text of every record; then every byte of the
site is searched. What the report prints by design is named here, and nothing else is found.
"""

import unicodedata
from datetime import date
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from pypdf import PdfReader

from kurume_privacy.models import Record, Reorganisation, User
from kurume_privacy.models.texts import free_texts
from reports.site.building import current_site
from tests import factories
from tests.factories import DAY
from tests.reports.editions import edition
from tests.reports.ledger import special_period

pytestmark = pytest.mark.django_db

# The words of the law, which are the same for everybody and are no record of anybody.
LAW = {
    "Agency",
    "Regime",
    "RequestKind",
    "DisclosureMethod",
    "Outcome",
    "ExemptionClause",
    "UseGround",
}
# What the report prints: names of units and businesses, matters of the council, trainings.
PRINTED = {
    "Department.key",
    "Department.name",
    "Division.name",
    "BusinessNotice.name",
    "UseNotice.using_business",
    "UseNotice.used_business",
    "UseNotice.items",
    "Meeting.place",
    "Consultation.matter",
    "ConsultationPoint.label",
    "ConsultationPoint.matter",
    "CouncilBriefing.matter",
    "Training.content",
    "Training.note",
    "Wording.text",
}
# Whatever else changes: what somebody asked for is never on the way to the public.
NEVER = {
    "DisclosureRequest.subject",
    "DisclosureRequest.extension_reason",
    "UseNotice.recipient",
    "Business.name",
    "User.username",
    "User.first_name",
    "User.last_name",
    "User.email",
    "Edition.checks",
    "Edition.steps",
}
LETTERS = "abcdefghijklmnopqrstuvw"


def mark(number):
    """Return a mark that no digit's width, no line break and no font can change."""
    return f"zx{LETTERS[number // len(LETTERS)]}{LETTERS[number % len(LETTERS)]}xz"


def kept_models():
    """Return every model a record or a person is kept in, not the words of the law."""
    known = (model for model in apps.get_models() if not model.__name__.startswith("Historical"))
    return [
        model
        for model in known
        if (issubclass(model, Record) or model is User) and model.__name__ not in LAW
    ]


def enter_one_of_each():
    """Enter records of every kind, so that the report has all its tables."""
    factories.closed_day()
    factories.saved(Reorganisation(on=DAY, title="組織改編"))
    factories.business_notice()
    factories.correction()
    factories.disclosure_request(extended_on=DAY, extension_days=30, extension_reason="多数のため")
    factories.disclosure_request(
        received_on=date(2026, 6, 1),
        transferred_from="福岡県",
        first_received_on=date(2026, 6, 1),
        **special_period(date(2026, 6, 8)),
    )
    partly = factories.outcome("一部承諾")
    asked = factories.disposition([factories.clause()], outcome=partly)
    sued = {"ruled_on": DAY, "ruling": "dismissed", "court_filed_on": DAY, "court_result": "係属中"}
    factories.review_request(disposition=asked, **sued)
    named = {"using_business": "給付業務", "used_business": "台帳業務", "items": "台帳の記録"}
    factories.use_notice(ground=factories.ground("生命等の保護"), **named)
    factories.use_notice(kind="external_provision")
    session = factories.council_session()
    factories.meeting(session=session)
    factories.consultation_point(consultation=factories.consultation(session=session))
    factories.council_briefing(session=session)
    factories.public_notice()
    factories.training(note="備考")
    factories.wording()
    factories.user("office", "office")


def plant():
    """Write a mark of its own into every free text, past every form; return them by field."""
    marks = {}
    for model in kept_models():
        for field in free_texts(model):
            name = f"{model.__name__}.{field}"
            marks[name] = mark(len(marks))
            rows = enumerate(models.QuerySet(model).order_by("pk"))
            values = [(row.pk, f"{marks[name]}{LETTERS[number]}") for number, row in rows]
            took = [planted(model, field, *value) for value in values]
            assert any(took), name
    return marks


def planted(model, field, key, value):
    """Say whether the row could take the mark; a reason stands only beside what it explains."""
    try:
        with transaction.atomic():
            models.QuerySet(model).filter(pk=key).update(**{field: value})
    except IntegrityError:
        return False
    return True


def texts(path, content):
    """Yield everything a file says: its bytes, and what is packed or set in it."""
    yield content
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    if content.startswith(b"%PDF"):
        pdf = PdfReader(BytesIO(content))
        yield "".join(page.extract_text() for page in pdf.pages).encode()
        yield repr(pdf.metadata).encode()
        for attached in pdf.attachments.values():
            yield from attached


def found_in(content, path, marks):
    said = (text.decode("utf-8", "ignore") for text in texts(path, content))
    squeezed = "\n".join("".join(unicodedata.normalize("NFKC", text).split()) for text in said)
    return {name for name, planted in marks.items() if planted in squeezed}


@pytest.fixture
def searched(db):
    """What of the marks is found, by the path of every page and file."""
    enter_one_of_each()
    marks = plant()
    marks |= {"Edition.checks": mark(len(marks)), "Edition.steps": mark(len(marks) + 1)}
    stated = {name: f'["{marks[f"Edition.{name}"]}"]' for name in ("checks", "steps")}
    edition(2021, 1, whole=True, **stated)
    edition(2021, 2, whole=True, **stated)
    site = current_site()
    return marks, {path: found_in(page.content, path, marks) for path, page in site.items()}


def test_what_is_found_is_what_the_report_prints_and_nothing_else(searched):
    marks, found = searched
    assert marks.keys() >= NEVER | PRINTED
    secret = {path: names - PRINTED for path, names in found.items() if names - PRINTED}
    assert secret == {}
    assert set().union(*found.values()) == PRINTED, "a mark that is printed was not planted well"


def test_the_search_finds_what_is_there(searched):
    _, found = searched
    for name in ("report.html", "report.json", "report.xlsx", "report.pdf", "long.csv", ""):
        assert "BusinessNotice.name" in found[f"reports/2021/editions/1/{name}"], name
