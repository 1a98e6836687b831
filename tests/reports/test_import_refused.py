"""What an import refuses, of closed years and of other divisions too, and what it leaves behind."""

import pytest

from kurume_privacy.models import Role
from kurume_privacy.workbook.importing import ImportRefused, SomethingElse
from kurume_privacy.workbook.outcomes import Status
from kurume_privacy.xlsx.reading import FileRefused
from outside_use.models import UseNotice
from tests import factories
from tests.excel import REASON, checked, said, statuses, workbook
from tests.kurume_privacy.closing import SENTENCE, close
from tests.reports.notice_files import HEADINGS, line, look, stored, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city):
    return factories.user("office", Role.OFFICE)


class TestErrors:
    def test_are_said_all_at_once_with_line_and_column(self, office):
        result = look(
            office,
            line(12, day="R3.2.30"),
            line(13),
            line("十三", division="総務部なんとか課"),
            line(14, items="氏" * 5001),
        )
        assert statuses(result) == ["登録できません", "新規", "登録できません", "登録できません"]
        places = [(line, heading) for line, heading, _ in said(result)]
        assert places == [
            (2, "届出日"),
            (4, "届出番号"),
            (4, "所管課"),
            (5, "利用・提供した項目"),
        ]
        assert "「R3.2.30」という日付はありません。" in said(result)[0]

    def test_have_the_column_of_the_sheet(self, office):
        file = workbook(("", *HEADINGS), ("", *line(12, day="明日")))
        (problem,) = checked("usenotice", file, office).problems
        assert (problem.line, problem.place, problem.heading) == (2, 3, "届出日")

    def test_let_nothing_in(self, office):
        with pytest.raises(ImportRefused) as refusal:
            take(office, line(12), line(13, day="R3.2.30"))
        assert refusal.value.result.counts[Status.NEW] == 1
        assert UseNotice.objects.count() == UseNotice.history.count() == 0

    def test_of_rules_are_the_desk_s_own(self, office):
        headings = ("届出番号", "届出日", "区分", "所管課", "根拠")
        file = workbook(headings, (1, "R3.4.20", "目的外利用", "総務部総務課", ""))
        sentence = "目的外利用には、根拠を選んでください。"
        assert said(checked("usenotice", file, office)) == [(2, "根拠", sentence)]

    def test_a_day_to_come_is_refused_as_at_the_desk(self, office):
        sentence = "今日より後の日付です。年を確かめてください。"
        assert said(look(office, line(day="R90.4.1"))) == [(2, "届出日", sentence)]

    def test_a_file_without_a_record_is_refused(self, office):
        with pytest.raises(FileRefused):
            look(office)


class TestClosedYears:
    @pytest.fixture
    def closed(self, office):
        take(office, line(12))
        close(2021)

    def test_what_is_unchanged_is_unchanged(self, closed, office):
        assert statuses(take(office, line(12), line(1, day="R4.4.1"))) == ["変更なし", "新規"]

    @pytest.mark.parametrize("refused", [line(12, "国"), line(13), line(None, "国")])
    def test_a_change_and_a_new_one_are_refused_with_the_desk_s_sentence(
        self, closed, office, refused
    ):
        result = look(office, refused)
        assert statuses(result) == ["登録できません"]
        assert SENTENCE in {sentence for _, _, sentence in said(result)}

    def test_a_record_does_not_leave_a_closed_year(self, closed, office):
        assert statuses(look(office, line(12, day="R4.4.1"))) == ["新規"]  # another number 12


class TestHistory:
    def test_names_the_import_at_one_moment(self, office):
        take(office, line(12), line(None, "国"))
        take(office, line(12, "県"), line(13, "国"))
        entries = UseNotice.history.order_by("history_id")
        assert [entry.history_change_reason for entry in entries] == [REASON] * 3
        assert len({entry.history_date for entry in entries}) == 2

    def test_an_import_that_was_looked_at_leaves_none(self, office):
        look(office, line(12), line(None))
        assert UseNotice.objects.count() == UseNotice.history.count() == 0


class TestShown:
    def test_what_was_shown_is_taken_in(self, office):
        shown = look(office, line(12))
        take(office, line(12), shown=shown)
        assert stored() == {12: "福岡県"}

    def test_what_would_be_something_else_is_not(self, office):
        shown = look(office, line(12))
        factories.use_notice(number=12, kind="external_provision", ground=None, recipient="国")
        with pytest.raises(SomethingElse) as refusal:
            take(office, line(12), shown=shown)
        assert statuses(refusal.value.result) == ["変更"]
        assert stored() == {12: "国"}

    def test_so_is_a_change_of_something_else(self, office):
        take(office, line(12))
        shown = look(office, line(12, "国"))
        notice = UseNotice.objects.get()
        notice.items = "住所"
        factories.saved(notice)
        with pytest.raises(SomethingElse):
            take(office, line(12, "国"), shown=shown)

    def test_the_findings_are_the_same_after_json(self, office):
        take(office, line(12))
        found = look(office, line(12, "国"), line(None), line(1, day="x"))
        assert type(found).from_data(found.as_data()) == found

    def test_progress_is_told_by_the_line(self, office):
        lines = []
        take(office, line(12), line(None), line(14), progress=lines.append)
        assert lines == [2, 4, 3]


class TestClerks:
    @pytest.fixture
    def clerk(self, city):
        return factories.user("clerk", division=city.general_affairs)

    def test_enter_for_the_own_division(self, clerk):
        assert statuses(take(clerk, line(12))) == ["新規"]

    def test_cannot_name_another(self, clerk):
        ((number, heading, sentence),) = said(look(clerk, line(12, division="市民文化部市民課")))
        assert (number, heading) == (2, "所管課")
        assert "所管課にありません" in sentence

    def test_meet_a_number_of_another_division_as_at_the_desk(self, clerk, city):
        factories.use_notice(number=12, division=city.residents)
        ((_, _, sentence),) = said(look(clerk, line(12)))
        assert sentence == "この年度には、同じ番号の記録が既にあります。"
