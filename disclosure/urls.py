"""The desk of sections 2 and 4, under desk/requests/. For clerks of the division and the office."""

from django.urls import path

from disclosure.section import DISCLOSURE, REVIEWS, requests
from disclosure.views import DeadlineReview, RequestDeadline

app_name = "disclosure"
urlpatterns = [
    *REVIEWS.urls(),
    path("deadlines/", DeadlineReview.as_view(ledger=requests), name="deadline_review"),
    path(
        "<int:pk>/deadline/",
        RequestDeadline.as_view(ledger=requests),
        name="disclosurerequest_deadline",
    ),
    *DISCLOSURE.urls(),
]
