"""The public addresses; the desk of the reports, and the desks of what only the report needs."""

from django.urls import include, path, register_converter

from kurume_privacy.calendar.fiscal import FiscalYear
from reports.desk import drafting
from reports.desk.ledgers import wordings
from reports.desk.steps import DraftStep
from reports.models import StepKind
from reports.section import PUBLICATION, TRAINING
from reports.site import views


class FiscalYearConverter:
    """A fiscal year in an address: 2021, or as people type it, 令和3."""

    regex = "[^/]{1,8}"

    def to_python(self, value: str) -> FiscalYear:
        """Read it; what is no year is no address."""
        return FiscalYear.parse(value)

    def to_url(self, value: FiscalYear | int) -> str:
        """Write it in its one lasting form."""
        return str(int(value))


class ActConverter:
    """A step on the way to publication, in an address."""

    regex = "|".join(StepKind.values)

    def to_python(self, value: str) -> StepKind:
        """Read it."""
        return StepKind(value)

    def to_url(self, value: StepKind | str) -> str:
        """Write it."""
        return StepKind(value).value


register_converter(FiscalYearConverter, "fiscal_year")
register_converter(ActConverter, "act")

KEPT = [*TRAINING.urls(), *PUBLICATION.urls(), *wordings.urls()]
DRAFT = "desk/reports/<fiscal_year:year>/"

app_name = "reports"
urlpatterns = [
    # The public ones first: they are asked for most.
    path("", views.page, name="index"),
    path("comparison/", views.page, name="comparison"),
    path("data/", views.page, name="data"),
    path("data/catalogue.json", views.page, name="catalogue"),
    path("reports/<fiscal_year:year>/", views.page_of_year, name="report"),
    path("reports/<fiscal_year:year>/<str:path>", views.page_of_year, name="current_file"),
    path("reports/<fiscal_year:year>/editions/<int:number>/", views.page_of_year, name="edition"),
    path(
        "reports/<fiscal_year:year>/editions/<int:number>/<path:path>",
        views.page_of_year,
        name="edition_file",
    ),
    path("desk/publication/", include(KEPT)),
    path("desk/reports/", drafting.Drafts.as_view(), name="drafts"),
    path(DRAFT, drafting.DraftPage.as_view(), name="draft"),
    path(f"{DRAFT}report.pdf", drafting.DraftPdf.as_view(), name="draft_pdf"),
    path(f"{DRAFT}checks/", drafting.DraftChecks.as_view(), name="draft_checks"),
    path(f"{DRAFT}wording/<str:paragraph>/", drafting.DraftWording.as_view(), name="draft_wording"),
    path(f"{DRAFT}<act:act>/", DraftStep.as_view(), name="draft_step"),
]
