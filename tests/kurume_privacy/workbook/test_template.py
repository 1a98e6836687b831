"""The workbook to fill in: its header, its lists, what it explains; and that it is taken in."""

from datetime import date
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command

from kurume_privacy.models import ExemptionClause, Outcome, RequestKind, Role
from kurume_privacy.workbook.importing import Status, check
from kurume_privacy.workbook.template import LONGEST_PROMPT, write_template, write_template_csv
from kurume_privacy.xlsx.cells import folded
from kurume_privacy.xlsx.own_sheets import CHOICES, HOW
from kurume_privacy.xlsx.reading import FileRefused, open_grid
from reports.desk.ledgers import SHEETS
from tests import factories
from tests.factories import ACT, ASSEMBLY, DAY, FIRST_DAY_OF_ACT, ORDINANCE
from tests.kurume_privacy.workbook.written import book_of, csv_rows, formulas, values

pytestmark = pytest.mark.django_db
KINDS = {sheet.key: sheet for sheet in SHEETS}
NOTICES, REQUESTS = KINDS["usenotice"], KINDS["disclosurerequest"]
KEYS = sorted(KINDS)
OF_LAW = {"請求の種類": RequestKind, "処理の区分": Outcome, "該当号": ExemptionClause}


def names_under(heading, law):
    """Return what a law calls the rows of a list, in its order."""
    return [str(row) for row in OF_LAW[heading].objects.filter(regime__name__in=law)]


@pytest.fixture
def office(city):
    """Somebody of the office; the city has its divisions."""
    return factories.user("office", Role.OFFICE)


def template(sheet, user=None, today=None):
    file = BytesIO()
    write_template(file, sheet, user, today)
    return file.getvalue()


def heads(page):
    """Return the letters of the columns by what heads them."""
    return {cell.value: cell.column_letter for cell in page[1]}


def validations(page, heading):
    """Return what the cells below a heading ask for."""
    letter = heads(page)[heading]
    return next(
        each
        for each in page.data_validations.dataValidation
        if str(each.sqref).startswith(f"{letter}2:")
    )


def offered(book, heading):
    """Return the choices of a column, found as Excel finds them."""
    formula = validations(book.worksheets[0], heading).formula1
    name, _, cells = formula.replace("$", "").partition("!")
    return [row[0].value for row in book[name.strip("'")][cells]]


def explained(book):
    """Return what 書き方 says of each column: {heading: (of what, 必須, how, example)}."""
    rows = values(book[HOW])
    top = next(place for place, row in enumerate(rows) if row[0] == "見出し")
    return {row[0]: tuple(cell or "" for cell in row[1:]) for row in rows[top + 1 :]}


class TestTheSheetToFillIn:
    @pytest.mark.parametrize("key", KEYS)
    def test_it_is_the_ledgers_header_and_nothing_else(self, office, key):
        book = book_of(template(KINDS[key], office))
        page = book.worksheets[0]
        assert page.title == KINDS[key].name
        assert values(page) == [[column.heading for column in KINDS[key].columns]]
        assert page.freeze_panes == "A2"

    @pytest.mark.parametrize("key", KEYS)
    def test_nothing_in_it_is_a_formula(self, office, key):
        assert formulas(template(KINDS[key], office)) == []

    def test_what_every_record_needs_stands_out(self, office):
        page = book_of(template(NOTICES, office)).worksheets[0]
        coloured = {cell.value for cell in page[1] if cell.fill.fgColor.rgb == "00FFE8B8"}
        assert coloured == {"届出日", "区分", "所管課"}

    def test_dates_are_shown_in_their_era_and_short_texts_stay_texts(self, office):
        page = book_of(template(NOTICES, office)).worksheets[0]
        formats = {
            heading: page.column_dimensions[letter].number_format
            for heading, letter in heads(page).items()
        }
        assert "ggge" in formats["届出日"]
        assert formats["提供先"] == "@"
        assert formats["届出番号"] == formats["区分"] == "General"

    def test_a_cell_says_what_it_takes_while_it_is_filled_in(self, office):
        page = book_of(template(NOTICES, office)).worksheets[0]
        day = validations(page, "届出日")
        assert day.promptTitle == "届出日"
        assert day.prompt.startswith("※必須。\n例：令和3年4月20日")
        assert day.showInputMessage

    def test_dates_may_be_typed_in_any_manner(self, office):
        assert validations(book_of(template(NOTICES, office)).worksheets[0], "届出日").type is None

    @pytest.mark.parametrize("key", KEYS)
    def test_no_explanation_is_longer_than_excel_shows(self, office, key):
        for page in book_of(template(KINDS[key], office)):
            for each in page.data_validations.dataValidation:
                assert len(each.prompt or "") <= LONGEST_PROMPT
                assert len(each.promptTitle) <= 32


class TestTheChoices:
    def test_a_list_offers_them(self, office):
        book = book_of(template(NOTICES, office, DAY))
        assert offered(book, "区分") == ["目的外利用", "外部提供"]
        assert offered(book, "所管課の実施機関") == ["市長", "教育委員会"]
        assert "本人同意" in offered(book, "根拠")

    def test_the_divisions_are_those_that_the_user_may_enter_for(self, office, city):
        clerk = factories.user("clerk", division=city.residents)
        assert offered(book_of(template(NOTICES, clerk)), "所管課") == ["市民文化部市民課"]
        assert len(offered(book_of(template(NOTICES, office)), "所管課")) == 4

    @pytest.mark.parametrize("heading", ["請求の種類", "処理の区分", "該当号"])
    @pytest.mark.parametrize(
        ("day", "law", "others"),
        [(DAY, [ORDINANCE], [ACT, ASSEMBLY]), (FIRST_DAY_OF_ACT, [ACT, ASSEMBLY], [ORDINANCE])],
    )
    def test_todays_law_comes_first_and_the_other_bears_its_name(
        self, office, heading, day, law, others
    ):
        offer = offered(book_of(template(REQUESTS, office, day)), heading)
        own = [name for name in offer if "（" not in name]
        assert own == list(dict.fromkeys(names_under(heading, law)))
        assert offer == [*own, *(f"{name}（{other}）" for other in others
                                 for name in names_under(heading, [other])
                                 if name not in own)]  # fmt: skip

    def test_grounds_too(self, office):
        offer = offered(book_of(template(NOTICES, office, FIRST_DAY_OF_ACT)), "根拠")
        assert offer[0] == "法令"
        assert offer[-1] == f"審議会の答申（{ORDINANCE}）"

    def test_what_is_not_offered_can_be_typed_after_a_warning(self, office):
        division = validations(book_of(template(NOTICES, office)).worksheets[0], "所管課")
        assert (division.type, division.errorStyle) == ("list", "warning")

    def test_where_several_may_be_named_nothing_is_said_against_it(self, office):
        clauses = validations(book_of(template(REQUESTS, office)).worksheets[0], "該当号")
        assert clauses.type == "list"
        assert not clauses.showErrorMessage
        assert "「、」で区切ります" in clauses.prompt

    def test_a_column_without_choices_has_no_list(self, office):
        assert validations(book_of(template(NOTICES, office)).worksheets[0], "提供先").type is None

    def test_a_ledger_without_choices_has_no_sheet_of_them(self, office):
        assert book_of(template(KINDS["training"], office)).sheetnames == [
            "職員研修及び意識啓発",
            HOW,
        ]

    def test_a_name_that_looks_like_a_formula_is_none(self, office):
        factories.division("=1+1", "総務部")
        content = template(NOTICES, office)
        assert "総務部=1+1" in offered(book_of(content), "所管課")
        assert formulas(content) == []


class TestTheExplanation:
    @pytest.mark.parametrize("key", KEYS)
    def test_every_column_is_explained(self, office, key):
        found = explained(book_of(template(KINDS[key], office)))
        assert list(found) == [column.heading for column in KINDS[key].columns]

    def test_it_says_what_is_needed_how_it_is_written_and_an_example(self, office):
        found = explained(book_of(template(REQUESTS, office)))
        assert found["受付日"][:2] == ("開示等請求", "必須")
        assert "R3.4.20" in found["受付日"][2]
        assert found["受付日"][3] == "令和3年4月20日"
        assert found["処理の区分"][:2] == ("処理", "処理を書くとき必須")
        assert found["枚数"][1] == ""

    def test_it_says_the_three_steps_and_how_a_record_goes_on(self, office):
        words = "\n".join(str(row[0]) for row in values(book_of(template(REQUESTS, office))[HOW]))
        assert all(f"\n{number}　" in words for number in (1, 2, 3))
        assert "処理、補正、第三者の意見が2つ以上ある記録は、すぐ下の行に続けて" in words

    def test_a_ledger_of_single_lines_does_not_speak_of_further_ones(self, office):
        words = str(values(book_of(template(NOTICES, office))[HOW]))
        assert "2つ以上ある記録" not in words

    def test_the_sheets_stand_in_the_order_of_their_use(self, office):
        names = book_of(template(NOTICES, office)).sheetnames
        assert names == ["目的外利用・外部提供の届出", HOW, CHOICES]


class TestCsv:
    @pytest.mark.parametrize("key", KEYS)
    def test_it_is_the_header_alone(self, db, key):
        file = BytesIO()
        write_template_csv(file, KINDS[key])
        assert file.getvalue().startswith(b"\xef\xbb\xbf")
        assert csv_rows(file.getvalue()) == [[column.heading for column in KINDS[key].columns]]


class TestTakenIn:
    @pytest.mark.parametrize("key", KEYS)
    def test_untouched_it_has_no_records(self, office, key):
        with pytest.raises(FileRefused, match="記録の行がありません"):
            check(KINDS[key], template(KINDS[key], office), "様式.xlsx", office)

    @pytest.mark.parametrize("key", KEYS)
    def test_the_sheet_to_fill_in_is_the_one_that_is_read(self, office, key):
        grid = open_grid(template(KINDS[key], office), "様式.xlsx", KINDS[key].knows)
        assert (grid.sheet, grid.heading_line) == (KINDS[key].name, 1)
        assert {folded(heading.text) for heading in grid.headings} == {
            folded(column.heading) for column in KINDS[key].columns
        }

    def test_filled_in_it_is_a_new_record(self, office):
        book = book_of(template(NOTICES, office))
        page = book.worksheets[0]
        filled = {"届出日": date(2021, 4, 20), "区分": "外部提供", "所管課": "総務部総務課"}
        for heading, value in (filled | {"提供先": "福岡県"}).items():
            page[f"{heads(page)[heading]}2"] = value
        file = BytesIO()
        book.save(file)
        result = check(NOTICES, file.getvalue(), "様式.xlsx", office)
        assert [outcome.status for outcome in result.outcomes] == [Status.NEW]
        assert list(result.problems) == []


class TestTheCommand:
    def test_it_writes_the_workbook(self, city, tmp_path, capsys):
        call_command("import_template", "usenotice", str(tmp_path / "様式.xlsx"))
        assert "目的外利用・外部提供の届出の様式" in capsys.readouterr().out
        book = book_of((tmp_path / "様式.xlsx").read_bytes())
        assert len(offered(book, "所管課")) == 4

    def test_it_writes_csv(self, city, tmp_path):
        call_command("import_template", "training", str(tmp_path / "様式.CSV"))
        assert csv_rows((tmp_path / "様式.CSV").read_bytes())[0][:2] == ["実施月", "内容"]

    def test_it_names_the_kinds_there_are(self, db, tmp_path):
        with pytest.raises(CommandError) as refusal:
            call_command("import_template", "notice", str(tmp_path / "様式.xlsx"))
        for key, sheet in KINDS.items():
            assert key in str(refusal.value)
            assert sheet.name in str(refusal.value)

    def test_what_somebody_may_have_filled_in_stays(self, city, tmp_path):
        file = tmp_path / "様式.xlsx"
        file.write_text("記入済み")
        with pytest.raises(CommandError, match="既にあります"):
            call_command("import_template", "usenotice", str(file))
        assert file.read_text() == "記入済み"

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [("様式.ods", "名前の終わりを"), ("ない/様式.xlsx", "書き出せません")],
    )
    def test_it_says_why_it_cannot_write(self, city, tmp_path, name, sentence):
        with pytest.raises(CommandError, match=sentence):
            call_command("import_template", "usenotice", str(tmp_path / name))
