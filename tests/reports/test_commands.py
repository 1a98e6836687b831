"""load_sample and build_report, as somebody at the command line meets them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from council.models import CouncilSession
from disclosure.models import DisclosureRequest, Disposition
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.plain import as_data
from outside_use.models import UseNotice
from registrations.models import BusinessNotice
from reports.compiling.compile import compile_report
from reports.sample import loading as sample
from tests.reports.reading import text_within

pytestmark = pytest.mark.django_db


def call(*arguments, **options) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


class TestLoadSample:
    def test_enters_every_record_the_published_report_shows(self, reiwa3):
        assert BusinessNotice.objects.count() == 10
        assert DisclosureRequest.objects.count() == 152
        assert Disposition.objects.count() == 152
        assert UseNotice.objects.count() == 460
        assert CouncilSession.objects.count() == 6

    def test_a_second_time_changes_nothing(self, reiwa3):
        before = DisclosureRequest.history.count(), Disposition.history.count()
        assert "既に全て登録されています" in call("load_sample")
        assert (DisclosureRequest.history.count(), Disposition.history.count()) == before
        assert compile_report(FiscalYear(2021)) == reiwa3

    def test_leaves_alone_what_a_clerk_has_changed_since(self, reiwa3):
        request = DisclosureRequest.objects.get(year=2021, number=1)
        request.subject = "住民票の写しの交付記録"
        request.save()
        sample.load()
        request.refresh_from_db()
        assert request.subject == "住民票の写しの交付記録"

    def test_the_file_says_that_it_is_reconstructed(self):
        head = sample.REIWA3.read_text(encoding="utf-8")[:400]
        assert "再構成したもの" in head


class TestBuildReport:
    def test_writes_page_pdf_and_data(self, reiwa3, tmp_path):
        said = call("build_report", "2021", to=tmp_path / "out")
        names = ["report.html", "report.json", "report.pdf"]
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
        assert all(name in said for name in names)

    def test_the_page_is_complete_in_itself(self, reiwa3, tmp_path):
        call("build_report", "2021", to=tmp_path)
        page = (tmp_path / "report.html").read_text(encoding="utf-8")
        assert "@page" in page
        assert not any(word in page for word in ("<link", "<script", "<img", "url("))
        assert 'lang="ja"' in page

    def test_the_data_is_the_document_with_numbers_as_numbers(self, reiwa3, tmp_path):
        call("build_report", "2021", to=tmp_path)
        data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
        assert data == as_data(reiwa3)
        assert data["year"] == 2021
        total = data["sections"][1]["blocks"][1]["groups"][-1][0]["cells"][1]["lines"][0]
        assert total["content"] == [
            {
                "type": "number",
                "value": 152,
                "measure": "disclosure.requests",
                "by": {"regime": "ordinance"},
                "label": "請求件数",
            }
        ]

    @pytest.mark.parametrize("typed", ["2021", "令和3", "令和３年度", "R3"])
    def test_takes_the_year_in_either_calendar(self, typed, tmp_path):
        call("build_report", typed, to=tmp_path)
        page = (tmp_path / "report.html").read_text(encoding="utf-8")
        assert "令和３年度" in text_within(page, "h1")

    def test_of_a_year_without_records_is_complete(self, tmp_path):
        call("build_report", "2030", to=tmp_path)
        assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")

    def test_of_the_same_records_is_the_same(self, reiwa3, tmp_path):
        for folder in ("first", "second"):
            call("build_report", "2021", to=tmp_path / folder)
        for name in ("report.html", "report.json"):
            first, second = (tmp_path / folder / name for folder in ("first", "second"))
            assert first.read_bytes() == second.read_bytes()

    def test_refuses_what_is_no_year(self, tmp_path):
        with pytest.raises(CommandError, match="年度として読めません"):
            call("build_report", "ことし", to=tmp_path)

    def test_says_where_it_cannot_write(self, tmp_path):
        (tmp_path / "file").touch()
        with pytest.raises(CommandError, match="書き出せません"):
            call("build_report", "2021", to=tmp_path / "file")
