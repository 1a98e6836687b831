"""The desk of section 3, under desk/use-notices/. For clerks of the division and the office."""

from kurume_privacy.desk.ledger import Ledger
from outside_use.filters import UseNoticeFilter
from outside_use.forms import UseNoticeForm
from outside_use.sheets import USE_NOTICES
from outside_use.tables import UseNoticeTable

use_notices = Ledger(
    UseNoticeForm,
    UseNoticeTable,
    UseNoticeFilter,
    sheet=USE_NOTICES,
)

app_name = "outside_use"
urlpatterns = use_notices.urls()
