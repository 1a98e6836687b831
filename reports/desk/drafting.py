"""The report desk, under desk/reports/: the years, a year's draft, its checks and its wording."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kurume_privacy.accounts.log_in import StaffRequest
from kurume_privacy.accounts.unsent_form import KeepsUnsentForm
from kurume_privacy.calendar.fiscal import FiscalYear
from reports.compiling.checks import CHECKS
from reports.compiling.compile import compile_report
from reports.desk.forms import ExplanationForm
from reports.desk.report_desk import ReportDesk
from reports.desk.steps import IN_WORDS, acts_for
from reports.desk.years import reported
from reports.models import Edition, Wording, wordable
from reports.publishing import publish
from reports.publishing.draft import Draft
from reports.rendering import render as rendering

OFFICE_WORDS = "報告書の文は、総括担当が書きます。"


class Drafts(ReportDesk):
    """The years, and where the report of each stands."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them, the latest first."""
        return self.show("years", years=reported(timezone.localdate()))


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
            acts=[(act, IN_WORDS[act].verb) for act in acts_for(request.user, draft)],
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


class DraftChecks(ReportDesk, KeepsUnsentForm):
    """What the checks found, with a written reason for each warning."""

    def get(self, request: StaffRequest, year: FiscalYear) -> HttpResponse:
        """Show what was found, and the reasons."""
        return self.page(year)

    def post(self, request: StaffRequest, year: FiscalYear) -> HttpResponse:
        """Keep the reason of one warning: as it was written, or as one click gives it."""
        check = request.POST.get("check", "")
        form = ExplanationForm(self.sent(check), auto_id=ExplanationForm.ids(check))
        if not form.is_valid():
            return self.page(year, check, form)
        try:
            reason = form.cleaned_data["reason"]
            publish.explain(year, check, reason, request.user, timezone.now())
        except publish.StepRefused as refusal:
            form.add_error("reason", refusal)
            return self.page(year, check, form)
        messages.success(request, f"「{CHECKS[check].title}」の理由を保存しました。")
        return redirect(f"{reverse('reports:draft_checks', args=[year])}#{check}")

    def sent(self, check: str) -> QueryDict:
        """Return what was sent; the affirmation of the check where that was chosen."""
        sent = self.request.POST.copy()
        known = CHECKS.get(check)
        if known and known.affirmation and "affirmed" in sent:
            sent["reason"] = known.affirmation
        return sent

    def unsent(self, request: StaffRequest, year: FiscalYear) -> HttpResponse:
        """Show the findings with the reason as it was typed."""
        check = request.POST.get("check", "")
        typed = {"reason": request.POST.get("reason", ""), "check": check}
        form = ExplanationForm(initial=typed, auto_id=ExplanationForm.ids(check))
        return self.page(year, check, form)

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
