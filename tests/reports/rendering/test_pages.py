"""The public addresses: what they answer, how long it holds, and what they never do."""

from datetime import date

import pytest

from kurume_privacy.models import Role
from reports.site.building import current_site
from tests import factories
from tests.reports.editions import CORRECTION, edition

pytestmark = pytest.mark.django_db

FOREVER = "public, max-age=31536000, immutable"


def text(answer):
    return answer.content.decode()


class TestTheReport:
    """/reports/2021/"""

    def test_is_shown_to_everyone(self, client):
        edition()
        page = client.get("/reports/2021/")
        assert page.status_code == 200
        assert page["Content-Type"] == "text/html; charset=utf-8"
        assert "令和３年度久留米市個人情報保護条例の運用状況" in text(page)

    def test_is_what_was_published_whatever_the_records_say_now(self, client, city):
        edition()
        before = client.get("/reports/2021/").content
        factories.disclosure_request(division=city.residents)
        assert client.get("/reports/2021/").content == before

    def test_of_a_year_that_is_not_published_says_what_to_do(self, client, city):
        factories.disclosure_request(division=city.residents, received_on=date(2021, 4, 1))
        answer = client.get("/reports/2021/")
        assert answer.status_code == 404
        assert "令和３年度の報告書は、公表していません" in text(answer)
        assert 'href="/"' in text(answer)
        assert "法制室" in text(answer)

    @pytest.mark.parametrize("rest", ["editions/2/", "editions/1/nothing.csv", "nothing.csv"])
    def test_of_an_edition_or_file_that_is_not_there_leads_to_the_current_one(self, client, rest):
        edition()
        answer = client.get(f"/reports/2021/{rest}")
        assert answer.status_code == 404
        assert 'href="/reports/2021/"' in text(answer)

    @pytest.mark.parametrize("typed", ["令和3", "令和３", "R3", "令和3年度"])
    @pytest.mark.parametrize("rest", ["", "report.pdf", "editions/1/", "editions/1/report.pdf"])
    def test_typed_in_another_manner_leads_to_its_one_address(self, client, typed, rest):
        answer = client.get(f"/reports/{typed}/{rest}")
        assert answer.status_code == 302
        assert answer["Location"] == f"/reports/2021/{rest}"

    def test_has_one_address_an_edition_too(self, client):
        edition()
        answer = client.get("/reports/2021/editions/01/")
        assert answer["Location"] == "/reports/2021/editions/1/"

    @pytest.mark.parametrize("typed", ["21", "西暦", "9999", "令和0", "昭和"])
    def test_of_what_is_no_year_is_not_found(self, client, typed):
        page = client.get(f"/reports/{typed}/")
        assert page.status_code == 404
        assert "年度の一覧へ" in text(page)

    def test_the_fragment_that_pages_are_made_of_is_no_page(self, client):
        edition()
        assert client.get("/reports/2021/editions/1/article.html").status_code == 404


class TestEveryPublicAddress:
    @pytest.fixture(autouse=True)
    def _published(self, db):
        edition(2021, 1)
        edition(2021, 2, corrections=[CORRECTION])

    @pytest.mark.parametrize(
        "address",
        [
            "/",
            "/comparison/",
            "/data/",
            "/data/catalogue.json",
            "/reports/2021/",
            "/reports/2021/report.pdf",
            "/reports/2021/editions/1/",
            "/reports/2021/editions/1/report.pdf",
            "/reports/2019/",
        ],
    )
    def test_sets_no_cookie_and_reads_none(self, client, address):
        client.force_login(factories.user("office", Role.OFFICE))
        client.cookies["other"] = "1"
        answer = client.get(address)
        assert not answer.cookies
        assert "Vary" not in answer
        assert "X-Robots-Tag" not in answer
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]

    def test_takes_no_other_request(self, client):
        for path in current_site():
            assert client.post(f"/{path}").status_code == 405, path

    def test_has_a_strong_etag_of_its_own_bytes_and_says_304(self, client):
        seen = {}
        for path, page in current_site().items():
            answer = client.get(f"/{path}")
            assert answer.status_code == 200, path
            assert answer.content == page.content, path
            assert answer["ETag"] == f'"{page.sha256}"'
            assert seen.setdefault(answer["ETag"], answer.content) == answer.content
            again = client.get(f"/{path}", headers={"if-none-match": answer["ETag"]})
            assert (again.status_code, again.content) == (304, b""), path
            assert again["ETag"] == answer["ETag"]
            assert again["Cache-Control"] == answer["Cache-Control"]

    def test_answers_head_as_get_without_the_bytes(self, client):
        for path, page in current_site().items():
            answer = client.head(f"/{path}")
            assert (answer.status_code, answer.content) == (200, b""), path
            assert int(answer["Content-Length"]) == len(page.content)

    def test_holds_for_ever_only_where_it_cannot_change(self, client):
        for path in current_site():
            lasts = client.get(f"/{path}")["Cache-Control"] == FOREVER
            assert lasts == ("/editions/" in path and not path.endswith("/")), path

    def test_costs_one_small_question(self, client, django_assert_num_queries):
        client.get("/reports/2021/")
        with django_assert_num_queries(1):
            client.get("/reports/2021/")

    def test_a_file_that_is_known_is_not_read_again(self, client, django_assert_num_queries):
        etag = client.get("/reports/2021/editions/1/report.pdf")["ETag"]
        with django_assert_num_queries(1):
            client.get("/reports/2021/editions/1/report.pdf", headers={"if-none-match": etag})

    def test_shows_a_new_edition_at_once(self, client):
        before = client.get("/reports/2021/")
        edition(2021, 3, corrections=[CORRECTION])
        after = client.get("/reports/2021/", headers={"if-none-match": before["ETag"]})
        assert after.status_code == 200
        assert "第３版" in text(after)


class TestAFile:
    @pytest.fixture(autouse=True)
    def _published(self, db):
        edition()

    def test_the_pdf_is_shown_and_named_after_year_and_edition(self, client):
        for address in ("/reports/2021/report.pdf", "/reports/2021/editions/1/report.pdf"):
            answer = client.get(address)
            assert answer["Content-Type"] == "application/pdf"
            assert answer["Content-Disposition"] == 'inline; filename="kurume-privacy-2021-1.pdf"'

    @pytest.mark.parametrize(
        ("path", "name"),
        [
            ("report.xlsx", "kurume-privacy-2021-1.xlsx"),
            ("long.csv", "kurume-privacy-2021-1-long.csv"),
            (
                "tables/registrations.notices.csv",
                "kurume-privacy-2021-1-tables-registrations.notices.csv",
            ),
        ],
    )
    def test_all_others_are_kept_under_a_name_of_their_own(self, client, path, name):
        answer = client.get(f"/reports/2021/editions/1/{path}")
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
