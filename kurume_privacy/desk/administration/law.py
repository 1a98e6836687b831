"""The pages of the law: 適用法令, whom each governs, and a list a page for all that it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kurume_privacy.accounts.log_in import StaffRequest
from kurume_privacy.desk.administration import law_lists as lists
from kurume_privacy.desk.administration.kept import (
    ADMINISTRATORS,
    KEPT,
    KeptDetail,
    KeptLedger,
    KeptUpdate,
    KeptView,
)
from kurume_privacy.desk.administration.law_acts import RegimeCopy, RowChange, RowEnd
from kurume_privacy.desk.ledger import PAGES, Placed
from kurume_privacy.desk.tables import RecordTable
from kurume_privacy.desk.view import LedgerView
from kurume_privacy.law.outlook import KnownYears, naming, versions_of
from kurume_privacy.models import Governance, Regime
from kurume_privacy.records import law as forms

MENU = Placed("法令", 60)


@dataclass(frozen=True)
class Above:
    """The page that leads to a list, where it is not in the menu itself."""

    name: str
    page: str

    @property
    def url(self) -> str:
        """Return its address."""
        return reverse(self.page)


class LeadsToActs(KeptView):
    """A page of a row, which leads to the acts on it."""

    @property
    def record_pages(self) -> tuple[str, ...]:  # type: ignore[override]  # it is the ledger's
        """The pages of a row that it leads to."""
        return (*KeptView.record_pages, *(name for name, _, _ in self.ledger.acts))


class RowDetail(LeadsToActs, KeptDetail):
    """A row of the law with its versions, the years that it binds, and how many records name it."""

    def more(self, record: Any) -> dict[str, Any]:
        """Return them; no record is shown."""
        today = timezone.localdate()
        years, versions = KnownYears.now(today), versions_of(record)
        return {
            "use": lists.use_of(record, today).label,
            "versions": [(each, lists.use_of(each, today).label) for each in versions],
            "years": years.said(years.of([record])),
            "naming": naming([record]),
        }


class RowUpdate(LeadsToActs, KeptUpdate):
    """Mending a row: what it is called in the years that it binds changes with it, and is said."""

    def render(self, **context: Any) -> HttpResponse:
        """Say first which years' reports and how many records have the row."""
        if (record := context.get("record")) is not None:
            years = KnownYears.now(timezone.localdate())
            context |= {"years": years.said(years.of([record])), "naming": naming([record])}
        return super().render(**context)


class RegimeDetail(LeadsToActs, KeptDetail):
    """A law with whom it governs, and the way to each of its lists."""

    def more(self, record: Regime) -> dict[str, Any]:
        """Return them all, those that are no more too."""
        today = timezone.localdate()
        years = KnownYears.now(today)
        governed = record.governances.shown()
        return {
            "use": lists.use_of(record, today).label,
            "governed": [(each, lists.use_of(each, today).label) for each in governed],
            "lists": summaries(regime=record.pk),
            "years": years.said(years.of([record])),
        }


class GovernanceDetail(KeptDetail):
    """That a law governs an agency, and whether it does so today."""

    def more(self, record: Governance) -> dict[str, Any]:
        """Return whether it does."""
        return {"use": lists.use_of(record, timezone.localdate()).label}


LAW_PAGES: Mapping[str, type[LedgerView]] = KEPT | {"detail": RowDetail, "update": RowUpdate}
ROW_ACTS = (("change", "<int:pk>/change/", RowChange), ("end", "<int:pk>/end/", RowEnd))
REGIME_ACTS = (("copying", "<int:pk>/copy/", RegimeCopy),)


@dataclass(frozen=True, eq=False)
class LawLedger(KeptLedger):
    """A list of the law: reached from the page of the law, not from the menu."""

    filters: Any = lists.LawRowFilter
    at: str = ""
    menu: Placed = MENU
    views: Mapping[str, type[LedgerView]] = field(default_factory=lambda: LAW_PAGES)
    acts: tuple = ROW_ACTS
    above = Above(MENU.name, "kurume_privacy:law")

    def templates(self, page: str) -> list[str]:
        """Return its own template for a page, that of all rows of the law, or all others'."""
        own, *others = super().templates(page)
        return [own, f"kurume_privacy/law_row_{page}.html", *others]

    def urls(self) -> list:
        """Return the addresses of its pages, and of the acts on a row."""
        return self.addresses((*PAGES, *self.acts))


def _list(form: Any, table: type[RecordTable], at: str, place: int, **own: Any) -> LawLedger:
    name = str(form._meta.model._meta.verbose_name)
    options: dict[str, Any] = {"at": f"law/{at}/", "menu": Placed(name, place)} | own
    return LawLedger(form, table, **options)


REGIMES = _list(
    forms.RegimeForm,
    lists.RegimeTable,
    "regimes",
    60,
    filters=lists.RegimeFilter,
    views=KEPT | {"detail": RegimeDetail, "update": RowUpdate},
    acts=REGIME_ACTS,
)
GOVERNANCES = _list(
    forms.GovernanceForm,
    lists.GovernanceTable,
    "governances",
    61,
    filters=lists.GovernanceFilter,
    views=KEPT | {"detail": GovernanceDetail, "update": RowUpdate},
    acts=(),
    menu=Placed("適用を受ける実施機関", 61),
)
ROWS = (
    _list(forms.RequestKindForm, lists.RequestKindTable, "kinds", 62),
    _list(forms.DisclosureMethodForm, lists.DisclosureMethodTable, "methods", 63),
    _list(forms.OutcomeForm, lists.OutcomeTable, "outcomes", 64),
    _list(forms.ExemptionClauseForm, lists.ExemptionClauseTable, "clauses", 65),
    _list(forms.UseGroundForm, lists.UseGroundTable, "grounds", 66),
    _list(forms.CessationGroundForm, lists.CessationGroundTable, "cessation-grounds", 67),
    _list(forms.DecisionDeadlineForm, lists.DecisionDeadlineTable, "deadlines", 68),
    _list(forms.CountingWayForm, lists.CountingWayTable, "counting-ways", 69),
)
LAW = (REGIMES, GOVERNANCES, *ROWS)


@dataclass(frozen=True)
class Summary:
    """A list of the law as the page above it shows it."""

    ledger: LawLedger
    url: str
    rows: int
    now: int
    unconfirmed: int


def summaries(**regime: int) -> list[Summary]:
    """Return what stands in each list: of all laws, or of one."""
    return [_summary(ledger, **regime) for ledger in ROWS]


def _summary(ledger: LawLedger, **regime: int) -> Summary:
    rows: models.QuerySet = ledger.model._base_manager.filter(**regime)
    in_force = lists.in_use("now", timezone.localdate(), "", "regime__")
    counted = rows.order_by().aggregate(
        rows=Count("pk"),
        now=Count("pk", filter=in_force),
        unconfirmed=Count("pk", filter=Q(unconfirmed=True)),
    )
    asked = "".join(f"?{name}={value}" for name, value in regime.items())
    return Summary(ledger, ledger.url("list") + asked, **counted)


@require_safe
def law_page(request: StaffRequest) -> HttpResponse:
    """Show which law governs whom today, and lead to each list."""
    if not request.user.is_administrator:
        raise PermissionDenied(ADMINISTRATORS)
    today = timezone.localdate()
    regimes = [
        {
            "regime": regime,
            "use": lists.use_of(regime, today).label,
            "agencies": [str(each.agency) for each in _governed(regime, today)],
        }
        for regime in Regime.objects.prefetch_related("governances__agency")
    ]
    context = {"regimes": regimes, "lists": summaries(), "ledgers": (REGIMES, GOVERNANCES)}
    return render(request, "kurume_privacy/law.html", context)


def _governed(regime: Regime, day: Any) -> list[Governance]:
    """Return whom a law governs on a day; of one that is over or to come, whom it would."""
    found: list[Any] = [*regime.governances.all()]
    if not regime.in_force_on(day):
        return found
    return [each for each in found if each.in_force_on(day)]
