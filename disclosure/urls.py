"""The desk of sections 2 and 4, under desk/requests/. For clerks of the division and the office."""

from django.urls import path

from disclosure.filters import DisclosureRequestFilter, DispositionFilter, ReviewRequestFilter
from disclosure.forms import DisclosureRequestForm, ReviewRequestForm
from disclosure.models import Disposition
from disclosure.sheets import DISPOSITIONS, REQUESTS, REVIEWS
from disclosure.tables import DisclosureRequestTable, DispositionTable, ReviewRequestTable
from disclosure.views import (
    DeadlineReview,
    DispositionList,
    RequestDeadline,
    RequestDetail,
    RequestList,
    ReviewCreate,
    ReviewDetail,
)
from kurume_privacy.desk.ledger import Ledger, ReadOnlyLedger

requests = Ledger(
    DisclosureRequestForm,
    DisclosureRequestTable,
    DisclosureRequestFilter,
    sheet=REQUESTS,
)
dispositions = ReadOnlyLedger(
    Disposition,
    DispositionTable,
    DispositionFilter,
    sheet=DISPOSITIONS,
)
reviews = Ledger(
    ReviewRequestForm,
    ReviewRequestTable,
    ReviewRequestFilter,
    sheet=REVIEWS,
)

app_name = "disclosure"
urlpatterns = [
    *reviews.urls("reviews/", create=ReviewCreate, detail=ReviewDetail),
    *dispositions.urls("dispositions/", list=DispositionList),
    path("deadlines/", DeadlineReview.as_view(ledger=requests), name="deadline_review"),
    path(
        "<int:pk>/deadline/",
        RequestDeadline.as_view(ledger=requests),
        name="disclosurerequest_deadline",
    ),
    *requests.urls(list=RequestList, detail=RequestDetail),
]
