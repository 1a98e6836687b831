"""The public pages: the years, a year's report, its PDF."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from reports import pdf, render
from tests import factories

pytestmark = pytest.mark.django_db


class TestTheReport:
    """/reports/2021/"""

    def test_is_shown_to_everyone(self, client):
        page = client.get("/reports/2021/")
        assert page.status_code == 200
        assert "令和３年度久留米市個人情報保護条例の運用状況" in page.content.decode()

    def test_of_a_year_without_records_is_complete(self, client):
        page = client.get("/reports/2030/").content.decode()
        assert page.count("<h2") == 7
        assert "審査請求はありませんでした" in page

    @pytest.mark.parametrize("typed", ["令和3", "令和３", "R3", "令和3年度"])
    def test_typed_in_another_manner_leads_to_its_one_address(self, client, typed):
        answer = client.get(f"/reports/{typed}/")
        assert answer.status_code == 302
        assert answer["Location"] == "/reports/2021/"

    @pytest.mark.parametrize("typed", ["21", "西暦", "9999", "令和0", "昭和"])
    def test_of_what_is_no_year_is_not_found(self, client, typed):
        page = client.get(f"/reports/{typed}/")
        assert page.status_code == 404
        assert "年度の一覧へ" in page.content.decode()

    def test_takes_no_other_request(self, client):
        assert client.post("/reports/2021/").status_code == 405

    def test_needs_no_cookie(self, client):
        client.get("/reports/2021/")
        assert not client.cookies

    def test_is_sent_under_a_strict_policy(self, client):
        policy = client.get("/reports/2021/")["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


class TestThePdf:
    """/reports/2021/report.pdf"""

    def test_is_a_pdf_named_after_its_year(self, client):
        answer = client.get("/reports/2021/report.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == 'inline; filename="kurume-privacy-2021.pdf"'
        assert answer.content.startswith(b"%PDF-")

    def test_typed_in_another_manner_leads_to_its_one_address(self, client):
        assert client.get("/reports/R3/report.pdf")["Location"] == "/reports/2021/report.pdf"

    def test_follows_a_changed_record(self, client, city):
        before = client.get("/reports/2021/report.pdf").content
        factories.disclosure_request(division=city.residents)
        assert client.get("/reports/2021/report.pdf").content != before


class TestTheYears:
    """/"""

    def test_lists_the_years_with_records_the_latest_first(self, client, city):
        factories.disclosure_request(division=city.residents, received_on=date(2021, 4, 1))
        factories.disclosure_request(division=city.residents, received_on=date(2024, 3, 31))
        page = client.get(reverse("reports:index")).content.decode()
        assert page.index("令和５年度") < page.index("令和３年度")
        assert "令和４年度" not in page

    def test_says_so_when_there_are_none(self, client):
        assert "まだありません" in client.get("/").content.decode()


class TestAMachineThatCannotPrint:
    """Without Pango, WeasyPrint cannot be imported; everything else goes on."""

    @pytest.fixture(autouse=True)
    def _without_weasyprint(self, monkeypatch):
        render.pdf.cache_clear()
        monkeypatch.setattr(pdf, "HTML", None)

    def test_shows_the_way_to_the_page_instead_of_the_pdf(self, client):
        answer = client.get("/reports/2021/report.pdf")
        assert answer.status_code == 503
        assert 'href="/reports/2021/"' in answer.content.decode()

    def test_says_so_at_the_command_line(self, tmp_path):
        with pytest.raises(CommandError, match="PDFを作るライブラリがありません"):
            call_command("build_report", "2021", to=tmp_path)
