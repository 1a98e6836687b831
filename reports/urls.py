"""The public addresses, and the desks of what only the report needs, under desk/publication/."""

from django.urls import path, register_converter

from kurume_privacy.crud import Desk
from kurume_privacy.fiscal import FiscalYear
from reports import desk, views
from reports.filters import PublicNoticeFilter, TrainingFilter, WordingFilter
from reports.forms import PublicNoticeForm, TrainingForm, WordingForm
from reports.tables import PublicNoticeTable, TrainingTable, WordingTable


class FiscalYearConverter:
    """A fiscal year in an address: 2021, or as people type it, 令和3."""

    regex = "[^/]{1,8}"

    def to_python(self, value: str) -> FiscalYear:
        """Read it; what is no year is no address."""
        return FiscalYear.parse(value)

    def to_url(self, value: FiscalYear | int) -> str:
        """Write it in its one lasting form."""
        return str(int(value))


register_converter(FiscalYearConverter, "fiscal_year")

trainings = Desk(TrainingForm, TrainingTable, TrainingFilter)
public_notices = Desk(PublicNoticeForm, PublicNoticeTable, PublicNoticeFilter)
wordings = Desk(WordingForm, WordingTable, WordingFilter)

app_name = "reports"
urlpatterns = [
    path("desk/", desk.front_page, name="desk"),
    *trainings.urls("desk/publication/training/"),
    *public_notices.urls("desk/publication/public-notices/"),
    *wordings.urls("desk/publication/wordings/"),
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
]
