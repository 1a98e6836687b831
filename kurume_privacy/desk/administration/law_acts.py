"""The acts on the law: a row changes or ends, or a law is copied, from a day on.

Each is asked for, shown with what it changes in which year, and done when that is confirmed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kurume_privacy.accounts.unsent_form import KeepsUnsentForm
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.desk.administration.kept import KeptView
from kurume_privacy.desk.administration.law_forms import (
    RegimeCopyForm,
    RowEndForm,
    forget_errors,
    later_version,
    refuse,
)
from kurume_privacy.desk.sent_once import Sending, new_token
from kurume_privacy.desk.view import one_act
from kurume_privacy.law.change_row import change_row, end_row
from kurume_privacy.law.copy_law import copied_rows, copy_law
from kurume_privacy.law.day import ONE_DAY, like
from kurume_privacy.law.outlook import (
    KnownYears,
    YearLine,
    digest,
    naming,
    rehearsed,
    versions_of,
)
from kurume_privacy.models import LISTS_OF_LAW, Governance, Regime, RegimeRow
from kurume_privacy.records.display import shown_fields

CHANGED_MEANWHILE = "確かめている間に、法令が変わりました。下の内容を、もう一度確かめてください。"
NO_AGENCIES = "適用を受ける実施機関はありません"
VERSIONS = "記録は書き換えません。次に保存するときに、その日の内容になります。"
CHOSEN_ANEW = "記録は書き換えません。次に保存するときに、別のものを選びます。"
OTHER_LAW = "記録は書き換えません。写した法令のものを、それぞれの記録で選び直します。"
DONE_BEFORE = "この変更は、既に保存しています。"
OWN_CONTROLS = ("csrfmiddlewaretoken", "step", "seen", "token")


@dataclass(frozen=True)
class LawOutlook:
    """What an act would mean: in sentences, field by field, year by year, and of records."""

    day: date
    said: Sequence[str]
    lines: Sequence[YearLine]
    unchanged: str  # the known years before the day
    later: Sequence[str]  # how many records of the day or later name what ends
    later_said: str  # and what becomes of them
    fields: Sequence[tuple[str, str, str]] = ()

    @property
    def digest(self) -> str:
        """A token of what was shown."""
        return digest(self.day, self.said, self.lines, self.unchanged, self.later, self.fields)


class LawAct(KeptView, KeepsUnsentForm):
    """Asking, showing and doing: what the three acts share."""

    changes = True
    title = ""
    button = ""
    introduction = ""

    def form(self, row: Any, data: Any = None) -> Any:
        """Return the form, with what was sent."""
        raise NotImplementedError

    def outlook(self, row: Any, form: Any) -> LawOutlook:
        """Return what it would mean; raises ``ValidationError`` for what cannot be done."""
        raise NotImplementedError

    def act(self, row: Any, form: Any) -> Any:
        """Do it, and return what the page goes on to."""
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask."""
        row = self.find(pk)
        return self.ask(row, self.form(row))

    @one_act
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what it would mean, or do it, or say what is wrong."""
        row, step = self.find_locked(pk), request.POST.get("step")
        self.sending = Sending(request.POST, self.request.user, f"{self.ledger.route}:{self.page}")
        if (known := self.sending.known) is not None:
            messages.info(request, DONE_BEFORE)
            return redirect(self.ledger.url("detail", known.record))
        form = self.form(row, request.POST)
        if step == "edit" or not form.is_valid():
            return self.ask(row, form, judged=step != "edit")
        try:
            outlook = self.outlook(row, form)
        except ValidationError as refusal:
            refuse(form, refusal)
            return self.ask(row, form)
        if step != "confirm":
            return self.look(row, outlook)
        if request.POST.get("seen") != outlook.digest:
            messages.warning(request, CHANGED_MEANWHILE)
            return self.look(row, outlook)
        return self.done(self.act(self.find_locked(pk), self.judged(row, request.POST)))

    def judged(self, row: Any, data: Any) -> Any:
        """Return the form anew: the rehearsal has filled the version of the first."""
        form = self.form(row, data)
        form.is_valid()
        return form

    def unsent(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form as it was typed."""
        row = self.find(pk)
        return self.ask(row, self.form(row, request.POST), judged=False)

    def ask(self, row: Any, form: Any, judged: bool = True) -> HttpResponse:
        """Show the form; judged only where it was sent to be."""
        if not judged:
            forget_errors(form)
        self.template = "form"
        return self.page_of(row, form=form)

    def look(self, row: Any, outlook: LawOutlook) -> HttpResponse:
        """Show what it would mean, and ask for the yes."""
        self.template = "preview"
        sent = [
            (name, value)
            for name, values in self.request.POST.lists()
            if name not in OWN_CONTROLS
            for value in values
        ]
        return self.page_of(row, outlook=outlook, sent=sent, token=new_token())

    def page_of(self, row: Any, **context: Any) -> HttpResponse:
        """Show a page of the act."""
        words = {"title": self.title, "button": self.button, "introduction": self.introduction}
        self.page = f"act_{self.template}"
        return self.render(record=row, **words, **context)

    def done(self, kept: Any) -> HttpResponse:
        """Say that it is done, and go on."""
        self.sending.remember(kept)
        messages.success(self.request, f"{self.ledger.name}「{kept}」を保存しました。")
        return redirect(kept)


class RowAct(LawAct):
    """An act on a row of a list."""

    def seen(self, row: RegimeRow, day: date, after: Any, **own: Any) -> LawOutlook:
        """Return what an act would mean whose next version is ``after``, if there is one."""
        years, versions = KnownYears.now(timezone.localdate()), versions_of(row)
        ended = like(row, valid_until=day - ONE_DAY)
        ended.regime = row.regime
        others = [each for each in versions if each.pk != row.pk]
        later = sorted([*others, ended, *after], key=lambda each: each.valid_from or date.min)
        return LawOutlook(
            day=day,
            lines=[*years.lines(day, versions, later)],
            unchanged=years.said(years.before(day)),
            later=naming([row], since=day),
            later_said=VERSIONS if after else CHOSEN_ANEW,
            **own,
        )


class RowChange(RowAct):
    """「この行をある日から変える」."""

    page = "change"
    title = "ある日から変える"
    button = "この日から変える"
    introduction = (
        "前の日までの内容は、そのまま残ります。変わる日より前の年度の報告書は、変わりません。"
    )

    def form(self, row: Any, data: Any = None) -> Any:
        """Return the form of the next version."""
        return later_version(self.ledger.form)(data, former=row, user=self.request.user)

    def outlook(self, row: Any, form: Any) -> LawOutlook:
        """Return what it would mean."""
        version, day = form.instance, form.cleaned_data["day"]
        names = [name for name in form.fields if name not in ("day", *form.members)]
        before, after = (dict(shown_fields(each, names)) for each in (row, version))
        fields = [(label, was, after[label]) for label, was in before.items()]
        fields += [self.members_of(row, name, rows) for name, rows in form.members.items()]
        rehearsed(lambda: change_row(row, version, form.members))
        said = [
            f"「{row}」の今の内容は、{era_date(day - ONE_DAY)}まで適用されます。",
            f"{era_date(day)}から、「{version}」の新しい内容が適用されます。",
        ]
        differs = [each for each in fields if each[1] != each[2]]
        return self.seen(row, day, [version], said=said, fields=differs)

    def members_of(self, row: Any, name: str, rows: Any) -> tuple[str, str, str]:
        """Return a set of a row as it is and as it would be: (label, before, after)."""
        field = row._meta.get_field(name)
        was = "、".join(map(str, getattr(row, name).order_by("order", "pk")))
        would = "、".join(map(str, sorted(rows, key=lambda each: (each.order, each.pk))))
        return str(field.verbose_name), was, would

    def act(self, row: Any, form: Any) -> Any:
        """Do it."""
        return change_row(row, form.instance, form.members)


class RowEnd(RowAct):
    """「この行をある日で終える」."""

    page = "end"
    title = "ある日で終える"
    button = "この日で終える"
    introduction = "終わる日までの記録と報告書は、変わりません。"

    def form(self, row: Any, data: Any = None) -> Any:
        """Return the form of its end."""
        return RowEndForm(data)

    def outlook(self, row: Any, form: Any) -> LawOutlook:
        """Return what it would mean."""
        last_day = form.cleaned_data["last_day"]
        rehearsed(lambda: end_row(row, last_day))
        said = [f"「{row}」は、{era_date(last_day)}で終わります。翌日からの記録では選べません。"]
        return self.seen(row, last_day + ONE_DAY, [], said=said)

    def act(self, row: Any, form: Any) -> Any:
        """Do it."""
        return end_row(row, form.cleaned_data["last_day"])


class RegimeCopy(LawAct):
    """「この法令をある日から写す」."""

    page = "copying"
    title = "ある日から写す"
    button = "この日から写す"
    introduction = (
        "この法令をその前日で終え、同じ内容の法令を、同じ実施機関に、その日から始めます。"
        "写した行は、後から一つずつ変えられます。"
    )

    def form(self, row: Any, data: Any = None) -> Any:
        """Return the form, with the name that it has."""
        return RegimeCopyForm(data, initial={"name": row.name})

    def outlook(self, row: Regime, form: Any) -> LawOutlook:
        """Return what it would mean."""
        day, name = form.cleaned_data["day"], form.cleaned_data["name"]
        years = KnownYears.now(timezone.localdate())
        ended = like(row, valid_until=day - ONE_DAY)
        copy = like(row, name=name, valid_from=day)
        governed = copied_rows(Governance, row, day).select_related("agency")
        agencies = "、".join(dict.fromkeys(str(each.agency) for each in governed))
        copied = [(model, copied_rows(model, row, day)) for model in LISTS_OF_LAW]
        rehearsed(lambda: copy_law(row, name, day))
        said = [
            f"「{row}」は、{era_date(day - ONE_DAY)}で終わります。",
            f"{era_date(day)}から、「{name}」が適用されます（{agencies or NO_AGENCIES}）。",
            *(f"{each._meta.verbose_name}：{rows.count()}行を写します。" for each, rows in copied),
        ]
        later = [
            f"{model._meta.verbose_name}を選んだ{each}"
            for model, rows in copied
            for each in naming([*rows], since=day)
        ]
        lines = [*years.lines(day, [row], [ended, copy])]
        return LawOutlook(
            day=day,
            said=said,
            lines=lines,
            unchanged=years.said(years.before(day)),
            later=later,
            later_said=OTHER_LAW,
        )

    def act(self, row: Any, form: Any) -> Any:
        """Do it."""
        return copy_law(row, form.cleaned_data["name"], form.cleaned_data["day"])
