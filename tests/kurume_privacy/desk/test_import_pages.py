"""The import in the browser: choose, see what would happen, confirm; and what each step refuses."""

import csv
import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from kurume_privacy.desk.importing import LONGEST, MOST_SHOWN, problems_by_line
from kurume_privacy.models import Import, Role, User
from kurume_privacy.workbook.outcomes import ImportOutcome, ImportResult, Problem, Status
from kurume_privacy.xlsx.marking import MOST_MARKED_LINES
from kurume_privacy.xlsx.reading import MOST_BYTES, MOST_LINES
from kurume_privacy.xlsx.refusals import TOO_LARGE
from outside_use.models import UseNotice
from tests import factories
from tests.desk import (
    address,
    clerk_of,
    errors,
    log_in_as,
    said,
    summary_is_right,
    text,
    title,
    words,
)

pytestmark = pytest.mark.django_db

HEADINGS = ("届出番号", "届出日", "区分", "所管課", "根拠", "提供先")
PROVIDED = ("12", "R3.4.20", "外部提供", "総務部総務課", "", "福岡県")
UNKNOWN_DAY = ("13", "R3.2.30", "外部提供", "総務部総務課", "", "福岡県")


def row(number, recipient="福岡県", **others):
    cells = dict(zip(HEADINGS, PROVIDED, strict=True)) | others
    return tuple((cells | {"届出番号": str(number), "提供先": recipient}).values())


def written(*rows, name="届出.csv", headings=HEADINGS):
    """Return a CSV as a browser sends it."""
    file = io.StringIO()
    csv.writer(file).writerows([headings, *rows])
    return SimpleUploadedFile(name, file.getvalue().encode("utf-8-sig"))


def page(name, *args):
    return address(f"outside_use:usenotice_{name}", *args)


def choose(client, *rows, file=None, **sent):
    """Choose a file; the answer is the page it leads to."""
    sent["file"] = file or written(*rows)
    return client.post(page("import"), sent, follow=True)


def chosen():
    return Import.objects.latest("pk")


def confirm(client, **sent):
    return client.post(page("import_review", chosen().pk), sent, follow=True)


@pytest.fixture
def office(city):
    return log_in_as()


class TestTheWayThrough:
    def test_choose_look_confirm(self, office):
        answer = choose(office, PROVIDED)
        assert answer.redirect_chain == [(page("import_review", chosen().pk), 302)]
        assert "取り込む（新規1件）" in words(answer)
        assert not UseNotice.objects.exists()
        answer = confirm(office)
        assert said(answer) == ["「届出.csv」を取り込みました（新規1件）。"]
        assert answer.redirect_chain == [(page("list"), 302)]
        notice = UseNotice.objects.get()
        assert (notice.number, notice.notified_on) == (12, date(2021, 4, 20))
        assert (notice.kind, notice.recipient) == ("external_provision", "福岡県")

    def test_the_list_leads_to_it(self, office):
        assert f'href="{page("import")}">Excelから取り込む</a>' in text(office.get(page("list")))

    def test_it_says_what_to_do_and_offers_the_template(self, office):
        answer = office.get(page("import"))
        assert title(answer).startswith("目的外利用・外部提供の届出をExcelから取り込む")
        assert "template.xlsx" in text(answer)
        assert "template.csv" in text(answer)
        assert 'accept=".xlsx,.csv"' in text(answer)
        assert "「年度」と「届出番号」が同じ記録があるときは、その記録を変更します" in words(answer)

    @pytest.mark.parametrize(
        ("ledger", "said_there"),
        [
            ("registrations:business", "「所管課」と「業務の名称」が同じ記録"),
            ("disclosure:disclosurerequest", "「受付番号」を空けた行は、次の番号"),
            ("council:councilsession", "「年度」と「回数」が同じ記録"),
        ],
    )
    def test_it_says_how_a_record_is_recognised(self, office, ledger, said_there):
        assert said_there in words(office.get(address(f"{ledger}_import")))

    def test_the_history_of_each_record_names_the_import(self, office):
        choose(office, PROVIDED)
        confirm(office)
        entry = UseNotice.history.get()
        assert entry.history_change_reason == f"取込み「届出.csv」（第{chosen().pk}号）"
        assert entry.history_user.username == "office"

    def test_a_workbook_is_as_welcome_as_a_csv(self, office):
        book, file = openpyxl.Workbook(), io.BytesIO()
        for cells in (HEADINGS, PROVIDED):
            book.active.append(cells)
        book.save(file)
        choose(office, file=SimpleUploadedFile("届出.xlsx", file.getvalue()))
        confirm(office)
        assert UseNotice.objects.get().recipient == "福岡県"

    def test_a_clerk_takes_in_records_of_the_own_division(self, city):
        clerk = clerk_of(city.general_affairs)
        choose(clerk, PROVIDED)
        confirm(clerk)
        assert UseNotice.objects.get().division == city.general_affairs

    def test_a_clerk_takes_in_no_other_divisions_records(self, city):
        answer = choose(clerk_of(city.residents), PROVIDED)
        assert "直すところが" in words(answer)
        assert "取り込む（" not in words(answer)


class TestChoosing:
    def test_nothing_is_said_beside_the_field(self, office):
        answer = office.post(page("import"))
        summary_is_right(answer)
        assert errors(answer) == {"取り込むファイル": "ファイルを選んでください。"}
        assert not Import.objects.exists()

    def test_an_empty_file(self, office):
        answer = choose(office, file=SimpleUploadedFile("空.xlsx", b""))
        summary_is_right(answer)
        assert "何も入っていません" in errors(answer)["取り込むファイル"]

    def test_one_that_is_too_big(self, office):
        answer = choose(office, file=SimpleUploadedFile("大.csv", b"a" * (MOST_BYTES + 1)))
        summary_is_right(answer)
        assert errors(answer) == {"取り込むファイル": TOO_LARGE}

    @pytest.mark.parametrize("content", [b"%PDF-1.7", b"PK\x03\x04", "見出しなし".encode()])
    def test_one_that_cannot_be_read(self, office, content):
        answer = choose(office, file=SimpleUploadedFile("届出.xlsx", content))
        summary_is_right(answer)
        assert list(errors(answer)) == ["取り込むファイル"]
        assert not Import.objects.exists()

    def test_one_without_the_columns_that_are_needed(self, office):
        answer = choose(office, file=written(["福岡県"], headings=["提供先"]))
        summary_is_right(answer)
        assert not Import.objects.exists()

    def test_a_long_name_is_shortened_with_its_ending_left_on(self, office):
        choose(office, file=written(PROVIDED, name="届" * 120 + ".csv"))
        assert len(chosen().name) == 100
        assert chosen().name.endswith("届….csv")
        confirm(office)
        reason = UseNotice.history.get().history_change_reason
        assert len(reason) == 100
        assert reason.endswith(f"….csv」（第{chosen().pk}号）")

    def test_a_name_that_shows_another_ending_is_kept_as_it_is(self, office):
        choose(office, file=written(PROVIDED, name="届出\u202exslx\u200b.csv"))
        assert chosen().name == "届出xslx.csv"

    def test_what_is_kept_of_it(self, office):
        file = written(PROVIDED)
        choose(office, file=file)
        file.seek(0)
        kept = chosen()
        assert bytes(kept.content) == file.read()
        assert (kept.ledger, kept.user.username) == ("usenotice", "office")
        assert (kept.size, len(kept.sha256)) == (file.size, 64)
        assert kept.counts["new"] == 1

    def test_the_same_file_waits_once(self, office):
        choose(office, PROVIDED)
        choose(office, PROVIDED)
        assert Import.objects.filter(content__isnull=False).count() == 1

    def test_a_mended_file_takes_the_place_of_the_wrong_one(self, office):
        wrong = choose(office, UNKNOWN_DAY).context["chosen"]
        choose(office, PROVIDED, instead=wrong.pk)
        assert [each.pk for each in Import.objects.filter(content__isnull=False)] == [chosen().pk]

    def test_what_waits_is_listed_with_the_way_back(self, office):
        choose(office, PROVIDED)
        answer = office.get(page("import"))
        assert f'<a href="{page("import_review", chosen().pk)}">届出.csv</a>' in text(answer)
        assert "新規1件" in words(answer)

    def test_a_session_that_ended_says_that_no_file_was_received(self, city):
        answer = choose(Client(), PROVIDED)
        assert answer.redirect_chain[0][0].endswith(f"?next={page('import')}")
        assert "選んだファイルは受け取っていません" in words(answer)


class TestLooking:
    def test_counts_and_rows(self, office):
        factories.use_notice(number=12, **same_as_provided() | {"recipient": "佐賀県"})
        answer = choose(office, PROVIDED, row(14))
        assert "新規1件、変更1件" in words(answer)
        assert "提供先 佐賀県 → 福岡県" in words(answer)
        assert [outcome.line for outcome in answer.context["table"].data] == [2, 3]

    def test_rows_of_one_kind_in_the_address(self, office):
        factories.use_notice(number=12, **same_as_provided())
        choose(office, PROVIDED, row(14))
        answer = office.get(page("import_review", chosen().pk), {"status": "unchanged"})
        assert [outcome.line for outcome in answer.context["table"].data] == [2]
        assert f'href="{page("import_review", chosen().pk)}?#rows-title">すべて' in text(answer)
        nonsense = office.get(page("import_review", chosen().pk), {"status": "nonsense"})
        assert len(nonsense.context["table"].data) == 0

    def test_fifty_a_page(self, office):
        choose(office, *(row(number) for number in range(1, 61)))
        answer = office.get(page("import_review", chosen().pk), {"page": 2})
        assert len(answer.context["table"].page) == 10

    def test_what_is_not_read_is_said(self, office):
        answer = choose(office, file=written((*PROVIDED, "済"), headings=(*HEADINGS, "決裁")))
        assert "「決裁」" in words(answer)

    def test_where_nothing_would_change_there_is_nothing_to_confirm(self, office):
        factories.use_notice(number=12, **same_as_provided())
        answer = choose(office, PROVIDED)
        assert "取り込むものはありません" in words(answer)
        assert "取り込む（" not in words(answer)
        assert confirm(office).redirect_chain == [(page("import_review", chosen().pk), 302)]

    def test_is_for_whom_the_file_is(self, city, office):
        choose(office, PROVIDED)
        for name in ("import_review", "import_marked", "import_discard"):
            at = page(name, chosen().pk)
            for other in (clerk_of(city.general_affairs), log_in_as("office2", Role.OFFICE)):
                assert other.get(at).status_code == 404
        assert log_in_as("office2").post(page("import_review", chosen().pk)).status_code == 404

    def test_is_for_the_ledger_that_the_file_is_for(self, office):
        choose(office, PROVIDED)
        elsewhere = address("registrations:businessnotice_import_review", chosen().pk)
        assert office.get(elsewhere).status_code == 404


class TestWhoeverIsMoved:
    """What was found shows what its user saw then; moved elsewhere, they see it no more."""

    @pytest.fixture
    def clerk(self, city):
        factories.use_notice(number=12, **same_as_provided() | {"recipient": "佐賀県"})
        clerk = clerk_of(city.general_affairs)
        assert "佐賀県 → 福岡県" in words(choose(clerk, PROVIDED))
        return clerk

    def move(self, **fields):
        User.objects.filter(username="clerk").update(**fields)

    @pytest.mark.parametrize("name", ["import_review", "import_marked", "import_discard"])
    def test_to_another_division_finds_no_file_of_the_former(self, city, clerk, name):
        self.move(division=city.residents)
        assert clerk.get(page(name, chosen().pk)).status_code == 404
        assert clerk.post(page("import_review", chosen().pk)).status_code == 404
        assert "届出.csv" not in words(clerk.get(page("import")))

    def test_to_another_role_neither(self, clerk):
        self.move(role=Role.OFFICE)
        assert clerk.get(page("import_review", chosen().pk)).status_code == 404

    def test_from_the_office_to_a_division_neither(self, city, office):
        choose(office, PROVIDED)
        User.objects.update(role=Role.CLERK, division=city.general_affairs)
        assert office.get(page("import_review", chosen().pk)).status_code == 404

    def test_and_back_finds_it_again(self, city, clerk):
        self.move(division=city.residents)
        self.move(division=city.general_affairs)
        assert "届出.csv" in words(clerk.get(page("import")))

    def test_may_choose_the_same_file_again(self, city, clerk):
        self.move(division=city.residents)
        answer = choose(clerk, PROVIDED)
        assert "直すところが" in words(answer)
        assert [each.pk for each in Import.objects.filter(content__isnull=False)] == [chosen().pk]


class TestWhatIsRefused:
    def test_all_errors_at_once_with_row_and_column(self, office):
        answer = choose(office, UNKNOWN_DAY, row(14, 区分="貸出し"), PROVIDED)
        assert title(answer).startswith("エラー: ")
        assert "直すところが2か所あります" in words(answer)
        assert re.search("2行目「届出日」 ：", words(answer))
        assert re.search("3行目「区分」 ：", words(answer))
        assert not UseNotice.objects.exists()

    def test_many_are_shown_up_to_a_limit_and_the_rest_in_the_file(self, office):
        rows = [row(number, 届出日="R3.2.30") for number in range(1, MOST_SHOWN + 2)]
        answer = choose(office, *rows)
        assert f"直すところが{MOST_SHOWN + 1}か所あります" in words(answer)
        assert len(answer.context["problems"]) == MOST_SHOWN
        assert "残りは、次のファイルで確かめられます" in words(answer)

    def test_nothing_of_it_can_be_confirmed(self, office):
        choose(office, UNKNOWN_DAY, PROVIDED)
        assert confirm(office).redirect_chain == [(page("import_review", chosen().pk), 302)]
        assert not UseNotice.objects.exists()

    def test_the_file_comes_back_marked(self, office):
        choose(office, UNKNOWN_DAY, PROVIDED)
        answer = office.get(page("import_marked", chosen().pk))
        assert "attachment" in answer["Content-Disposition"]
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        marks = [cell for cells in sheet.iter_rows() for cell in cells if cell.comment]
        assert any("日付" in cell.comment.text for cell in marks)

    def test_of_a_refused_record_every_row_is_named(self):
        problem = Problem(6, 2, "届出日", "入力してください。")
        refused = ImportOutcome(4, Status.REFUSED, "", problems=(problem,))
        result = ImportResult(
            [ImportOutcome(2, Status.NEW, ""), refused, ImportOutcome(8, Status.NEW, "")]
        )
        assert problems_by_line(result) == {
            4: [],
            5: [],
            6: [(2, "入力してください。")],
            7: [],
        }

    def test_of_a_refused_record_no_endless_blank_rows_are_named(self):
        refused = ImportOutcome(4, Status.REFUSED, "")
        after_a_gap = ImportOutcome(1_000_000, Status.REFUSED, "")
        named = problems_by_line(ImportResult([refused, after_a_gap]))
        assert sorted(named) == [*range(4, 4 + LONGEST), *range(1_000_000, 1_000_000 + LONGEST)]

    def test_of_many_with_gaps_not_more_rows_than_a_file_has(self):
        refused = (ImportOutcome(line, Status.REFUSED, "") for line in range(2, 1_000_000, LONGEST))
        assert len(problems_by_line(ImportResult(list(refused)))) == MOST_LINES

    @pytest.mark.parametrize("between", [PROVIDED, ("",) * len(HEADINGS)], ids=["full", "blank"])
    def test_a_long_file_holds_its_wrong_rows_only_and_the_page_says_so(self, office, between):
        is_long = between == PROVIDED  # blank rows do not count, however far they reach
        answer = choose(office, PROVIDED, *[between] * MOST_MARKED_LINES, PROVIDED)
        assert ("誤りのある行だけが入っています" in words(answer)) == is_long
        marked = office.get(page("import_marked", chosen().pk))
        book = openpyxl.load_workbook(io.BytesIO(b"".join(marked.streaming_content)))
        assert ("誤りのある行だけ" in book.active["A1"].comment.text) == is_long

    def test_the_marked_file_mended_is_taken_in(self, office):
        choose(office, UNKNOWN_DAY, PROVIDED)
        answer = office.get(page("import_marked", chosen().pk))
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        for cells in book.active.iter_rows():
            for cell in cells:
                if cell.value == "R3.2.30":
                    cell.value = "R3.2.28"
        mended = io.BytesIO()
        book.save(mended)
        file = SimpleUploadedFile("届出（確認）.xlsx", mended.getvalue())
        choose(office, file=file, instead=chosen().pk)
        confirm(office)
        assert {notice.number for notice in UseNotice.objects.all()} == {12, 13}


class TestPossibleDuplicates:
    @pytest.fixture
    def looked_at(self, office):
        factories.use_notice(number=12, **same_as_provided())
        return choose(office, row(99))

    def test_are_said_and_asked_about(self, looked_at):
        assert "重複かもしれません ：令和3年度第12号" in words(looked_at)
        assert "重複かもしれない1件も、新しい記録として登録する" in words(looked_at)

    def test_are_not_taken_in_without_a_word(self, office, looked_at):
        answer = confirm(office)
        summary_is_right(answer)
        assert UseNotice.objects.count() == 1

    def test_are_taken_in_with_it(self, office, looked_at):
        confirm(office, same="on")
        assert UseNotice.objects.count() == 2

    def test_are_found_among_many(self, office, looked_at):
        choose(office, row(99), row(100, "熊本県"))
        answer = office.get(page("import_review", chosen().pk), {"status": "same"})
        assert [outcome.label for outcome in answer.context["table"].data] == [
            "令和3年度 外部提供第99号"
        ]


class TestWhatLooksPersonal:
    @pytest.fixture
    def looked_at(self, office):
        return choose(office, row(12, "福岡県（0942-30-9000）"), row(13))

    def test_is_said_and_asked_about(self, looked_at):
        said_of_it = "個人番号などかもしれません ：2行目「提供先」に、電話番号のように見えるもの"
        assert said_of_it in words(looked_at)
        assert "個人番号などではないので、取り込む（1件）" in words(looked_at)

    def test_is_not_taken_in_without_a_word(self, office, looked_at):
        answer = confirm(office)
        summary_is_right(answer)
        assert "印を付けてください" in str(errors(answer))
        assert not UseNotice.objects.exists()

    def test_is_taken_in_with_it(self, office, looked_at):
        confirm(office, not_personal="on")
        assert UseNotice.objects.count() == 2

    def test_is_asked_beside_what_may_be_there_twice(self, office, looked_at):
        confirm(office, not_personal="on")
        answer = choose(office, row("", "福岡県（0942-30-9000）"))
        assert {*answer.context["form"].fields} == {"same", "not_personal"}
        for tick in ("same", "not_personal"):
            assert confirm(office, **{tick: "on"}).status_code == 422
        confirm(office, same="on", not_personal="on")
        assert UseNotice.objects.count() == 3

    def test_is_found_among_many(self, office, looked_at):
        answer = office.get(page("import_review", chosen().pk), {"status": "personal"})
        assert [outcome.line for outcome in answer.context["table"].data] == [2]
        assert "個人番号などかもしれない行 1件" in words(answer)

    def test_that_is_stored_is_asked_about_no_more(self, office, looked_at):
        confirm(office, not_personal="on")
        answer = choose(office, row(12, "福岡県（0942-30-9000）", 届出日="R3.4.21"), row(13))
        assert "個人番号などかもしれません" not in words(answer)

    def test_that_was_chosen_before_it_was_looked_for_is_shown_anew(self, office, looked_at):
        waiting, found = chosen(), chosen().found()
        for outcome in found["outcomes"]:
            del outcome["personal"]
        waiting.keep(found, waiting.counts)
        waiting.save()
        answer = confirm(office)
        assert said(answer) == ["確かめた後に、記録が変わりました。もう一度確かめてください。"]
        assert "個人番号などかもしれません" in words(answer)
        assert not UseNotice.objects.exists()


class TestConfirming:
    def test_twice_takes_in_nothing_twice(self, office):
        choose(office, row("", "福岡県"))
        confirm(office)
        answer = confirm(office)
        assert said(answer) == ["「届出.csv」は、既に取り込みました（新規1件）。"]
        assert UseNotice.objects.count() == 1

    def test_shows_anew_what_has_changed_since(self, office):
        choose(office, PROVIDED)
        factories.use_notice(number=12, **same_as_provided() | {"recipient": "佐賀県"})
        answer = confirm(office)
        assert said(answer) == ["確かめた後に、記録が変わりました。もう一度確かめてください。"]
        assert "変更1件" in words(answer)
        assert UseNotice.objects.get().recipient == "佐賀県"
        confirm(office)
        assert UseNotice.objects.get().recipient == "福岡県"

    def test_shows_what_is_refused_since(self, office):
        choose(office, PROVIDED)
        division = factories.division()
        division.valid_from = date(2022, 4, 1)
        division.save()
        answer = confirm(office)
        assert "確かめた後に、記録が変わりました" in said(answer)[0]
        assert "直すところが" in words(answer)
        assert not UseNotice.objects.exists()

    def test_keeps_nothing_of_the_file_afterwards(self, office):
        choose(office, PROVIDED)
        confirm(office)
        done = chosen()
        assert done.content is None
        assert done.findings is None
        assert done.taken_in_at is not None
        assert "届出.csv" not in words(office.get(page("import")))


class TestDiscarding:
    def test_takes_in_nothing_and_keeps_nothing(self, office):
        choose(office, PROVIDED)
        answer = office.post(page("import_discard", chosen().pk), follow=True)
        assert said(answer) == ["「届出.csv」は、取り込まずにやめました。"]
        assert chosen().content is None
        assert not UseNotice.objects.exists()

    def test_cannot_be_confirmed_afterwards(self, office):
        choose(office, PROVIDED)
        office.post(page("import_discard", chosen().pk), follow=True)
        answer = confirm(office)
        assert "このファイルは、残っていません" in said(answer)[0]
        assert answer.redirect_chain == [(page("import"), 302)]

    def test_does_nothing_for_an_address_alone(self, office):
        choose(office, PROVIDED)
        answer = office.get(page("import_discard", chosen().pk))
        assert answer["Location"] == page("import_review", chosen().pk)
        assert chosen().content is not None

    def test_does_not_undo_what_is_taken_in(self, office):
        choose(office, PROVIDED)
        confirm(office)
        answer = office.post(page("import_discard", chosen().pk), follow=True)
        assert "既に取り込みました" in said(answer)[0]
        assert UseNotice.objects.count() == 1


class TestWhatWaitedTooLong:
    @pytest.fixture
    def old(self, office):
        choose(office, PROVIDED)
        old = chosen()
        old.uploaded_at -= timedelta(days=7)
        old.save()
        return old

    def test_is_not_taken_in(self, office, old):
        assert "7日が過ぎました" in said(confirm(office))[0]
        assert not UseNotice.objects.exists()
        assert "届出.csv" not in words(office.get(page("import")))

    def test_is_emptied_when_anybody_opens_the_page(self, city, old):
        clerk_of(city.residents).get(page("import"))
        old.refresh_from_db()
        assert (old.content, old.findings) == (None, None)

    def test_is_emptied_when_its_own_page_is_opened(self, office, old):
        answer = office.get(page("import_review", old.pk))
        assert answer["Location"] == page("import")
        old.refresh_from_db()
        assert (old.content, old.findings) == (None, None)

    def test_is_emptied_when_the_next_file_comes(self, office, old):
        choose(office, row(14))
        old.refresh_from_db()
        assert (old.content, old.findings) == (None, None)


class TestWhatIsNotReadAnyMore:
    """A file that was kept before the application was renewed, and reads more strictly now."""

    def keep(self, content):
        Import.objects.update(content=content)

    def test_is_not_taken_in_but_said_at_the_first_step(self, office):
        choose(office, PROVIDED)
        self.keep("提供先\n福岡県\n".encode())
        answer = confirm(office)
        assert answer.redirect_chain == [(page("import"), 302)]
        assert "列が必要です" in said(answer)[0]
        assert not UseNotice.objects.exists()

    def test_is_not_marked_but_said_at_the_first_step(self, office):
        choose(office, UNKNOWN_DAY)
        self.keep(b"%PDF-1.7")
        answer = office.get(page("import_marked", chosen().pk), follow=True)
        assert answer.redirect_chain == [(page("import"), 302)]
        assert "PDF" in said(answer)[0]


class TestTheDatabaseItself:
    def test_keeps_no_file_that_is_taken_in(self, office):
        choose(office, PROVIDED)
        with pytest.raises(IntegrityError), transaction.atomic():
            Import.objects.update(taken_in_at=chosen().uploaded_at)


def same_as_provided():
    """Return what a stored notice has that says what `PROVIDED` says."""
    return {
        "notified_on": date(2021, 4, 20),
        "kind": UseNotice.Kind.EXTERNAL_PROVISION,
        "division": factories.division(),
        "ground": None,
        "recipient": "福岡県",
    }
