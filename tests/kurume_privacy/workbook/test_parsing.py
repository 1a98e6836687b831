"""What a cell says is read as if somebody had typed it: dates, numbers, words, and names."""

from datetime import date, datetime

import pytest

from kurume_privacy.models import Role
from kurume_privacy.workbook.parsing import CellParser, Unreadable
from kurume_privacy.xlsx.cells import Wrong
from tests import factories
from tests.excel import KINDS
from tests.factories import ACT, ORDINANCE

pytestmark = pytest.mark.django_db
DAY = date(2021, 4, 20)


class Cells:
    """The cells of a ledger, as the office would fill them in."""

    def __init__(self, kind):
        self.sheet = KINDS[kind]
        self.parser = CellParser(self.sheet, factories.user("office", Role.OFFICE))

    def read(self, identifier, cell, day=DAY, agency=""):
        """Return what the field of a column makes of a cell."""
        column = next(each for each in self.sheet.columns if each.identifier == identifier)
        sent = self.parser.sent(column, cell, day, agency)
        field = self.parser.fields[column.path]
        return field.clean(sent if hasattr(field, "_check_values") else (sent or [None])[0])

    def refused(self, identifier, cell, day=DAY, agency=""):
        """Return the sentence that a cell is refused with."""
        with pytest.raises(Unreadable) as refusal:
            self.read(identifier, cell, day, agency)
        return str(refusal.value)


@pytest.fixture
def requests(city):
    return Cells("disclosurerequest")


@pytest.fixture
def notices(city):
    return Cells("usenotice")


class TestDates:
    @pytest.mark.parametrize(
        "cell",
        [
            DAY,
            datetime(2021, 4, 20),
            datetime(2021, 4, 20, 13, 30),
            44306,  # as Excel counts the days
            44306.0,
            44306.5,
            "44306",
            "令和3年4月20日",
            "令和３年４月２０日",
            " 令和 3年\n4月 20日 ",
            "R3.4.20",
            "Ｒ３．４．２０",
            "r3/4/20",
            "令3-4-20",
            "2021/4/20",
            "2021-04-20",
            "20210420",
            20210420,
            20210420.0,
        ],
    )
    def test_in_all_usual_manners(self, notices, cell):
        assert notices.read("notified_on", cell) == DAY

    def test_of_other_eras(self, notices):
        assert notices.read("notified_on", "平成元年1月8日") == date(1989, 1, 8)
        assert notices.read("notified_on", "S64.1.7") == date(1989, 1, 7)

    def test_months(self, city):
        trainings = Cells("training")
        for cell in ("令和3年4月", "R3.4", "2021/4", date(2021, 4, 1), datetime(2021, 4, 20)):
            assert trainings.read("month", cell) == date(2021, 4, 1)

    def test_years(self, city):
        sessions = Cells("councilsession")
        for cell in ("令和3年度", "令和３", "R3", "2021", 2021, 2021.0, "２０２１年度"):
            assert sessions.read("year", cell) == 2021


class TestNumbers:
    @pytest.mark.parametrize("cell", [12, 12.0, "12", "１２", " 12 ", "12.0"])
    def test_as_numbers_and_as_text(self, notices, cell):
        assert notices.read("number", cell) == 12

    def test_money_with_its_commas(self, requests):
        assert requests.read("dispositions.fee", 1200) == 1200


class TestText:
    def test_stays_as_it_is(self, notices):
        for text in ("ｶﾌﾞｼｷｶﾞｲｼｬ㈱", "神社", "Ａ１", "氏名\n住所", "=1+1", "001"):
            assert notices.read("items", text) == text

    def test_loses_the_blanks_around_it(self, notices):
        assert notices.read("recipient", "　福岡県 \n") == "福岡県"

    def test_a_number_is_written_as_somebody_would(self, notices):
        assert notices.read("recipient", 12.0) == "12"
        assert notices.read("recipient", 1.5) == "1.5"

    def test_an_error_of_excel_says_so(self, notices):
        assert notices.refused("recipient", Wrong("エラー値です。")) == "エラー値です。"


class TestChoices:
    @pytest.mark.parametrize("cell", ["外部提供", " 外部 提供\n", "external_provision"])
    def test_by_their_words_and_by_their_value(self, notices, cell):
        assert notices.read("kind", cell) == "external_provision"

    def test_an_unknown_one_says_which_there_are(self, notices):
        assert notices.refused("kind", "内部提供") == (
            "「内部提供」は選べません。次のどれかにしてください：目的外利用、外部提供"
        )

    @pytest.mark.parametrize("cell", [True, "はい", "○", "有", "あり", "TRUE", 1, "１", "◯"])
    def test_yes(self, city, cell):
        assert Cells("publicnotice").read("on_website", cell) is True

    @pytest.mark.parametrize("cell", [False, "いいえ", "×", "無", "なし", "false", 0, None, ""])
    def test_no(self, city, cell):
        assert Cells("publicnotice").read("on_website", cell) is False

    def test_neither(self, city):
        sentence = "「たぶん」は、「はい」か「いいえ」にしてください。"
        assert Cells("publicnotice").refused("on_website", "たぶん") == sentence


class TestLaw:
    def test_a_row_is_that_of_the_law_of_the_day(self, requests):
        assert requests.read("kind", "開示") == factories.kind("開示", ORDINANCE)
        of_act = requests.read("kind", "開示", date(2023, 4, 1))
        assert of_act == factories.kind("開示", ACT)

    @pytest.mark.parametrize(
        "cell",
        [
            "第1号、第6号",
            "第１号，第６号",
            "1・6",
            "1 6",
            "１号\n６号",
            "6/1",
            "第6号、第1号、第6号",
        ],
    )
    def test_several_clauses(self, requests, cell):
        found = requests.read("dispositions.clauses", cell)
        assert {row.number for row in found} == {1, 6}

    def test_a_single_clause_as_a_number(self, requests):
        found = requests.read("dispositions.clauses", 6.0)
        assert [row.number for row in found] == [6]

    def test_no_clause(self, requests):
        assert list(requests.read("dispositions.clauses", None)) == []

    def test_a_ground_by_its_name_or_its_article(self, notices):
        ground = factories.ground("法令")
        for cell in ("法令", ground.citation, f"{ground.name}（{ground.citation}）"):
            assert notices.read("ground", cell) == ground

    def test_an_unknown_name_suggests_the_nearest(self, notices):
        assert notices.refused("ground", "本人の同意") == (
            "「本人の同意」は、根拠にありません。「本人同意」ではありませんか。"
        )

    def test_only_what_the_law_of_the_day_has_is_suggested(self, requests):
        said = {
            day: requests.refused("dispositions.clauses", "第8", day)
            for day in (DAY, date(2023, 4, 1))
        }
        assert said[DAY].endswith("「第8号」ではありませんか。")
        assert "第8号" not in said[date(2023, 4, 1)]

    @pytest.mark.parametrize(
        ("column", "name"),
        [("kind", "消去"), ("dispositions.outcome", "一部承諾"), ("method", "閲覧")],
    )
    def test_a_row_is_read_by_its_name_with_that_of_its_law(self, requests, column, name):
        row = requests.read(column, f"{name}（{ORDINANCE}）")
        assert (row.name, row.regime.name) == (name, ORDINANCE)

    def test_clauses_are_read_so_too(self, requests):
        found = requests.read("dispositions.clauses", f"第4号（{ORDINANCE}）、第1号")
        assert {row.number for row in found} == {1, 4}

    def test_what_is_like_nothing_suggests_nothing(self, notices):
        assert notices.refused("ground", "ｘｙｚ") == "「ｘｙｚ」は、根拠にありません。"


class TestDivisions:
    @pytest.mark.parametrize(
        "cell",
        ["総務部総務課", "総務部　総務課", "総務部\n総務課", "市長 総務部総務課", "総務課"],
    )
    def test_in_short_and_in_full(self, notices, city, cell):
        assert notices.read("division", cell) == city.general_affairs

    def test_whose_names_differ_only_in_width(self, city):
        latin, katakana = factories.division("ＩＴ推進課"), factories.division("サービス課")
        cells = Cells("usenotice")
        for cell in ("IT推進課", "ＩＴ推進課", "it推進課"):
            assert cells.read("division", cell) == latin
        assert cells.read("division", "ｻｰﾋﾞｽ課") == katakana

    def test_an_ambiguous_name_lists_them_all(self, city):
        factories.division("総務課", "総務部", "教育委員会")
        assert Cells("usenotice").refused("division", "総務部総務課") == (
            "「総務部総務課」は2つ以上あります。どれかを書いてください："
            "市長 総務部総務課、教育委員会 総務部総務課"
        )

    def test_the_agency_beside_it_tells_them_apart(self, city):
        other = factories.division("総務課", "総務部", "教育委員会")
        cells = Cells("usenotice")
        assert cells.read("division", "総務部総務課", agency="教育 委員会") == other
        assert cells.read("division", "総務課", agency="市長") == city.general_affairs

    def test_an_agency_that_has_none_of_the_name(self, notices):
        assert notices.refused("division", "総務部総務課", agency="議会") == (
            "「議会」に「総務部総務課」はありません。"
        )

    def test_a_near_miss_is_suggested(self, notices):
        assert notices.refused("division", "総務部総務科") == (
            "「総務部総務科」は、所管課にありません。「総務部総務課」ではありませんか。"
        )

    def test_a_long_text_is_quoted_in_part(self, notices):
        assert notices.refused("division", "長" * 99).startswith(f"「{'長' * 30}…」は、")


class TestOldNames:
    @pytest.fixture
    def renamed(self, city):
        """The same short name before and after a day, in two departments."""
        old = factories.division("統計課", "旧総務部", valid_until=date(2021, 3, 31))
        new = factories.division("統計課", "企画部", valid_from=date(2021, 4, 1))
        return old, new

    def test_mean_the_division_of_the_day(self, renamed):
        cells = Cells("usenotice")
        old, new = renamed
        assert cells.read("division", "統計課", date(2021, 3, 31)) == old
        assert cells.read("division", "統計課", date(2021, 4, 1)) == new

    def test_that_ended_are_found_for_the_form_to_say_so(self, renamed):
        assert Cells("usenotice").read("division", "旧総務部統計課", DAY) == renamed[0]
