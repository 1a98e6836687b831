"""The desk of 報告書の文: the office's own words, and the names of numbers it may call."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.export import Export
from kurume_privacy.document.structure import Paragraph
from kurume_privacy.models import Role, User
from kurume_privacy.records import history
from kurume_privacy.workbook.importing import take_in
from kurume_privacy.xlsx.writing import write_csv
from reports.compiling.compile import compile_report, generated_paragraphs
from reports.desk.ledgers import KINDS
from reports.models import Wording, wordable
from tests import factories
from tests.factories import DAY

pytestmark = pytest.mark.django_db
LIST = "/desk/publication/wordings/"
NEW = f"{LIST}new/"
GROUNDS = "目的外利用{目的外利用}件のうち、本人同意は{本人同意}件です。"
SENT = {"year": "R3", "paragraph": "outside_use.grounds", "text": GROUNDS}


@pytest.fixture
def office(client, city):
    client.force_login(factories.user("office", Role.OFFICE))
    return client


@pytest.fixture
def used(city):
    """A year in which something was used beyond its purpose, so that its grounds are counted."""
    return factories.use_notice(notified_on=DAY)


def printed():
    """Return the paragraphs of the report of 令和3年度 as they will be read, by key."""
    sections = compile_report(FiscalYear(2021)).sections
    blocks = (block for section in sections for block in section.blocks)
    paragraphs = (block for block in blocks if isinstance(block, Paragraph))
    return {block.key: "".join(map(str, block.content)) for block in paragraphs}


def errors(office, **fields):
    response = office.post(NEW, SENT | fields)
    assert response.status_code == 422
    return [(where, sentence) for _, where, sentence in response.context["errors"]]


def test_a_wording_is_entered_and_stands_in_the_report(office, used):
    assert office.post(NEW, SENT).status_code == 302
    assert str(Wording.objects.get()) == "令和3年度 3 目的外利用の根拠の内訳"
    assert printed()["outside_use.grounds"] == "目的外利用1件のうち、本人同意は0件です。"


def test_an_unknown_name_is_refused_and_named(office, used):
    ((where, sentence),) = errors(office, text="{本人同意}件と{法律}件と{法律}件と{数}件")
    assert where == "文"
    assert sentence.startswith("この段落には、{法律}、{数}という名前の数はありません。")
    assert "使える名前：{目的外利用}" in sentence
    assert "{本人同意}" in sentence


def test_a_name_of_another_paragraph_is_unknown_here(office, used):
    said = errors(office, paragraph="council.sessions", text="{本人同意}件、{開催回数}回")
    assert said == [
        (
            "文",
            "この段落には、{本人同意}という名前の数はありません。使える名前：{開催回数}",
        )
    ]


def test_a_paragraph_without_numbers_has_no_names(office):
    ((_, sentence),) = errors(office, paragraph="publication.notice", text="{件数}件")
    assert sentence.endswith("使える名前：ありません")


def test_a_paragraph_that_the_year_lacks_yet_cannot_be_judged(office):
    assert "outside_use.grounds" not in generated_paragraphs(FiscalYear(2021))
    assert office.post(NEW, SENT | {"text": "{何か}件"}).status_code == 302


def test_words_for_a_paragraph_that_the_year_lacks_stay_in_their_form(office):
    stored = factories.wording(text=GROUNDS)
    page = f"{LIST}{stored.pk}/edit/"
    assert office.get(page).context["form"]["text"].value() == GROUNDS
    assert office.post(page, SENT | {"version": history.version(stored)}).status_code == 302
    assert Wording.objects.get().text == GROUNDS


def test_braces_that_do_not_pair_are_refused(office, used):
    assert errors(office, text="本人同意{件") == [
        ("文", "かっこ{ }は、名前を挟んで対にしてください。")
    ]


@pytest.mark.parametrize("year", ["", "去年"])
def test_without_a_year_only_the_year_is_asked_for(office, used, year):
    assert [where for where, _ in errors(office, year=year)] == ["年度"]


def test_a_paragraph_is_worded_once_a_year(office, used):
    factories.wording()
    assert errors(office) == [("段落", "この年度のこの段落には、既に文があります。")]


def test_the_form_explains_each_paragraph_and_its_names(office, used):
    shown = office.get(NEW, {"year": "2021"}).content.decode()
    assert "令和3年度の段落と、使える名前" in shown
    for title in wordable().values():
        assert f"<h2>{title}</h2>" in shown
    assert "<code>{本人同意}</code>" in shown
    assert "目的外利用{目的外利用}件の内訳は、" in shown


def test_the_form_of_a_stored_wording_explains_its_own_year(office, used):
    edit = reverse("reports:wording_update", args=[factories.wording(year=2021).pk])
    assert "令和3年度の段落と、使える名前" in office.get(edit).content.decode()


def test_the_generated_text_is_accepted_as_the_offices_own(office, used):
    generated = printed()
    for number, known in enumerate(office.get(NEW, {"year": "2021"}).context["form"].known()):
        paragraph = next(key for key, title in wordable().items() if title == known.title)
        sent = {"year": "2021", "paragraph": paragraph, "text": known.generated}
        assert office.post(NEW, sent).status_code == 302
        assert Wording.objects.count() == number + 1
    assert printed() == generated


def test_from_the_draft_a_wording_begins_with_the_generated_text(office, used):
    way = reverse("reports:draft_wording", args=[2021, "outside_use.grounds"])
    form = office.get(way, follow=True).context["form"]
    typed = form["text"].value()
    assert typed.startswith("目的外利用{目的外利用}件の内訳は、")
    assert office.post(NEW, SENT | {"text": typed}).status_code == 302


def test_a_file_from_before_a_word_of_the_law_changed_changes_no_number(office, used):
    assert office.post(NEW, SENT).status_code == 302
    before, sheet, file = printed(), KINDS["wording"], BytesIO()
    write_csv(file, Export(sheet, Wording.objects.all(), False, timezone.localtime()).ledger)
    ground = factories.ground("本人同意")
    ground.name = "同意"
    ground.save()
    user = User.objects.get(username="office")
    take_in(sheet, file.getvalue(), "文.csv", user, "取込み")
    assert printed() == before
    assert "{本人同意}" in Wording.objects.get().text


def saved_as_shown(office):
    """Return the one wording after its form was opened and saved as it was."""
    wording = Wording.objects.get()
    edit = reverse("reports:wording_update", args=[wording.pk])
    shown = office.get(edit).context
    sent = {name: shown["form"][name].value() for name in SENT} | {"version": shown["version"]}
    assert office.post(edit, sent).status_code == 302
    wording.refresh_from_db()
    return wording


def test_what_a_name_stands_for_is_kept_though_only_saved_as_it_was(office, used):
    factories.wording(text=GROUNDS)  # as an upgrade finds it
    wording = saved_as_shown(office)
    assert {*wording.numbers} == {"目的外利用", "本人同意"}
    assert wording.text == GROUNDS


def test_what_is_saved_as_it_was_shown_has_the_names_of_today(office, used):
    assert office.post(NEW, SENT).status_code == 302
    before, ground = printed(), factories.ground("本人同意")
    ground.name = "同意"
    ground.save()
    assert saved_as_shown(office).text == GROUNDS.replace("{本人同意}", "{同意}")
    assert printed() == before


def test_what_is_saved_twice_is_changed_once(office, used):
    assert office.post(NEW, SENT).status_code == 302
    assert saved_as_shown(office).history.count() == 1


def test_an_old_name_is_previewed_as_the_number_it_stood_for(office, used):
    assert office.post(NEW, SENT).status_code == 302
    ground = factories.ground("本人同意")
    ground.name = "同意"
    ground.save()
    edit = reverse("reports:wording_update", args=[Wording.objects.get().pk])
    assert "{同意}" in office.get(edit).context["form"]["text"].value()
    previewed = office.post(edit, SENT | {"preview": ""}).context["form"].preview()
    assert "".join(map(str, previewed)) == printed()["outside_use.grounds"]


def test_a_copy_takes_the_words_to_another_year(office, used):
    wording = factories.wording()
    form = office.get(NEW, {"copy": wording.pk}).context["form"]
    assert (form["year"].value(), form["text"].value()) == (None, wording.text)


def test_the_list_is_filtered(office):
    factories.wording(year=2020, paragraph="council.sessions", text="審議会は{開催回数}回です。")
    factories.wording(year=2021)

    def listed(**asked):
        return [row.record.year for row in office.get(LIST, asked).context["table"].rows]

    assert listed() == [2021, 2020]
    assert listed(year="2020") == [2020]
    assert listed(paragraph="outside_use.grounds") == [2021]
    assert listed(q="開催") == [2020]


def test_the_list_takes_few_queries(office, django_assert_max_num_queries):
    for year in range(1990, 2020):
        factories.wording(year=year)
    with django_assert_max_num_queries(12):
        assert office.get(LIST).status_code == 200


def test_a_clerk_words_nothing(client, city):
    wording = factories.wording()
    client.force_login(factories.user("clerk"))
    assert client.get(LIST).status_code == 403
    assert client.get(NEW).status_code == 403
    assert client.get(wording.get_absolute_url()).status_code == 404
