"""The public addresses. Each may be seen by everyone."""

from django.urls import path, register_converter

from kurume_privacy.fiscal import FiscalYear
from reports import desk, views


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

app_name = "reports"
urlpatterns = [
    path("desk/", desk.front_page, name="desk"),
    path("", views.index, name="index"),
    path("reports/<fiscal_year:year>/", views.report, name="report"),
    path("reports/<fiscal_year:year>/report.pdf", views.report_pdf, name="pdf"),
]
