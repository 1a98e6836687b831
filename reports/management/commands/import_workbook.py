"""Take in a workbook or a CSV file, as the pages of the desk do, with the same report."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords
from tqdm import tqdm

from kurume_privacy.desk.chosen_file import kept_name, reason_of
from kurume_privacy.models import Import, User
from kurume_privacy.models.imported import seen_as
from kurume_privacy.workbook.importing import NotTakenIn, take_in
from kurume_privacy.workbook.outcomes import ImportResult, Problem, Status
from kurume_privacy.workbook.sheet import Sheet
from kurume_privacy.xlsx.reading import FileRefused, open_grid
from reports.desk.ledgers import KINDS

MOST_SAID = 200  # errors


class Command(BaseCommand):
    """Say what would happen or make it happen; fail where a record is refused."""

    help = (
        "Excelブック又はCSVの記録を取り込みます。誤りが1つでもあれば、何も取り込みません。"
        "--checkを付けると、確かめるだけで取り込みません。"
    )

    def add_arguments(self, parser):
        """The file, who takes it in, and whether it is only looked at."""
        parser.add_argument("file", type=Path, metavar="FILE", help="取り込むファイル")
        parser.add_argument("--as", dest="user", required=True, metavar="USER", help="利用者名")
        parser.add_argument("--check", action="store_true", help="確かめるだけで取り込まない")
        parser.add_argument(
            "--kind",
            choices=KINDS,
            help="記録の種類。なければ、見出しの行から判断します",
        )
        parser.add_argument(
            "--duplicates",
            action="store_true",
            help="重複かもしれない記録も、新しい記録として取り込む",
        )
        parser.add_argument(
            "--not-personal",
            action="store_true",
            help="個人番号などのように見えるものも、そうではないので取り込む",
        )

    def handle(self, *, file, user, kind, **options):
        """Take in the file, or say everything that stands against it."""
        user = _user(user)
        try:
            content = file.read_bytes()
            sheet = KINDS[kind] if kind else recognised(content, file.name)
            with _signed(user), transaction.atomic():
                result = self._done(sheet, content, file.name, user, options)
        except OSError as error:
            raise CommandError(f"「{file}」を読めません。{error.strerror}") from error
        except FileRefused as error:
            raise CommandError(str(error)) from error
        self._report(sheet, result)
        if complaint := complaint_about(result, options):
            raise CommandError(complaint)
        self.stdout.write("確かめました。" if options["check"] else "取り込みました。")

    def _done(self, sheet: Sheet, content: bytes, name: str, user: User, options) -> ImportResult:
        """Take the file in; undo all of it where it was only to be looked at, or may not be."""
        note = noted(sheet, content, name, user)
        with tqdm(unit="行", disable=None if options["verbosity"] else True) as bar:
            try:
                result = take_in(sheet, content, name, user, reason_of(note), progress=_onward(bar))
            except NotTakenIn as refusal:
                result = refusal.result
        note.counts = {str(status): number for status, number in result.counts.items()}
        note.save()
        if options["check"] or complaint_about(result, options):
            transaction.set_rollback(True)
        return result

    def _report(self, sheet: Sheet, result: ImportResult) -> None:
        """Write what the page of the desk shows."""
        counted = "、".join(f"{status.label}{n}件" for status, n in result.counts.items())
        self.stdout.write(f"{sheet.name}：{counted}")
        for notice in result.notices:
            self.stdout.write(notice)
        for outcome in result.outcomes:
            if outcome.same_as:
                said = f"{outcome.line}行目：{outcome.same_as}と重複かもしれません。"
                self.stdout.write(said)
            for text in outcome.personal:
                self.stdout.write(_in_words(text))
        problems = list(result.problems)
        for problem in problems[:MOST_SAID]:
            self.stderr.write(_in_words(problem))
        if len(problems) > MOST_SAID:
            self.stderr.write(f"ほかに{len(problems) - MOST_SAID}件の誤りがあります。")


def complaint_about(result: ImportResult, options: dict) -> str:
    """Return everything for which nothing is taken in; nothing where all may be."""
    if result.counts[Status.REFUSED]:
        return "誤りがあるため、何も取り込みません。"
    found = ""
    if result.possible_duplicates and not options["duplicates"]:
        found += (
            "重複かもしれない記録があるため、何も取り込みません。"
            "新しい記録として取り込むときは、--duplicatesを付けてください。"
        )
    if result.personal and not options["not_personal"]:
        found += (
            "個人番号、電話番号、メールアドレスのように見えるものがあるため、何も取り込みません。"
            "確かめて、そうであればファイルから消し、そうでなければ--not-personalを付けてください。"
        )
    return found


def recognised(content: bytes, name: str) -> Sheet:
    """Return the kind of record that most headings of the file belong to."""
    found = []
    for sheet in KINDS.values():
        try:
            grid = open_grid(content, name, sheet.knows)
        except FileRefused as refusal:
            reason = refusal
            continue
        known = sum(sheet.knows(heading.text) for heading in grid.headings)
        found.append((known - len(grid.headings), known, sheet))
    if not found:
        raise reason
    return max(found, key=lambda each: each[:2])[2]


def noted(sheet: Sheet, content: bytes, name: str, user: User) -> Import:
    """Note the import, whose number the history of its records names."""
    now = timezone.now()
    return Import.objects.create(
        **seen_as(user),
        ledger=sheet.key,
        name=kept_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        uploaded_at=now,
        taken_in_at=now,
    )


def _user(name: str) -> User:
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(f"利用者「{name}」はいません。")
    if not user.keeps_records:
        raise CommandError(f"利用者「{name}」は、記録を変更できません。")
    return user


@contextmanager
def _signed(user: User) -> Iterator[None]:
    """Let the history name the user, as it does behind a request."""
    HistoricalRecords.context.request = SimpleNamespace(user=user)
    try:
        yield
    finally:
        del HistoricalRecords.context.request


def _onward(bar: tqdm) -> Callable[[int], None]:
    """Return what moves the bar on to a line."""
    return lambda line: bar.update(max(0, line - bar.n))


def _in_words(problem: Problem) -> str:
    where = f"{problem.line}行目"
    column = f"「{problem.heading}」" if problem.heading else ""
    return f"{where}{column}：{problem.sentence}"
