"""A name of a wording is one number's, whatever the law calls its rows."""

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Paragraph
from reports.compiling.compile import compile_report
from reports.desk.forms import WordingForm
from reports.publishing import publish
from tests import factories
from tests.reports import published

pytestmark = pytest.mark.django_db
YEAR = FiscalYear(2021)


def paragraph(key) -> str:
    blocks = (block for section in compile_report(YEAR).sections for block in section.blocks)
    found = next(b for b in blocks if isinstance(b, Paragraph) and b.key == key)
    return "".join(map(str, found.content))


def methods_of_two_kinds(city):
    """Let 訂正 have methods too, and enter three disclosures and one correction by 閲覧."""
    correction = factories.kind("訂正")
    correction.has_method = True
    factories.saved(correction)
    for kind in (factories.kind(), factories.kind(), factories.kind(), correction):
        asked = factories.disclosure_request(
            kind=kind, method=factories.method(), division=city.residents
        )
        factories.disposition(request=asked)


def test_a_method_that_two_kinds_have_is_counted_of_both_or_of_each(city):
    methods_of_two_kinds(city)
    factories.wording(
        year=2021,
        paragraph="disclosure.requests",
        text="閲覧は{閲覧}件、うち開示{開示請求の閲覧}件、訂正{訂正請求の閲覧}件",
    )
    assert paragraph("disclosure.requests") == "閲覧は4件、うち開示3件、訂正1件"


def test_and_such_a_year_is_published(city, monkeypatch):
    monkeypatch.setattr(publish, "files_of", published.few_files)
    methods_of_two_kinds(city)
    factories.wording(year=2021, paragraph="disclosure.requests", text="閲覧は{閲覧}件です。")
    office, approver = published.people()
    published.enter(office)
    published.approve(office, approver)
    edition = publish.publish(YEAR, approver, published.NOW, **published.NOTICE)
    assert "閲覧は4件です。" in said(edition.report)


def said(report) -> str:
    blocks = (block for section in report.sections for block in section.blocks)
    texts = (block.content for block in blocks if isinstance(block, Paragraph))
    return "".join(str(part) for content in texts for part in content)


def typed_wording(text, key="disclosure.requests"):
    """Type a wording into its form, as the office does."""
    form = WordingForm({"year": "2021", "paragraph": key, "text": text}, user=None)
    assert form.is_valid(), form.errors
    return form.save()


def test_a_row_that_is_renamed_takes_its_placeholder_along(city):
    methods_of_two_kinds(city)
    wording = typed_wording("閲覧は{閲覧}件、視聴は{視聴}件")
    inspection, viewing = factories.method("閲覧"), factories.method("視聴")
    for row, name in ((inspection, "仮"), (viewing, "閲覧"), (inspection, "縦覧")):
        row.name = name
        factories.saved(row)
    assert paragraph("disclosure.requests") == "閲覧は4件、視聴は0件"
    assert WordingForm(instance=wording)["text"].value() == "閲覧は{縦覧}件、視聴は{閲覧}件"


def test_a_form_that_is_saved_again_keeps_what_its_names_stand_for(city):
    methods_of_two_kinds(city)
    wording = typed_wording("閲覧は{閲覧}件")
    row = factories.method("閲覧")
    row.name = "縦覧"
    factories.saved(row)
    text = WordingForm(instance=wording)["text"].value()
    form = WordingForm(
        {"year": "2021", "paragraph": wording.paragraph, "text": text}, instance=wording
    )
    assert form.is_valid(), form.errors
    form.save()
    assert paragraph("disclosure.requests") == "閲覧は4件"


def test_a_name_that_two_numbers_have_is_refused_with_the_names_that_each_has(city):
    methods_of_two_kinds(city)
    row = factories.method("閲覧")
    row.name = "請求件数"
    factories.saved(row)
    sent = {"year": "2021", "paragraph": "disclosure.requests", "text": "{請求件数}件"}
    form = WordingForm(sent)
    assert not form.is_valid()
    (sentence,) = form.errors["text"]
    assert "{請求件数（全体）}、{請求件数（開示の方法）}" in sentence
