"""The form of a wording begins with what the paragraph says today, and lists its names beside."""

import pytest
from django.urls import reverse

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Role
from reports.compiling.compile import compile_report
from reports.desk.forms import WordingForm
from reports.edition.paragraphs import paragraph_of
from reports.models import Wording, wordable
from tests import factories
from tests.desk import log_in_as
from tests.factories import DAY

pytestmark = pytest.mark.django_db
NEW = "/desk/publication/wordings/new/"
GROUNDS, COUNCIL = "outside_use.grounds", "council.sessions"
OWN = "目的外利用{目的外利用}件のうち、本人同意は{本人同意}件です。"


@pytest.fixture
def office(city):
    return log_in_as("office", Role.OFFICE)


@pytest.fixture
def used(city):
    """A year in which something was used beyond its purpose, so that its grounds are counted."""
    return factories.use_notice(notified_on=DAY)


def previewed(office, address=NEW, **sent):
    """Return the form as 表示を確認 shows it; nothing is saved by that."""
    before = Wording.objects.count()
    form = office.post(address, {"preview": "1", "text": ""} | sent).context["form"]
    assert Wording.objects.count() == before
    return form


class TestTheSentenceOfToday:
    """It is in the box, unless somebody typed there."""

    def test_comes_with_the_paragraph_that_is_chosen(self, office, used):
        form = previewed(office, year="R3", paragraph=COUNCIL)
        assert form["text"].value() == form.loaded == form.sentence(COUNCIL)
        assert "開催しませんでした" in form["text"].value()

    def test_gives_way_to_that_of_another_paragraph_or_year(self, office, used):
        factories.council_session(2022)
        loaded = previewed(office, year="R3", paragraph=COUNCIL).loaded
        sent = {"text": loaded.replace("。", "。\r\n"), "loaded": loaded}
        other = previewed(office, year="R3", paragraph=GROUNDS, **sent)
        assert other["text"].value().startswith("目的外利用{目的外利用}件の内訳は、")
        later = previewed(office, year="R4", paragraph=COUNCIL, **sent)
        assert "{開催回数}回開催しました" in later["text"].value()

    def test_never_takes_the_place_of_what_was_typed(self, office, used):
        typed = {"text": "担当課の文", "loaded": "前に入った文"}
        form = previewed(office, year="R3", paragraph=COUNCIL, **typed)
        assert form["text"].value() == "担当課の文"

    def test_is_nothing_where_the_year_has_no_such_paragraph(self, office):
        form = previewed(office, year="R3", paragraph=GROUNDS)
        assert form["text"].value() == form.loaded == ""
        assert form.chosen() is None

    def test_is_the_offices_own_where_that_is_stored(self, office, used):
        stored = factories.wording(text=OWN)
        form = previewed(office, year="R3", paragraph=GROUNDS)
        assert form["text"].value() == OWN
        assert form.known_already == stored

    def test_stays_that_of_a_stored_record_whatever_is_chosen(self, office, used):
        stored = factories.wording(text=OWN)
        edit = reverse("reports:wording_update", args=[stored.pk])
        form = previewed(office, edit, year="R3", paragraph=COUNCIL, text=OWN)
        assert form["text"].value() == OWN
        assert form.known_already is None

    def test_gives_way_to_the_words_of_a_copy(self, office, used):
        form = office.get(NEW, {"copy": factories.wording(text=OWN).pk}).context["form"]
        assert (form["text"].value(), form.loaded) == (OWN, "")

    @pytest.mark.parametrize("paragraph", list(wordable()))
    def test_is_in_the_box_from_the_draft_on_of_each_paragraph(self, office, used, paragraph):
        way = reverse("reports:draft_wording", args=[2021, paragraph])
        page = office.get(way, follow=True)
        form, report = page.context["form"], compile_report(FiscalYear(2021))
        assert form["text"].value()
        assert "".join(map(str, form.preview())) == paragraph_of(report, paragraph)
        assert "表示（今の数で作ると）" in page.content.decode()

    def test_is_not_asked_for_where_no_paragraph_is_known(self, city, django_assert_num_queries):
        with django_assert_num_queries(0):
            WordingForm()


def test_the_names_stand_beside_the_text_with_their_numbers_zeros_folded(office, used):
    page = office.get(NEW, {"year": "2021", "paragraph": GROUNDS})
    beside = page.content.decode().partition("data-wording-beside")[2]
    counted, _, zeros = beside.partition("<details>")
    assert 'data-insert="{目的外利用}"' in counted
    assert 'data-insert="{本人同意}"' in zeros
    assert "今は0のもの（3）" in zeros


def test_names_are_not_folded_where_all_of_them_are_noughts(office):
    page = office.get(NEW, {"year": "2021", "paragraph": "registrations.notices"})
    beside = page.content.decode().partition("data-wording-beside")[2]
    assert 'data-insert="{登録}"' in beside
    assert "<details" not in beside


def test_a_paragraph_without_numbers_has_no_names(office):
    page = office.get(NEW, {"year": "2021", "paragraph": "publication.notice"})
    beside = page.content.decode().partition("data-wording-beside")[2]
    assert "data-insert=" not in beside
    assert "ありません。" in beside
