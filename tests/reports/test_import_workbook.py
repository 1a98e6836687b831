"""import_workbook, as somebody at the command line meets it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kurume_privacy.models import Import, Role
from outside_use.models import UseNotice
from reports.models import Training
from tests import factories
from tests.excel import csv_file, workbook

pytestmark = pytest.mark.django_db
HEADINGS = ("届出番号", "届出日", "区分", "所管課", "提供先")
STANDS_AGAINST = "誤りがあるため、何も取り込みません。"


def line(number, recipient="国", day="R3.4.20"):
    return (number, day, "外部提供", "総務部総務課", recipient)


@pytest.fixture
def office(city):
    return factories.user("office", Role.OFFICE)


@pytest.fixture
def saved(tmp_path, office):
    """Return what saves a workbook or a CSV file, and says where."""

    def save(*lines, headings=HEADINGS, name="届出.xlsx"):
        path = tmp_path / name
        made = csv_file if name.endswith(".csv") else workbook
        path.write_bytes(made(headings, *lines))
        return path

    return save


def call(file, user="office", **options):
    """Return what the command writes, and what of it are errors."""
    out, errors = StringIO(), StringIO()
    call_command(
        "import_workbook", file, user=user, verbosity=0, stdout=out, stderr=errors, **options
    )
    return out.getvalue(), errors.getvalue()


def failed(file, user="office", **options):
    """Return with which sentence the command fails, and the errors before it."""
    out, errors = StringIO(), StringIO()
    with pytest.raises(CommandError) as failure:
        call_command(
            "import_workbook", file, user=user, verbosity=0, stdout=out, stderr=errors, **options
        )
    assert failure.value.returncode == 1
    return str(failure.value), errors.getvalue()


class TestTakingIn:
    def test_enters_the_records_and_says_what_became_of_them(self, saved):
        said, errors = call(saved(line(1), line(2, "県")))
        assert said.splitlines() == [
            "目的外利用・外部提供の届出：新規2件、変更0件、変更なし0件、登録できません0件",
            "取り込みました。",
        ]
        assert not errors
        assert UseNotice.objects.count() == 2

    def test_a_second_time_changes_nothing(self, saved):
        call(saved(line(1)))
        assert "変更なし1件" in call(saved(line(1)))[0]
        assert UseNotice.history.count() == 1

    def test_of_a_csv_file(self, saved):
        call(saved(line(1), name="届出.csv"))
        assert UseNotice.objects.count() == 1

    def test_the_history_names_user_file_and_number(self, saved, office):
        call(saved(line(1)))
        entry = UseNotice.history.get()
        assert entry.history_user == office
        note = Import.objects.get()
        assert entry.history_change_reason == f"取込み「届出.xlsx」（第{note.pk}号）"
        assert (note.user, note.ledger, note.content) == (office, "usenotice", None)
        assert note.counts["new"] == 1
        assert note.taken_in_at

    def test_a_clerk_enters_for_the_own_division(self, saved, city):
        factories.user("clerk", division=city.general_affairs)
        call(saved(line(1)), "clerk")
        assert UseNotice.objects.get().division == city.general_affairs

    def test_what_is_not_read_is_said(self, saved):
        said, _ = call(saved((*line(1), "控え"), headings=(*HEADINGS, "メモ")))
        assert "次の見出しの列は読みません：「メモ」" in said


class TestChecking:
    def test_says_the_same_and_leaves_nothing(self, saved):
        path = saved(line(1))
        said, _ = call(path, check=True)
        assert said.splitlines()[-1] == "確かめました。"
        assert not UseNotice.objects.exists()
        assert not UseNotice.history.exists()
        assert not Import.objects.exists()
        assert call(path)[0].splitlines()[0] == said.splitlines()[0]

    def test_fails_on_errors_as_taking_in_does(self, saved):
        path = saved(line(1), line(2, day="R3.2.30"))
        assert failed(path, check=True) == failed(path)


class TestErrors:
    def test_are_said_with_line_and_column_and_nothing_is_taken_in(self, saved):
        complaint, errors = failed(saved(line(1), line(2, day="R3.2.30"), line("三")))
        assert complaint == STANDS_AGAINST
        said = errors.splitlines()
        assert said[0] == "3行目「届出日」：「R3.2.30」という日付はありません。"
        assert said[1].startswith("4行目「届出番号」：")
        assert not UseNotice.objects.exists()
        assert not Import.objects.exists()

    def test_of_hundreds_the_first_are_said(self, saved):
        _, errors = failed(saved(*(line(number, day="x") for number in range(1, 204))))
        assert len(errors.splitlines()) == 201
        assert errors.splitlines()[-1] == "ほかに3件の誤りがあります。"

    def test_a_file_that_is_none(self, tmp_path, office):
        path = tmp_path / "届出.xlsx"
        path.write_bytes(b"PK\x03\x04 no workbook")
        complaint, _ = failed(path)
        assert complaint.endswith("ください。")

    def test_a_file_that_is_not_there(self, tmp_path, office):
        assert "を読めません。" in failed(tmp_path / "ない.xlsx")[0]

    def test_an_empty_file(self, tmp_path, office):
        (tmp_path / "空.csv").write_bytes(b"")
        assert failed(tmp_path / "空.csv")[0]


class TestUsers:
    def test_an_unknown_one(self, saved):
        assert failed(saved(line(1)), "nobody")[0] == "利用者「nobody」はいません。"

    def test_one_who_left(self, saved):
        factories.user("left", Role.OFFICE, is_active=False)
        assert failed(saved(line(1)), "left")[0] == "利用者「left」はいません。"

    def test_one_who_keeps_no_records(self, saved):
        factories.user("approver", Role.APPROVER)
        sentence = "利用者「approver」は、記録を変更できません。"
        assert failed(saved(line(1)), "approver")[0] == sentence

    @pytest.mark.parametrize("options", [{}, {"kind": "training"}])
    def test_a_clerk_does_not_keep_the_office_s_records(self, saved, city, options):
        factories.user("clerk", division=city.general_affairs)
        path = saved(("R3.4", "新人研修"), headings=("実施月", "内容"))
        assert failed(path, "clerk", **options)[0]
        assert not Training.objects.exists()


class TestKinds:
    def test_are_recognised_by_the_headings(self, saved):
        said, _ = call(saved(("R3.4", "新人研修"), headings=("実施月", "内容")))
        assert said.startswith("職員研修及び意識啓発：新規1件")

    def test_may_be_named(self, saved):
        assert "新規1件" in call(saved(line(1)), kind="usenotice")[0]

    def test_an_unknown_one_is_refused(self, saved):
        with pytest.raises(CommandError):
            call_command("import_workbook", str(saved(line(1))), "--as=office", "--kind=nothing")

    def test_a_file_of_no_kind_is_refused(self, saved):
        assert "見出し" in failed(saved((1, 2), headings=("あ", "い")))[0]


class TestPossibleDuplicates:
    def test_are_named_and_stand_against_it(self, saved):
        call(saved(line(1)))
        complaint, _ = failed(saved(line(None)))
        assert complaint.startswith("重複かもしれない記録があるため、何も取り込みません。")
        assert UseNotice.objects.count() == 1

    def test_are_taken_in_when_told_so(self, saved):
        call(saved(line(1)))
        said, _ = call(saved(line(None)), duplicates=True)
        assert "2行目：令和3年度第1号と重複かもしれません。" in said
        assert UseNotice.objects.count() == 2


class TestWhatLooksPersonal:
    def test_is_named_by_its_place_and_stands_against_it(self, saved):
        file = saved(line(1, "0942-30-9000"), line(2, "1234-5678-9018"))
        complaint, _ = failed(file)
        assert complaint.startswith("個人番号、電話番号、メールアドレスのように見えるものがある")
        assert "--not-personal" in complaint
        assert not UseNotice.objects.exists()

    def test_is_taken_in_when_told_so(self, saved):
        said, _ = call(saved(line(1, "1234-5678-9018")), not_personal=True)
        sentence = "2行目「提供先」：個人番号（マイナンバー）のように見えるものがあります。"
        assert sentence in said
        assert "9018" not in said
        assert UseNotice.objects.count() == 1

    def test_is_told_beside_what_may_be_there_twice(self, saved):
        call(saved(line(1, "0942-30-9000")), not_personal=True)
        complaint, _ = failed(saved(line(None, "0942-30-9000")))
        assert "--duplicates" in complaint
        assert "--not-personal" in complaint
        call(saved(line(None, "0942-30-9000")), duplicates=True, not_personal=True)
        assert UseNotice.objects.count() == 2
