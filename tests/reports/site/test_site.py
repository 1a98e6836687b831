"""What the pages of the public site say, and where their links lead."""

import json
import re
from posixpath import normpath

import pytest

from reports.site.addresses import way
from reports.site.building import current_site
from tests.reports.editions import CORRECTION, edition

PROSE = CORRECTION | {"table": "", "row": "", "column": "", "wrong": "", "right": "新しい文<1>"}


def page(path):
    """Return what a page says, without its tags."""
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]*>", " ", source(path)))


def source(path):
    return current_site()[path].content.decode()


class TestTheWay:
    @pytest.mark.parametrize(
        ("here", "there", "link"),
        [
            ("", "", "./"),
            ("", "reports/2021/", "reports/2021/"),
            ("reports/2021/", "", "../../"),
            ("reports/2021/", "reports/2021/", "./"),
            ("reports/2021/", "reports/2021/report.pdf", "report.pdf"),
            ("reports/2021/editions/1/", "reports/2021/", "../../"),
            ("data/catalogue.json", "reports/2021/", "../reports/2021/"),
        ],
    )
    def test_from_one_page_to_another(self, here, there, link):
        assert way(here, there) == link

    def test_always_arrives(self):
        places = ("", "a/", "a/b/", "a/b/c.csv", "d/e/f/g/")
        for here in places:
            for there in places:
                found = normpath(f"/site/{here.rpartition('/')[0]}/{way(here, there)}")
                assert found == normpath(f"/site/{there}"), (here, there)


@pytest.mark.django_db
class TestTheYears:
    def test_the_latest_first_with_notice_edition_and_downloads(self):
        edition(2021)
        edition(2023)
        found = page("")
        assert found.index("令和５年度の運用状況") < found.index("令和３年度の運用状況")
        assert "令和４年６月３０日　久留米市告示第１２１号　第１版" in found
        assert re.search(r"PDF（\d+ バイト）", found)
        assert 'href="reports/2021/editions/1/report.xlsx"' in source("")
        assert 'href="comparison/"' in source("")

    def test_say_so_when_there_are_none(self):
        assert "公表した年度は、まだありません" in page("")
        assert "公表した年度は、まだありません" in page("comparison/")
        assert "公表した年度は、まだありません" in page("data/")
        assert json.loads(current_site()["data/catalogue.json"].content) == {"editions": []}

    def test_say_that_a_year_was_corrected(self):
        edition(2021, 1)
        edition(2021, 2, corrections=[CORRECTION])
        assert "訂正しました（第２版）" in page("")
        assert "第１版" not in page("")


@pytest.mark.django_db
class TestAnEdition:
    def test_the_first_has_its_facts_its_contents_and_no_corrections(self):
        edition()
        found = page("reports/2021/")
        assert "公表 令和４年６月３０日 告示 久留米市告示第１２１号 版 第１版" in found
        assert "正誤表" not in found
        assert 'href="#registrations"' in source("reports/2021/")
        assert '<section class="report-section" id="registrations"' in source("reports/2021/")

    def test_names_every_file_with_its_kind_and_size(self):
        edition()
        found = source("reports/2021/")
        for path in current_site():
            if path.startswith("reports/2021/editions/1/") and not path.endswith("/"):
                link = re.search(f'<a href="{way("reports/2021/", path)}"[^>]*>(.*?)</a>', found)
                assert link, path
        assert re.search(r"全ての表：Excel（\d+ バイト）", found)
        assert '<span class="visually-hidden">業務の届出件数、</span>表のままの形：CSV（' in found

    def test_that_corrects_says_what_and_why(self):
        edition(2021, 1)
        edition(2021, 2, corrections=[CORRECTION, PROSE])
        for address in ("reports/2021/", "reports/2021/editions/2/"):
            found = page(address)
            assert "合計 請求件数 152 153" in found
            assert "（なし） 新しい文&lt;1&gt;" in found
            assert found.count("訂正の理由：受け付けた請求の登録が1件漏れていたため。") == 1
            assert "これは古い版です" not in found

    def test_that_corrects_nothing_does_not_say_so(self):
        edition(2021, 1)
        edition(2021, 2)
        assert "訂正後" not in page("reports/2021/")
        edition(2021, 3, corrections=[CORRECTION])
        assert "第３版（訂正後）" in page("reports/2021/")

    def test_that_was_replaced_stays_and_shows_the_way_to_the_current_one(self):
        edition(2021, 1)
        before = current_site()["reports/2021/editions/1/report.json"].content
        edition(2021, 2, corrections=[CORRECTION])
        found = source("reports/2021/editions/1/")
        assert "これは古い版です" in found
        assert 'href="../../"' in found
        assert 'href="../../#corrections"' in found
        assert current_site()["reports/2021/editions/1/report.json"].content == before
        assert 'href="editions/1/"' in source("reports/2021/")

    def test_the_address_of_the_year_gives_the_current_files(self):
        edition(2021, 1)
        edition(2021, 2, corrections=[CORRECTION])
        site = current_site()
        for name in ("report.pdf", "report.xlsx", "report.json", "long.csv"):
            current, last = site[f"reports/2021/{name}"], site[f"reports/2021/editions/2/{name}"]
            assert current.content == last.content
            assert (current.lasts, last.lasts) == (False, True)

    def test_is_listed_for_programs_with_the_sums_of_its_files(self):
        edition(2021, 1)
        edition(2021, 2, corrections=[CORRECTION])
        site = current_site()
        second, first = json.loads(site["data/catalogue.json"].content)["editions"]
        assert (second["edition"], second["current"]) == (2, True)
        assert (first["edition"], first["current"]) == (1, False)
        for file in first["files"]:
            kept = site[normpath(f"data/{file['href']}")]
            assert (file["sha256"], file["size"]) == (kept.sha256, len(kept.content))


@pytest.mark.django_db
def test_no_page_needs_script_or_knows_an_absolute_address():
    edition(2021, 1)
    edition(2021, 2, corrections=[CORRECTION])
    for path, found in current_site().items():
        if found.media_type.startswith("text/html") and found.lasts is False:
            html = found.content.decode()
            assert "<script" not in html, path
            assert not re.search(r'(href|src)="(/|https?:)', html), path
            assert "style=" not in html
