"""The page of a step on the way to publication: what it means, what it asks for, and the yes."""

from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kurume_privacy.accounts.log_in import StaffRequest
from kurume_privacy.accounts.unsent_form import KeepsUnsentForm
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import User
from reports.desk.forms import PublicationForm, ReasonForm, ReopeningForm, WithdrawalForm, YesForm
from reports.desk.report_desk import ReportDesk
from reports.models import Edition, StepKind
from reports.publishing import publish
from reports.publishing.draft import Draft


class StepInWords(NamedTuple):
    """What a page says of a step; {next} is the edition that comes of it, {last} the one before."""

    title: str
    verb: str  # on the draft, where it leads here
    yes: str  # on its button
    meaning: str
    done: str

    def about(self, number: int) -> "StepInWords":
        """Return the words, ``number`` being the number of the edition that comes of it."""
        named = {"next": f"第{number}版", "last": f"第{number - 1}版"}
        return StepInWords(*(text.format(**named) for text in self))


IN_WORDS = {
    StepKind.ASK: StepInWords(
        "報告書（{next}）の確認依頼",
        "確認を依頼する",
        "{next}の確認を依頼する",
        "{next}として公表してよいか、承認者に確認を依頼します。この年度は締め切られます。"
        "締め切った年度の記録は、総括担当が依頼を取り消すか、承認者が差し戻すか再開するまで、"
        "登録も変更も削除もできません。",
        "{next}の確認を依頼しました。",
    ),
    StepKind.WITHDRAW: StepInWords(
        "報告書（{next}）の依頼の取消し",
        "依頼を取り消す",
        "依頼を取り消す",
        "承認者にした確認の依頼を取り消します。年度の締切りが解かれ、記録を直せるようになります。"
        "直した後に、もう一度確認を依頼できます。",
        "確認の依頼を取り消しました。",
    ),
    StepKind.SEND_BACK: StepInWords(
        "報告書（{next}）の差戻し",
        "差し戻す",
        "差し戻す",
        "総括担当に差し戻します。年度の締切りが解かれ、記録を直せるようになります。"
        "理由は、総括担当のホームと報告書の一覧に出ます。",
        "差し戻しました。",
    ),
    StepKind.APPROVE: StepInWords(
        "報告書（{next}）の承認",
        "承認する",
        "{next}を承認する",
        "この内容を{next}として公表してよいと認めます。公表するまでは、差し戻すことができます。",
        "{next}を承認しました。",
    ),
    StepKind.PUBLISH: StepInWords(
        "報告書（{next}）の公表",
        "公表する",
        "{next}として公表する",
        "この内容を{next}として公表します。公表した版は、変えることも消すことも"
        "できません。直すときは、再開して正誤表の付いた次の版を公表します。",
        "{next}を公表しました。",
    ),
    StepKind.REOPEN: StepInWords(
        "報告書（{last}）の再開",
        "再開する",
        "再開する",
        "公表した{last}を直すために、年度の締切りを解きます。"
        "{last}はそのまま残り、次に公表する{next}に、理由と正誤表が付きます。",
        "再開しました。次に公表するのは、{next}です。",
    ),
}
FORMS = {
    StepKind.ASK: YesForm,
    StepKind.WITHDRAW: WithdrawalForm,
    StepKind.SEND_BACK: ReasonForm,
    StepKind.APPROVE: YesForm,
    StepKind.PUBLISH: PublicationForm,
    StepKind.REOPEN: ReopeningForm,
}


class DraftStep(ReportDesk, KeepsUnsentForm):
    """A step: shown with all that it is about, and taken."""

    def get(self, request: StaffRequest, year: FiscalYear, act: StepKind) -> HttpResponse:
        """Say what the step does, and ask."""
        return self.ask(year, act, FORMS[act]())

    def post(self, request: StaffRequest, year: FiscalYear, act: StepKind) -> HttpResponse:
        """Take the step, or say why not."""
        form = FORMS[act](request.POST)
        if not form.is_valid():
            return self.ask(year, act, form)
        words = IN_WORDS[act].about(Edition.objects.next_number(year))
        try:
            take(act, year, request.user, form.cleaned_data)
        except publish.StepRefused as refusal:
            form.add_error(None, refusal)
            return self.ask(year, act, form)
        messages.success(request, f"{year}の報告書：{words.done}")
        return redirect("reports:draft", year)

    def unsent(self, request: StaffRequest, year: FiscalYear, act: StepKind) -> HttpResponse:
        """Show the step with what was typed."""
        return self.ask(year, act, FORMS[act](initial=request.POST.dict()))

    def ask(self, year: FiscalYear, act: StepKind, form: forms.Form) -> HttpResponse:
        """Show the step with its form."""
        draft = Draft.of(year, timezone.localdate())
        offered = act in acts_for(self.request.user, draft)
        about = {"act": act, "words": IN_WORDS[act].about(draft.number)}
        return self.show("step", form=form, year=year, draft=draft, offered=offered, **about)


def acts_for(user: User, draft: Draft) -> list[StepKind]:
    """Return the steps that the report waits for and that this user may take."""
    asked_it = draft.last is not None and draft.last.user_id == user.pk
    return [
        act
        for act in StepKind
        if user.is_office == (act in publish.OFFICE_TAKES)
        and draft.stage in publish.FROM[act]
        and not (act == StepKind.APPROVE and asked_it)
    ]


def take(act: StepKind, year: FiscalYear, user: User, sent: dict) -> None:
    """Take a step with what its form asked for."""
    getattr(publish, act.value)(year, user, now=timezone.now(), **sent)
