"""The report desk, under desk/reports/: a year's draft, its checks, and the way to publication.

For the office, which drafts, and the approver, who publishes. What each may do is the rule of
`reports.publishing.publish`; a page only offers it.
"""

from typing import Any
from urllib.parse import unquote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from kurume_privacy.accounts.log_in import StaffRequest
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import User
from kurume_privacy.records.form import every_error
from reports.compiling.checks import CHECKS
from reports.compiling.compile import compile_report
from reports.desk.forms import ExplanationForm, PublicationForm, ReasonForm, ReopeningForm, YesForm
from reports.models import Edition, Step, StepKind, Wording, wordable
from reports.publishing import publish
from reports.publishing.draft import Draft
from reports.rendering import render as rendering
from reports.years import years_with_records

OFFICE_WORDS = "報告書の文は、総括担当が書きます。"
NOT_YOURS = "報告書は、総括担当が作り、承認者が公表します。"


class ReportDesk(View):
    """A page about the reports: for the office and the approver."""

    request: StaffRequest

    def dispatch(self, request: HttpRequest, *args, **options) -> HttpResponseBase:
        """Refuse the others, saying why; lead to the one lasting address of a year."""
        user, match = self.request.user, self.request.resolver_match
        if not (user.is_office or user.is_approver):
            raise PermissionDenied(NOT_YOURS)
        lasting = reverse(match.view_name, kwargs=match.kwargs)
        if request.method == "GET" and request.path != unquote(lasting):
            return redirect(lasting)
        return super().dispatch(request, *args, **options)

    def show(self, template: str, **context: Any) -> HttpResponse:
        """Show a page; 422 where what was sent could not be taken."""
        context["errors"] = every_error(context.get("form"))
        status = 422 if context["errors"] else 200
        return render(self.request, f"reports/drafts/{template}.html", context, status=status)


class Drafts(ReportDesk):
    """The years, and where the report of each stands."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them, the latest first."""
        editions = {edition.year: edition for edition in Edition.objects.current()}
        ended = FiscalYear.of(timezone.localdate()).previous
        years = {int(year) for year in (*years_with_records(), ended)} | editions.keys()
        rows = [
            (FiscalYear(year), Step.stage(FiscalYear(year)), editions.get(year))
            for year in sorted(years, reverse=True)
        ]
        return self.show("years", rows=rows)


class DraftPage(ReportDesk):
    """The draft as it would be published today, every number with its records."""

    def get(self, request: StaffRequest, year: FiscalYear) -> HttpResponse:
        """Compile and check it."""
        draft = Draft.of(year, timezone.localdate())
        return self.show(
            "draft",
            draft=draft,
            report=draft.report,
            year=year,
            acts=[(act, VERBS[act]) for act in acts_for(request.user, draft)],
            editions=Edition.objects.of_year(year),
            wordable=wordable() if request.user.is_office else (),
            at_the_desk=True,
        )


class DraftPdf(ReportDesk):
    """The draft as PDF."""

    def get(self, request: HttpRequest, year: FiscalYear) -> HttpResponse:
        """Return the PDF, or say that this machine cannot make one."""
        try:
            content = rendering.pdf(compile_report(year))
        except rendering.PdfUnavailable:
            return render(request, "reports/drafts/no_pdf.html", {"year": year}, status=503)
        name = f"draft-{int(year)}.pdf"
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return HttpResponse(content, content_type="application/pdf", headers=headers)


class DraftWording(ReportDesk):
    """The way from a paragraph to the form of its wording."""

    def get(self, request: StaffRequest, year: FiscalYear, paragraph: str) -> HttpResponse:
        """Lead to the stored wording, or to a new one that begins with the generated text."""
        if not request.user.is_office:
            raise PermissionDenied(OFFICE_WORDS)
        if paragraph not in wordable():
            raise Http404
        known = Wording.objects.in_year(year).filter(paragraph=paragraph).first()
        if known:
            return redirect("reports:wording_update", known.pk)
        form = reverse("reports:wording_create")
        return redirect(f"{form}?year={int(year)}&paragraph={paragraph}")


class DraftChecks(ReportDesk):
    """What the checks found, with a written reason for each warning."""

    def get(self, request: StaffRequest, year: FiscalYear) -> HttpResponse:
        """Show what was found, and the reasons."""
        return self.page(year)

    def post(self, request: StaffRequest, year: FiscalYear) -> HttpResponse:
        """Keep the reason of one warning."""
        check = request.POST.get("check", "")
        form = ExplanationForm(request.POST, auto_id=ExplanationForm.ids(check))
        if not form.is_valid():
            return self.page(year, check, form)
        try:
            reason = form.cleaned_data["reason"]
            publish.explain(year, check, reason, request.user, timezone.now())
        except publish.StepRefused as refusal:
            form.add_error("reason", refusal)
            return self.page(year, check, form)
        messages.success(request, f"「{CHECKS[check].title}」の理由を保存しました。")
        return redirect("reports:draft_checks", year)

    def page(
        self, year: FiscalYear, sent: str = "", form: ExplanationForm | None = None
    ) -> HttpResponse:
        """Show the findings; the one whose reason was sent with what was typed."""
        draft = Draft.of(year, timezone.localdate())
        rows = [
            (group, form if group.check == sent else ExplanationForm.of(group))
            for group in draft.groups
        ]
        return self.show("checks", year=year, draft=draft, rows=rows, form=form)


class DraftStep(ReportDesk):
    """A step on the way to publication: what it means, what it asks for, and the yes."""

    def get(self, request: StaffRequest, year: FiscalYear, act: StepKind) -> HttpResponse:
        """Say what the step does, and ask."""
        return self.ask(year, act, FORMS[act]())

    def post(self, request: StaffRequest, year: FiscalYear, act: StepKind) -> HttpResponse:
        """Take the step, or say why not."""
        form = FORMS[act](request.POST)
        if not form.is_valid():
            return self.ask(year, act, form)
        try:
            take(act, year, request.user, form.cleaned_data)
        except publish.StepRefused as refusal:
            form.add_error(None, refusal)
            return self.ask(year, act, form)
        messages.success(request, f"{year}の報告書：{DONE[act]}")
        return redirect("reports:draft", year)

    def ask(self, year: FiscalYear, act: StepKind, form: Form) -> HttpResponse:
        """Show the step with its form."""
        draft = Draft.of(year, timezone.localdate())
        offered = act in acts_for(self.request.user, draft)
        said = {"act": act, "verb": VERBS[act], "meaning": MEANING[act]}
        return self.show("step", form=form, year=year, draft=draft, offered=offered, **said)


FORMS = {
    StepKind.ASK: YesForm,
    StepKind.SEND_BACK: ReasonForm,
    StepKind.APPROVE: YesForm,
    StepKind.PUBLISH: PublicationForm,
    StepKind.REOPEN: ReopeningForm,
}
VERBS = {
    StepKind.ASK: "確認を依頼する",
    StepKind.SEND_BACK: "差し戻す",
    StepKind.APPROVE: "承認する",
    StepKind.PUBLISH: "公表する",
    StepKind.REOPEN: "再開する",
}
MEANING = {
    StepKind.ASK: "この年度を締め切り、承認者に確認を依頼します。締め切った年度の記録は、"
    "承認者が差し戻すか再開するまで、登録も変更も削除もできません。",
    StepKind.SEND_BACK: "総括担当に差し戻します。年度の締切りが解かれ、"
    "記録を直せるようになります。",
    StepKind.APPROVE: "この内容で公表してよいと認めます。公表するまでは、差し戻すことができます。",
    StepKind.PUBLISH: "この内容を、新しい版として公表します。公表した版は、変えることも消すことも"
    "できません。直すときは、再開して正誤表の付いた新しい版を公表します。",
    StepKind.REOPEN: "公表した報告書を直すために、年度の締切りを解きます。"
    "公表した版はそのまま残り、次の版に、理由と正誤表が付きます。",
}
DONE = {
    StepKind.ASK: "確認を依頼しました。",
    StepKind.SEND_BACK: "差し戻しました。",
    StepKind.APPROVE: "承認しました。",
    StepKind.PUBLISH: "公表しました。",
    StepKind.REOPEN: "再開しました。",
}


def acts_for(user: User, draft: Draft) -> list[StepKind]:
    """Return the steps that the report waits for and that this user may take."""
    theirs = [StepKind.ASK] if user.is_office else [act for act in StepKind if act != StepKind.ASK]
    asked_it = draft.last is not None and draft.last.user_id == user.pk
    return [
        act
        for act in theirs
        if draft.stage in publish.FROM[act] and not (act == StepKind.APPROVE and asked_it)
    ]


def take(act: StepKind, year: FiscalYear, user: User, sent: dict) -> None:
    """Take a step with what its form asked for."""
    getattr(publish, act.value)(year, user, now=timezone.now(), **sent)
