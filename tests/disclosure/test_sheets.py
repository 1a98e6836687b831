"""開示等請求 with 処理 and 補正, and 審査請求, as sheets: several lines make one record."""

from datetime import date

import pytest

from disclosure.models import Correction, DisclosureRequest, Disposition, ReviewRequest
from kurume_privacy.models import Role
from kurume_privacy.workbook.importing import ImportRefused
from tests import factories
from tests.excel import KINDS, checked, said, statuses, taken_in, workbook, written
from tests.factories import ACT
from tests.kurume_privacy.closing import SENTENCE, close

pytestmark = pytest.mark.django_db
HEADINGS = ("受付番号", "受付日", "請求の種類", "開示の方法", "所管課")
ANSWER = ("処理の区分", "決定日", "該当号")
ASKED = (12, "R3.4.20", "開示", "閲覧", "総務部総務課")
BLANK = (None,) * 5
GRANTED = ("承諾", "R3.5.4", None)
IN_PART = ("一部承諾", "R3.5.4", "第1号、第6号")


@pytest.fixture
def office(city):
    return factories.user("office", Role.OFFICE)


def take(office, *lines, headings=(*HEADINGS, *ANSWER)):
    return taken_in("disclosurerequest", workbook(headings, *lines), office)


def look(office, *lines, headings=(*HEADINGS, *ANSWER)):
    return checked("disclosurerequest", workbook(headings, *lines), office)


def answers():
    """Return what was answered, and under which clauses."""
    return [
        (str(answer.outcome), [clause.number for clause in answer.clauses.all()])
        for answer in Disposition.objects.all()
    ]


class TestLines:
    def test_one_carries_a_request_and_its_answer(self, office):
        assert statuses(take(office, (*ASKED, *IN_PART))) == ["新規"]
        assert DisclosureRequest.objects.get().number == 12
        assert answers() == [("一部承諾", [1, 6])]

    def test_a_request_without_an_answer(self, office):
        take(office, (*ASKED, None, None, None))
        assert DisclosureRequest.objects.get().dispositions.count() == 0

    def test_a_blank_one_below_carries_a_further_answer(self, office):
        result = take(office, (*ASKED, *IN_PART), (*BLANK, *GRANTED), (13, *ASKED[1:], *GRANTED))
        assert [outcome.line for outcome in result.outcomes] == [2, 4]
        assert [one.dispositions.count() for one in DisclosureRequest.objects.all()] == [2, 1]

    def test_so_does_one_that_repeats_the_number(self, office):
        take(office, (*ASKED, *IN_PART), (12, "R3.4.20", None, None, None, *GRANTED))
        assert len(answers()) == 2

    def test_so_does_one_with_the_number_alone(self, office):
        alone = (12, *(None,) * 4, *GRANTED)
        assert statuses(take(office, (*ASKED, *IN_PART), alone)) == ["新規"]
        assert len(answers()) == 2

    def test_the_law_is_that_of_the_stored_day_where_the_file_has_only_the_year(self, office):
        take(office, (*ASKED, *IN_PART))
        headings = ("受付番号", "年度", "請求の種類", "処理の区分", "決定日", "該当号")
        lines = (12, "令和3年度", "開示", *IN_PART)
        assert statuses(look(office, lines, headings=headings)) == ["変更なし"]

    def test_so_does_one_that_repeats_it_all(self, office):
        assert statuses(take(office, (*ASKED, *IN_PART), (*ASKED, *GRANTED))) == ["新規"]
        assert len(answers()) == 2

    def test_one_that_says_otherwise_of_the_request_is_refused(self, office):
        other = (12, "R3.4.20", None, None, "市民文化部市民課", *GRANTED)
        assert said(look(office, (*ASKED, *IN_PART), other)) == [
            (
                3,
                "所管課",
                "同じ記録の2行目と違います。続きの行では、空けるか同じ内容にしてください。",
            )
        ]

    def test_one_that_repeats_it_in_another_manner_does_not_say_otherwise(self, office):
        again = ("１２", date(2021, 4, 20), "開示", "閲覧", "総務課", *GRANTED)
        assert statuses(look(office, (*ASKED, *IN_PART), again)) == ["新規"]

    def test_carry_answers_and_corrections_side_by_side(self, office):
        headings = (*HEADINGS, *ANSWER, "補正を求めた日", "補正された日")
        take(
            office,
            (*ASKED, *IN_PART, "R3.4.21", "R3.4.22"),
            (*BLANK, None, None, None, "R3.4.23", None),
            headings=headings,
        )
        assert len(answers()) == 1
        assert [each.completed_on for each in Correction.objects.all()] == [date(2021, 4, 22), None]

    def test_an_error_stands_in_the_line_of_its_answer(self, office):
        wrong = (*BLANK, "承諾", "R3.4.19", None)
        ((line, heading, sentence),) = said(look(office, (*ASKED, *IN_PART), wrong))
        assert (line, heading) == (3, "決定日")
        assert sentence

    def test_clauses_are_those_that_the_outcome_may_have(self, office):
        ((line, heading, sentence),) = said(look(office, (*ASKED, "承諾", "R3.5.4", "第1号")))
        assert (line, heading) == (2, "該当号")
        assert sentence == "開示請求の承諾には、該当号はありません。"

    def test_an_unknown_clause_is_refused(self, office):
        ((_, heading, sentence),) = said(look(office, (*ASKED, "一部承諾", "R3.5.4", "第99号")))
        assert heading == "該当号"
        assert sentence.startswith("「第99号」は、該当号にありません。")


class TestStoredAnswers:
    @pytest.fixture
    def answered(self, office):
        take(office, (*ASKED, *IN_PART), (*BLANK, *GRANTED))

    def keys(self):
        return list(Disposition.objects.values_list("pk", flat=True))

    def test_are_recognised_by_what_they_say_in_any_order(self, answered, office):
        keys = self.keys()
        result = take(office, (*ASKED, *GRANTED), (*BLANK, *IN_PART))
        assert statuses(result) == ["変更なし"]
        assert self.keys() == keys

    def test_are_changed_where_the_file_says_otherwise(self, answered, office):
        keys = self.keys()
        take(office, (*ASKED, *IN_PART), (*BLANK, "承諾", "R3.5.6", None))
        assert self.keys() == keys
        assert {str(each.decided_on) for each in Disposition.objects.all()} == {
            "2021-05-04",
            "2021-05-06",
        }

    def test_stay_where_the_file_has_not_all_of_them(self, answered, office):
        assert statuses(take(office, (*ASKED, *GRANTED))) == ["変更なし"]
        assert len(answers()) == 2

    def test_get_company_of_those_that_are_new(self, answered, office):
        further = (*BLANK, "不存在", "R3.6.1", None)
        assert statuses(take(office, (*ASKED, *IN_PART), (*BLANK, *GRANTED), further)) == ["変更"]
        assert sorted(name for name, _ in answers()) == sorted(["一部承諾", "承諾", "不存在"])

    def test_are_not_taken_for_a_new_one_that_is_like_them_in_blanks_only(self, answered, office):
        headings = (*HEADINGS, *ANSWER, "実施日", "枚数", "手数料（円）")
        new = (*ASKED, "不存在", "R3.6.1", None, None, None, None)
        assert statuses(take(office, new, headings=headings)) == ["変更"]
        assert sorted(name for name, _ in answers()) == sorted(["一部承諾", "承諾", "不存在"])

    def test_of_two_that_differ_in_what_one_lacks_the_one_without_it_is_meant(self, office):
        headings = (*HEADINGS, *ANSWER, "枚数")
        with_sheets, without = (*GRANTED, 3), (*GRANTED, None)
        take(office, (*ASKED, *with_sheets), (*BLANK, *without), headings=headings)
        assert statuses(take(office, (*ASKED, *without), headings=headings)) == ["変更なし"]

    def test_stay_where_the_file_has_no_columns_of_them(self, answered, office):
        short = (12, "R3.4.20", "住民票")
        headings = ("受付番号", "受付日", "請求に係る個人情報の内容")
        assert statuses(take(office, short, headings=headings)) == ["変更"]
        assert len(answers()) == 2

    def test_keep_what_the_file_has_no_column_for(self, office):
        take(office, (*ASKED, *IN_PART))
        answer = Disposition.objects.get()
        answer.sheets, answer.carried_out_on = 3, date(2021, 5, 6)
        factories.saved(answer)
        take(office, (*ASKED, "一部承諾", "R3.5.5", "第1号"))
        answer.refresh_from_db()
        assert (answer.sheets, answer.decided_on) == (3, date(2021, 5, 5))
        assert [clause.number for clause in answer.clauses.all()] == [1]

    def test_have_the_import_in_their_history(self, answered, office):
        reasons = set(Disposition.history.values_list("history_change_reason", flat=True))
        moments = set(Disposition.history.values_list("history_date", flat=True))
        moments |= set(DisclosureRequest.history.values_list("history_date", flat=True))
        assert len(reasons) == len(moments) == 1


class TestReferences:
    HEADINGS = (*HEADINGS, "先の開示請求")
    FIRST = (13, "R5.4.20", "開示", "閲覧", "総務部総務課", None)
    LATER = (12, "R5.5.20", "訂正", None, "総務部総務課", "令和5年度第13号")

    def test_to_an_earlier_line(self, office):
        take(office, self.FIRST, self.LATER, headings=self.HEADINGS)
        assert DisclosureRequest.objects.get(number=12).earlier_request.number == 13

    def test_to_a_later_line(self, office):
        result = take(office, self.LATER, self.FIRST, headings=self.HEADINGS)
        assert statuses(result) == ["新規", "新規"]
        assert DisclosureRequest.objects.get(number=12).earlier_request.number == 13

    def test_to_none_is_refused(self, office):
        sentence = "令和5年度第13号の開示等請求は見つかりません。"
        result = look(office, self.LATER, headings=self.HEADINGS)
        assert said(result) == [(2, "先の開示請求", sentence)]


class TestClosedYears:
    def test_what_is_unchanged_with_all_its_answers_is_unchanged(self, office):
        take(office, (*ASKED, *IN_PART), (*BLANK, *GRANTED))
        close(2021)
        assert statuses(take(office, (*ASKED, *IN_PART), (*BLANK, *GRANTED))) == ["変更なし"]

    @pytest.mark.parametrize("answer", [GRANTED, ("一部承諾", "R3.5.4", "第1号")])
    def test_an_answer_is_refused_with_the_desk_s_sentence(self, office, answer):
        take(office, (*ASKED, *IN_PART))
        close(2021)
        result = look(office, (*ASKED, *IN_PART), (*BLANK, *answer))
        assert statuses(result) == ["登録できません"]
        assert SENTENCE in {sentence for _, _, sentence in said(result)}

    def test_clauses_alone_are_refused_too(self, office):
        take(office, (*ASKED, *IN_PART))
        close(2021)
        with pytest.raises(ImportRefused):
            take(office, (*ASKED, "一部承諾", "R3.5.4", "第1号"))
        assert answers() == [("一部承諾", [1, 6])]


class TestAppeals:
    HEADINGS = ("受付番号", "対象の処理", "審査請求日", "裁決日", "裁決")

    @pytest.fixture
    def headings(self):
        names = ("number", "disposition", "received_on")
        return tuple(KINDS["reviewrequest"].heading_of(name) for name in names)

    def test_are_against_the_answer_at_its_place(self, office, headings):
        take(office, (*ASKED, *IN_PART), (*BLANK, "承諾", "R3.5.5", None))
        file = workbook(headings, (1, "R3-12-2", "R3.6.1"))
        taken_in("reviewrequest", file, office)
        assert str(ReviewRequest.objects.get().disposition.outcome) == "承諾"

    def test_must_say_which_of_several(self, office, headings):
        take(office, (*ASKED, *IN_PART), (*BLANK, "承諾", "R3.5.5", None))
        file = workbook(headings, (1, "R3-12", "R3.6.1"))
        ((_, heading, sentence),) = said(checked("reviewrequest", file, office))
        assert heading == headings[1]
        assert "処理が2件あります" in sentence

    def test_of_a_file_from_before_come_in_as_they_did(self, office):
        answer = under_the_act(12)
        headings = ("受付番号", "対象となった処理", "受付日", "諮問日", "答申日", "裁決日", "裁決")
        days = ("R6.6.3", "R6.7.1", "R6.8.1", "R6.9.2")
        line = (1, "令和6年度第12号", *days, "棄却")
        assert statuses(taken_in("reviewrequest", workbook(headings, line), office)) == ["新規"]
        appeal = ReviewRequest.objects.get()
        assert (appeal.against, appeal.disposition) == ("disposition", answer)
        assert (appeal.request, appeal.opinion) == (answer.request, "")
        again = taken_in("reviewrequest", workbook(headings, line), office)
        assert statuses(again) == ["変更なし"]
        other = under_the_act(13)
        moved = (1, "令和6年度第13号", *days, "棄却")
        assert statuses(taken_in("reviewrequest", workbook(headings, moved), office)) == ["変更"]
        assert ReviewRequest.objects.get().request == other.request

    def test_against_no_answer_name_the_request(self, office):
        request = factories.disclosure_request(number=12, received_on=date(2024, 5, 7))
        headings = ("受付番号", "対象", "対象となった請求", "受付日")
        file = workbook(headings, (1, "不作為", "R6-12", "R6.7.1"))
        assert statuses(taken_in("reviewrequest", file, office)) == ["新規"]
        appeal = ReviewRequest.objects.get()
        assert (appeal.request, appeal.disposition) == (request, None)

    def test_are_refused_as_the_form_refuses_them(self, office):
        under_the_act(12)
        headings = ("受付番号", "対象", "対象となった請求", "受付日", "答申日", "答申の結果")
        file = workbook(headings, (1, "不作為", "R6-12", "R6.7.1", None, "棄却"))
        assert {(heading, sentence) for _, heading, sentence in said(look_at(file, office))} == {
            (
                "対象",
                "この請求は、審査請求の受付より前に処理されています（全部開示、令和6年5月7日決定）。"
                "処分についての審査請求にしてください。",
            ),
            ("答申日", "答申の結果があるときは、答申日も入力してください。"),
        }

    @pytest.mark.parametrize("form", ["xlsx", "csv"])
    def test_come_in_again_unchanged(self, office, form):
        pending = factories.disclosure_request(number=11, received_on=date(2024, 5, 7))
        factories.review_request(against="no_answer", request=pending, received_on=date(2024, 7, 1))
        factories.review_request(
            disposition=under_the_act(12),
            by_third_party=True,
            received_on=date(2024, 6, 3),
            referred_on=date(2024, 10, 1),
            parties_told_on=date(2024, 10, 2),
            referral_reason="照会のため",
            opinion_on=date(2024, 11, 1),
            opinion="dismissed",
            ruled_on=date(2025, 2, 3),
            ruling="partly_granted",
            ruling_reason="調整のため",
            court_filed_on=date(2025, 5, 1),
            court_result="係属中",
        )
        factories.review_request(
            disposition=under_the_act(13),
            received_on=date(2024, 6, 3),
            no_referral_reason="disclosed",
        )
        file = written("reviewrequest", form=form)
        assert statuses(taken_in("reviewrequest", file, office, f"a.{form}")) == ["変更なし"] * 3
        before = list(ReviewRequest.objects.values())
        for appeal in ReviewRequest.objects.all():
            appeal.delete()
        taken_in("reviewrequest", file, office, f"a.{form}")
        after = list(ReviewRequest.objects.values())
        assert [each | {"id": 0} for each in after] == [each | {"id": 0} for each in before]


def under_the_act(number):
    """Return an answer to a request of 令和6年度."""
    request = factories.disclosure_request(number=number, received_on=date(2024, 5, 7))
    return factories.disposition(request=request, outcome=factories.outcome("全部開示", ACT))


def look_at(file, office):
    return checked("reviewrequest", file, office)


class TestWritten:
    def test_the_number_stands_in_every_line(self, office):
        take(office, (*ASKED, *IN_PART), (*BLANK, *GRANTED))
        sheet = KINDS["disclosurerequest"]
        headings = sheet.headings()
        lines = [
            dict(zip(headings, line, strict=True))
            for line in sheet.lines(DisclosureRequest.objects.get())
        ]
        assert [line["受付番号"] for line in lines] == [12, 12]
        assert [line["処理の区分"] for line in lines] == ["一部承諾", "承諾"]
        assert [line["該当号"] for line in lines] == ["第1号、第6号", ""]
        assert [line["所管課"] for line in lines] == ["総務部総務課", None]

    def test_comes_in_again_unchanged(self, office):
        take(office, (*ASKED, *IN_PART), (*BLANK, *GRANTED))
        for form in ("xlsx", "csv"):
            file = written("disclosurerequest", form=form)
            assert statuses(taken_in("disclosurerequest", file, office, f"a.{form}")) == [
                "変更なし"
            ]
