"""The import in the browser: choose the file, see what would happen, confirm.

A file belongs to the one who chose it; nobody else sees it. Nothing of it is in the ledger before
it is confirmed, and then all of it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from itertools import chain, islice
from sys import maxsize

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from kurume_privacy.desk.chosen_file import ConfirmForm, FileForm, kept_name, reason_of
from kurume_privacy.desk.export import XLSX
from kurume_privacy.desk.import_rows import DONE, ImportOutcomeTable, choices, in_words, narrowed
from kurume_privacy.desk.view import LedgerView, one_act
from kurume_privacy.models import Import, User
from kurume_privacy.models.imported import ImportQuerySet, seen_as
from kurume_privacy.workbook.importing import NotTakenIn, check, take_in
from kurume_privacy.workbook.outcomes import ImportResult, Status
from kurume_privacy.workbook.sheet import Sheet
from kurume_privacy.xlsx.cells import folded
from kurume_privacy.xlsx.marking import holds_all, marked
from kurume_privacy.xlsx.marks import Problems
from kurume_privacy.xlsx.reading import MOST_LINES, FileRefused, SheetGrid, open_grid

MOST_SHOWN = 200  # problems on the page; the marked workbook has them all
LONGEST = 1_000  # rows of a refused record: blank ones may follow without end
CHANGED_SINCE = "確かめた後に、記録が変わりました。もう一度確かめてください。"
GONE = (
    "このファイルは、残っていません（取込みをやめたか、7日が過ぎました）。"
    "もう一度ファイルを選んでください。"
)


class ImportView(LedgerView):
    """What the pages of an import share: who keeps records, and whose files they see."""

    changes = True
    whole_ledger = True

    def own(self) -> ImportQuerySet:
        """Return the user's own imports into this ledger, checked as who they are now."""
        return Import.objects.filter(**seen_as(self.request.user), ledger=self.ledger.sheet.key)

    def grid(self, content: bytes, name: str) -> SheetGrid:
        """Return the sheet that is read of a file."""
        return open_grid(content, name, self.ledger.sheet.knows)

    def refused(self, refusal: FileRefused) -> HttpResponse:
        """Say why a file that waited is not read any more: what reads it is newer than it."""
        messages.error(self.request, str(refusal))
        return redirect(self.ledger.url("import"))

    def gone(self, chosen: Import) -> HttpResponse:
        """Say what became of a file that no longer waits."""
        if chosen.taken_in_at is None:
            messages.warning(self.request, GONE)
            return redirect(self.ledger.url("import"))
        done = in_words(chosen.counts, DONE)
        messages.info(self.request, f"「{chosen.name}」は、既に取り込みました（{done}）。")
        return redirect(self.ledger.url("list"))


class ImportFile(ImportView):
    """The first step: choose the file."""

    page = "import"
    asks_for_a_file = True

    @one_act
    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what to do, and what still waits."""
        Import.objects.forget_old(timezone.now())
        return self.show(FileForm())

    @one_act
    def post(self, request: HttpRequest) -> HttpResponse:
        """Look at the file and keep it with what was found, or say why it cannot be read."""
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form)
        try:
            chosen = self.looked_at(form)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
            return self.show(form)
        return redirect(self.ledger.url("import_review", chosen.pk))

    def show(self, form: FileForm) -> HttpResponse:
        """Show the page."""
        waiting = self.own().waiting(timezone.now()).without_content()
        rows = [
            (each, in_words(each.counts), self.ledger.url("import_review", each.pk))
            for each in waiting
        ]
        return self.render(form=form, waiting=rows, **recognised(self.ledger.sheet))

    def looked_at(self, form: FileForm) -> Import:
        """Check the file and keep it; it takes the place of what it mends, and of itself."""
        sent, at = form.cleaned_data["file"], timezone.now()
        sent.seek(0)  # an act that is begun anew reads it again
        content, name = sent.read(), kept_name(sent.name)
        result = check(self.ledger.sheet, content, name, self.request.user)
        digest = hashlib.sha256(content).hexdigest()
        self.set_aside(digest)
        self.own().filter(pk=form.cleaned_data["instead"]).forget()
        chosen = Import(
            **seen_as(self.request.user),
            ledger=self.ledger.sheet.key,
            name=name,
            sha256=digest,
            size=len(content),
            is_long=not holds_all(self.grid(content, name)),
            uploaded_at=at,
            content=content,
        )
        return keep(chosen, result)

    def set_aside(self, digest: str) -> None:
        """Let go of the same file of the same user, checked in another division included.

        Who sends it several times at once sends it one after the other: each waits here.
        """
        User.objects.select_for_update(of=("self",)).get(pk=self.request.user.pk)
        same = Import.objects.filter(user=self.request.user, ledger=self.ledger.sheet.key)
        same.filter(sha256=digest).forget()


class ImportReview(ImportView):
    """The second step, what would happen; and the third, that it shall."""

    page = "import_review"

    @one_act
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what was found."""
        Import.objects.forget_old(timezone.now())
        chosen = get_object_or_404(self.own(), pk=pk)
        if not chosen.waits(timezone.now()):
            return self.gone(chosen)
        result = ImportResult.from_data(chosen.found())
        return self.show(chosen, result, ConfirmForm.of(result))

    @one_act
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the file in as it was shown; what has changed since is shown anew."""
        chosen = get_object_or_404(self.own().select_for_update(), pk=pk)
        if not chosen.waits(timezone.now()):
            return self.gone(chosen)
        shown = ImportResult.from_data(chosen.found())
        if not can_be_taken_in(shown):
            return redirect(self.ledger.url("import_review", pk))
        form = ConfirmForm.of(shown, request.POST)
        if not form.is_valid():
            return self.show(chosen, shown, form)
        try:
            self.take_in(chosen, shown)
        except NotTakenIn as other:
            keep(chosen, other.result)
            messages.error(request, CHANGED_SINCE)
            return redirect(self.ledger.url("import_review", pk))
        except FileRefused as refusal:
            return self.refused(refusal)
        return redirect(self.ledger.url("list"))

    def take_in(self, chosen: Import, shown: ImportResult) -> None:
        """Write all of it, and say how much that was."""
        content, user = held(chosen), self.request.user
        take_in(self.ledger.sheet, content, chosen.name, user, reason_of(chosen), shown=shown)
        chosen.finish(timezone.now())
        done = in_words(chosen.counts, DONE)
        messages.success(self.request, f"「{chosen.name}」を取り込みました（{done}）。")

    def show(self, chosen: Import, result: ImportResult, form: ConfirmForm) -> HttpResponse:
        """Show what was found: all errors at once, then row by row."""
        asked = self.request.GET.get("status", "")
        table = ImportOutcomeTable(narrowed(result, asked)).follow(self.request)
        problems = list(result.problems)
        pages = ("import_review", "import_marked", "import_discard")
        return self.render(
            form=form,
            file_form=FileForm(initial={"instead": chosen.pk}),
            chosen=chosen,
            result=result,
            found=in_words(result.counts),
            done=in_words(result.counts, DONE),
            problems=problems[:MOST_SHOWN],
            number_of_problems=len(problems),
            choices=choices(result),
            asked=asked,
            table=table,
            import_urls={page: self.ledger.url(page, chosen.pk) for page in pages},
        )


class ImportMarked(ImportView):
    """The file with its wrong cells marked, to be mended."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the workbook."""
        chosen = get_object_or_404(self.own(), pk=pk)
        if not chosen.waits(timezone.now()):
            return self.gone(chosen)
        content = held(chosen)
        found = problems_by_line(ImportResult.from_data(chosen.found()))
        try:
            grid = self.grid(content, chosen.name)
            workbook, name = marked(content, chosen.name, grid, found)
        except FileRefused as refusal:
            return self.refused(refusal)
        return FileResponse(BytesIO(workbook), as_attachment=True, filename=name, content_type=XLSX)


class ImportDiscard(ImportView):
    """The way out: nothing is taken in, and the file is not kept."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set nothing aside for an address that is left over from a log-in."""
        chosen = get_object_or_404(self.own().without_content(), pk=pk)
        return redirect(self.ledger.url("import_review", chosen.pk))

    @one_act
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set the file aside."""
        chosen = get_object_or_404(self.own().select_for_update(), pk=pk)
        if chosen.taken_in_at is not None:
            return self.gone(chosen)
        self.own().filter(pk=pk).forget()
        messages.success(request, f"「{chosen.name}」は、取り込まずにやめました。")
        return redirect(self.ledger.url("list"))


def held(chosen: Import) -> bytes:
    """Return the file of an import that waits."""
    return bytes(chosen.content)  # type: ignore[arg-type]  # as long as it waits


def keep(chosen: Import, result: ImportResult) -> Import:
    """Keep a file with what was found in it."""
    counts = {status.value: count for status, count in result.counts.items()}
    chosen.keep(result.as_data(), counts)
    chosen.save()
    return chosen


def recognised(sheet: Sheet) -> dict[str, str]:
    """Return by which columns a stored record is found, and which draws a number when empty."""
    named = {name: f"「{sheet.by_heading[folded(name)].heading}」" for name in sheet.known_by}
    return {"recognised": "と".join(named.values()), "drawn": named.get("number", "")}


def can_be_taken_in(result: ImportResult) -> bool:
    """Say whether there is something to write, and nothing that stands in its way."""
    counts = result.counts
    return not counts.get(Status.REFUSED) and any(counts.get(status) for status in DONE)


def problems_by_line(result: ImportResult) -> Problems:
    """Return the sentences by their row, with the column's place; none for a refused record's rest.

    All its rows are named: whoever mends one of them needs the others too.
    """
    refused = islice(refused_lines(result), MOST_LINES)
    found: Problems = defaultdict(list, {line: [] for line in refused})
    for problem in result.problems:
        found[problem.line].append((problem.place, problem.sentence))
    return found


def refused_lines(result: ImportResult) -> Iterator[int]:
    """Yield the rows of every refused record, up to the next; not endless blank ones."""
    following = chain((outcome.line for outcome in result.outcomes[1:]), [maxsize])
    for outcome, end in zip(result.outcomes, following, strict=False):
        if outcome.status == Status.REFUSED:
            yield from range(outcome.line, min(end, outcome.line + LONGEST))
