"""The way to a reorganisation: what changes, what it becomes, a look at it, and then the act."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from kurume_privacy.accounts.reorganisation_forms import ChoicesForm, PlanForm, StartForm
from kurume_privacy.accounts.reorganisation_outlook import Outlook
from kurume_privacy.accounts.reorganisation_words import kind_of, said
from kurume_privacy.accounts.reorganise import reorganise
from kurume_privacy.accounts.unsent_form import KeepsUnsentForm
from kurume_privacy.desk.administration.kept import KeptView
from kurume_privacy.desk.view import one_act
from kurume_privacy.models import Department, Reorganisation
from kurume_privacy.records.rows import with_another_row

CHANGED_MEANWHILE = (
    "確かめている間に、組織か職員が変わりました。下の内容を、もう一度確かめてください。"
)
OWN_CONTROLS = ("csrfmiddlewaretoken", "step", "seen", "add")


class ReorganisationPage(KeptView):
    """A page on the way to an act."""

    record_pages = ("detail", "withdraw")

    def visible(self) -> Any:
        """Return all acts."""
        return Reorganisation.objects.all()


class ReorganisationStart(ReorganisationPage):
    """From when on, and what changes."""

    page = "start"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask; what the address names is chosen already."""
        named = {name: request.GET.getlist(name) for name in ("departments", "divisions")}
        typed = {name: request.GET[name] for name in request.GET if name not in named}
        return self.render(form=StartForm(initial=typed | named))


class ReorganisationPlan(ReorganisationPage, KeepsUnsentForm):
    """What each of the chosen divisions becomes; a look at what that means; and the act."""

    page = "plan"

    def dispatch(self, request: HttpRequest, *args, **options) -> HttpResponseBase:
        """Lead to the beginning where the address says nothing."""
        self.refuse_others(self.request.user)
        if "on" not in request.GET:
            return redirect(self.ledger.url("create"))
        return super().dispatch(request, *args, **options)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask what becomes of each."""
        start = StartForm(request.GET)
        if not start.is_valid():
            return self.begin(start)
        return self.ask(PlanForm(start))

    @one_act
    def post(self, request: HttpRequest) -> HttpResponse:
        """Go on to the next step, or say what is wrong."""
        start, step = StartForm(request.GET), request.POST.get("step")
        if not start.is_valid():
            return self.begin(start)
        if (prefix := request.POST.get("add")) is not None:
            return self.ask(PlanForm(start, with_another_row(request.POST, prefix)), sent=False)
        form = PlanForm(start, request.POST)
        if step == "edit" or not form.is_valid():
            return self.ask(form, sent=step != "edit")
        return self.confirm(start, form) if step == "confirm" else self.look(form)

    def unsent(self, request: HttpRequest) -> HttpResponse:
        """Show the step as it was typed."""
        start = StartForm(request.GET)
        if not start.is_valid():
            return self.begin(start)
        form = PlanForm(start, request.POST)
        if request.POST.get("step") == "confirm" and form.is_valid():
            return self.look(form, ChoicesForm(form.outlook(), request.POST))
        return self.ask(form, sent=False)

    def begin(self, start: StartForm) -> HttpResponse:
        """Show the beginning again, with what was wrong."""
        self.page = "start"
        return self.render(form=start)

    def ask(self, form: PlanForm, sent: bool = True) -> HttpResponse:
        """Show the form; judged only where it was sent to be."""
        form.is_bound = form.is_bound and sent
        names = Department.objects.in_use_on(form.on).values_list("name", flat=True)
        return self.render(form=form, departments=sorted(set(names)), on=form.on)

    def look(self, form: PlanForm, choices: ChoicesForm | None = None) -> HttpResponse:
        """Show what it would mean, and ask for the yes."""
        outlook = form.outlook()
        self.page = "preview"
        return self.render(
            form=choices or ChoicesForm(outlook),
            outlook=outlook,
            said=said(outlook.plan),
            rows=rows_of(outlook),
            sent=kept_controls(self.request.POST),
            past=outlook.plan.on <= timezone.localdate(),
        )

    def confirm(self, start: StartForm, form: PlanForm) -> HttpResponse:
        """Do it, unless it means something else by now."""
        outlook = form.outlook()
        choices = ChoicesForm(outlook, self.request.POST)
        if outlook.digest != self.request.POST.get("seen"):
            messages.warning(self.request, CHANGED_MEANWHILE)
            return self.look(form)
        if not choices.is_valid():
            return self.look(form, choices)
        act = reorganise(form.outlook(choices.chosen), start.cleaned_data["title"])
        messages.success(self.request, f"「{act}」を登録しました。")
        return redirect(act)


def rows_of(outlook: Outlook) -> list[dict[str, Any]]:
    """Return what is shown of each division: what it becomes, how, with whom and what."""
    plan = outlook.plan
    return [
        {
            "former": each.former,
            "targets": [str(target) for target in each.targets],
            "kind": kind_of(plan, each),
            "people": sum(moving.becoming is each for moving in outlook.movings),
            "held": outlook.held.get(each.former.pk, ()),
            "stays": each.stays,
        }
        for each in plan.becoming
    ]


def kept_controls(sent: QueryDict) -> list[tuple[str, str]]:
    """Return what was typed, for the next page to send again."""
    own = ("keeper-", "person-")
    return [
        (name, value)
        for name, values in sent.lists()
        if name not in OWN_CONTROLS and not name.startswith(own)
        for value in values
    ]
