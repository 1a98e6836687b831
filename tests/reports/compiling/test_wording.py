"""The office's own wording of a paragraph: its placeholders follow the records."""

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Paragraph
from outside_use.models import UseNotice
from reports.compiling.compile import compile_report
from reports.models import Wording
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = FiscalYear(2021)


def paragraph(key="outside_use.grounds") -> str:
    blocks = (block for section in compile_report(YEAR).sections for block in section.blocks)
    found = next(b for b in blocks if isinstance(b, Paragraph) and b.key == key)
    return "".join(map(str, found.content))


def reword(text: str):
    Wording.objects.filter(year=2021).delete()
    factories.wording(year=2021, paragraph="outside_use.grounds", text=text)


def test_the_generated_paragraph_names_every_ground(city):
    factories.use_notice(division=city.residents, ground=factories.ground("本人同意"))
    assert paragraph() == (
        "目的外利用1件の内訳は、本人同意が1件、法令が0件、生命等の保護が0件、"
        "審議会の答申が0件となっています。"
    )


def test_the_offices_wording_takes_its_place(city):
    factories.use_notice(division=city.residents, ground=factories.ground("本人同意"))
    reword("{目的外利用}件のうち、同意によるものは{本人同意}件です。")
    assert paragraph() == "1件のうち、同意によるものは1件です。"


def test_its_numbers_follow_the_records(city):
    reword("同意は{本人同意}件、法令は{法令}件です。")
    notice = factories.use_notice(division=city.residents, ground=factories.ground("本人同意"))
    assert paragraph() == "同意は1件、法令は0件です。"
    notice.ground = factories.ground("法令")
    notice.save()
    assert paragraph() == "同意は0件、法令は1件です。"


def test_a_name_that_no_number_bears_stays_to_be_seen(city):
    factories.use_notice(division=city.residents, ground=factories.ground("本人同意"))
    reword("同意は{同意}件です。")
    assert paragraph() == "同意は{同意}件です。"


def test_the_wording_of_another_year_is_left_alone(city):
    factories.use_notice(division=city.residents, ground=factories.ground("本人同意"))
    factories.wording(year=2020, paragraph="outside_use.grounds", text="別の年度")
    assert "別の年度" not in paragraph()


def test_a_zero_may_be_called_though_the_sentence_leaves_it_out(city):
    factories.disclosure_request(division=city.residents)
    factories.wording(
        year=2021, paragraph="disclosure.requests", text="視聴{視聴}件、処理中{開示請求の処理中}件"
    )
    assert paragraph("disclosure.requests") == "視聴0件、処理中1件"


def test_a_year_without_notices_still_has_its_numbers():
    factories.wording(year=2021, paragraph="outside_use.notices", text="外部提供{外部提供}件")
    assert paragraph("outside_use.notices") == "外部提供0件"


def test_a_word_of_the_law_that_changes_leaves_the_placeholder_its_name(city):
    factories.use_notice(division=city.residents, ground=factories.ground("本人同意"))
    regime = factories.regime()
    regime.use_word = "目的外の利用"
    regime.save()
    reword("{目的外利用}件")
    assert paragraph() == "1件"


def test_the_sample_uses_the_citys_own_wording(reiwa3):
    assert "ワクチン接種業務においてコロナ禍の影響に対応するために" in paragraph()
    UseNotice.objects.filter(ground__name="法令").first().delete()
    assert "目的外利用11件の内訳" in paragraph()
    assert "法律に基づくものが2件" in paragraph()
