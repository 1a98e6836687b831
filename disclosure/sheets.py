"""The ledgers of 開示等請求, with 補正 and 処理, and of 審査請求 as sheets."""

from django.db.models import Prefetch

from disclosure.forms import DisclosureRequestForm, ReviewRequestForm
from disclosure.models import Disposition, RequestState
from kurume_privacy.workbook.row_sheet import RowSheet
from kurume_privacy.workbook.sheet import YEAR, Derived, Sheet

ORGANISATION = "division__department__agency"
ANSWERS = Disposition.objects.select_related("outcome").prefetch_related("clauses")

REQUESTS = Sheet(
    DisclosureRequestForm,
    known_by=("year", "number"),
    derived=(
        YEAR,
        Derived(
            "状態",
            "state",
            lambda request: request.state.value,
            lambda state: RequestState(state).label,
        ),
        Derived("決定期限", "due_on", lambda request: request.due_on),
    ),
    looked_up=("kind__regime", "method", "earlier_request", ORGANISATION),
    collected=(Prefetch("dispositions", ANSWERS), "corrections"),
)
DISPOSITIONS = RowSheet(
    REQUESTS,
    "dispositions",
    looked_up=("outcome", "request__kind"),
    collected=("clauses",),
)
REVIEWS = Sheet(
    ReviewRequestForm,
    known_by=("year", "number"),
    derived=(YEAR,),
    looked_up=("disposition__request",),
    collected=("disposition__request__dispositions",),
)
