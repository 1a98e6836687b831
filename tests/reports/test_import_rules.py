"""What an import recognises, draws, suspects and leaves alone, whatever the ledger."""

import pytest

from kurume_privacy.models import Role
from kurume_privacy.xlsx.reading import FileRefused
from outside_use.models import UseNotice
from reports.models import Training
from tests import factories
from tests.excel import checked, said, statuses, taken_in, workbook
from tests.reports.notice_files import HEADINGS, line, look, notices, stored, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city):
    return factories.user("office", Role.OFFICE)


class TestByNumber:
    def test_a_number_that_is_not_there_is_new(self, office):
        assert statuses(take(office, line(12))) == ["新規"]
        assert stored() == {12: "福岡県"}

    def test_a_second_time_changes_nothing(self, office):
        take(office, line(12), line(13, "国"))
        histories = UseNotice.history.count()
        assert statuses(take(office, line(12), line(13, "国"))) == ["変更なし", "変更なし"]
        assert UseNotice.history.count() == histories

    def test_one_that_is_there_is_changed_where_the_file_says_otherwise(self, office):
        take(office, line(12), line(13, "国"))
        findings = take(office, line(12), line(13, "佐賀県"))
        assert statuses(findings) == ["変更なし", "変更"]
        (change,) = findings.outcomes[1].changes
        assert change == ("提供先", "国", "佐賀県")
        assert stored() == {12: "福岡県", 13: "佐賀県"}

    def test_the_same_number_of_another_year_is_another_record(self, office):
        take(office, line(12), line(12, day="R4.4.1"))
        assert UseNotice.objects.count() == 2

    def test_a_date_that_is_not_of_the_year_beside_it_is_refused(self, office):
        take(office, line(12), line(12, "国", day="R4.4.1"))
        content = workbook((*HEADINGS, "年度"), (*line(12, "佐賀県", day="R4.6.2"), "令和3年度"))
        findings = checked("usenotice", content, office)
        ((row, heading, sentence),) = said(findings)
        assert (row, heading) == (2, "届出日")
        assert sentence.startswith("届出日は令和4年度ですが、年度の欄は令和3年度です。")

    def test_an_agency_that_cannot_be_read_is_told_in_its_own_column(self, office):
        headings = (*HEADINGS, "所管課の実施機関")
        ((row, heading, sentence),) = said(
            checked("usenotice", workbook(headings, (*line(12), "#N/A")), office)
        )
        assert (row, heading) == (2, "所管課の実施機関")
        assert "Wrong" not in sentence
        assert "#N/A" in sentence

    def test_lines_that_hold_only_what_is_not_read_are_no_records(self, office):
        content = workbook(("No.", *HEADINGS), (1, *line(12)), (2,), (3,))
        assert statuses(taken_in("usenotice", content, office)) == ["新規"]

    def test_what_the_file_does_not_name_stays(self, office):
        take(office, line(12), line(13, "国"))
        take(office, line(13, "国"))
        assert stored() == {12: "福岡県", 13: "国"}

    def test_a_number_twice_in_a_file_is_refused_and_names_the_first(self, office):
        findings = look(office, line(12), line(13), line(12, "国"))
        assert statuses(findings) == ["新規", "新規", "登録できません"]
        assert said(findings) == [(4, "", "2行目と同じ記録です。1件にまとめてください。")]

    def test_a_training_is_recognised_by_its_month_and_content(self, office):
        headings = ("実施月", "内容", "備考")
        taken_in("training", workbook(headings, ("R3.4", "新人研修", "")), office)
        again = workbook(headings, ("令和3年4月", "新人研修", "資料のみ"), ("R3.5", "新人研修", ""))
        assert statuses(taken_in("training", again, office)) == ["変更", "新規"]
        assert list(Training.objects.values_list("note", flat=True)) == ["資料のみ", ""]


class TestWithoutNumber:
    def test_draws_the_next_one(self, office):
        take(office, line(7))
        take(office, line(None, "国"))
        assert stored() == {7: "福岡県", 8: "国"}

    def test_draws_after_those_that_the_file_names_wherever_it_stands(self, office):
        findings = take(office, line(None, "国"), line(20), line(None, "県"))
        assert stored() == {20: "福岡県", 21: "国", 22: "県"}
        assert [outcome.line for outcome in findings.outcomes] == [2, 3, 4]

    def test_a_file_without_the_column_draws_them_all(self, office):
        lines = [line(recipient=name)[1:] for name in ("国", "県")]
        findings = taken_in("usenotice", notices(*lines, headings=HEADINGS[1:]), office)
        assert statuses(findings) == ["新規", "新規"]
        assert stored() == {1: "国", 2: "県"}

    def test_draws_in_each_year_by_itself(self, office):
        take(office, line(None), line(None, day="R4.4.1"))
        years = UseNotice.objects.values_list("year", "number")
        assert sorted(years) == [(2021, 1), (2022, 1)]


class TestPossibleDuplicates:
    def test_one_without_a_number_that_is_all_the_same_as_a_stored_one(self, office):
        take(office, line(12))
        findings = look(office, line(None))
        assert statuses(findings) == ["新規"]
        assert findings.outcomes[0].same_as == "令和3年度第12号"
        assert findings.possible_duplicates == 1

    def test_one_under_another_number(self, office):
        take(office, line(12))
        assert look(office, line(13)).possible_duplicates == 1

    def test_two_of_one_file(self, office):
        findings = look(office, line(None), line(None))
        assert [bool(outcome.same_as) for outcome in findings.outcomes] == [False, True]

    def test_numbered_ones_of_one_day_without_words_of_their_own_are_not_suspected(self, office):
        findings = look(office, line(12, None, items=None), line(13, None, items=None))
        assert findings.possible_duplicates == 0

    def test_one_that_differs_in_a_word_is_none(self, office):
        take(office, line(12))
        assert look(office, line(None, items="住所")).possible_duplicates == 0

    def test_the_record_itself_is_none(self, office):
        take(office, line(12))
        assert look(office, line(12, items="住所")).possible_duplicates == 0


class TestMissingColumns:
    def test_keep_what_is_stored(self, office):
        take(office, line(12))
        short = notices((12, "R3.4.20", "国"), headings=("届出番号", "届出日", "提供先"))
        assert statuses(taken_in("usenotice", short, office)) == ["変更"]
        notice = UseNotice.objects.get()
        assert (notice.recipient, notice.items) == ("国", "氏名")

    def test_an_empty_cell_empties(self, office):
        take(office, line(12))
        take(office, line(12, items=None))
        assert UseNotice.objects.get().items == ""

    def test_a_new_record_says_which_column_is_wanting(self, office):
        short = notices((12, "R3.4.20", "国"), headings=("届出番号", "届出日", "提供先"))
        sentences = said(checked("usenotice", short, office))
        assert (2, "区分", "選んでください。（「区分」の列がファイルにありません）") in sentences
        assert len(sentences) == 2

    def test_a_file_that_does_not_say_which_records_it_holds_is_refused(self, office):
        with pytest.raises(FileRefused) as refusal:
            checked("usenotice", notices((12, "国"), headings=("届出番号", "提供先")), office)
        assert str(refusal.value).startswith(
            "目的外利用・外部提供の届出の取込みには、「届出日」の列が必要です。"
        )

    def test_the_year_and_the_number_are_enough_for_a_record_that_is_there(self, office):
        take(office, line(12))
        short = notices(("令和3年度", 12, "国"), headings=("年度", "届出番号", "提供先"))
        assert statuses(taken_in("usenotice", short, office)) == ["変更"]
        assert stored() == {12: "国"}

    def test_unknown_columns_are_named_and_not_read(self, office):
        file = notices((*line(), "控え"), headings=(*HEADINGS, "メモ"))
        findings = checked("usenotice", file, office)
        assert findings.notices == ["次の見出しの列は読みません：「メモ」"]

    def test_columns_stand_in_any_order(self, office):
        taken_in("usenotice", notices(line()[::-1], headings=HEADINGS[::-1]), office)
        assert stored() == {12: "福岡県"}
