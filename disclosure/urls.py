"""The desk of sections 2 and 4, under desk/requests/. For clerks of the division and the office."""

from django.urls import path

from disclosure.events.requests import EVENTS as OF_REQUESTS
from disclosure.events.reviews import EVENTS as OF_REVIEWS
from disclosure.events.view import addresses
from disclosure.section import DISCLOSURE, REVIEWS, requests, reviews
from disclosure.views import DeadlineReview, RequestDeadline

app_name = "disclosure"
urlpatterns = [
    *REVIEWS.urls(),
    *addresses(reviews, OF_REVIEWS),
    *addresses(requests, OF_REQUESTS),
    path("deadlines/", DeadlineReview.as_view(ledger=requests), name="deadline_review"),
    path(
        "<int:pk>/deadline/",
        RequestDeadline.as_view(ledger=requests),
        name="disclosurerequest_deadline",
    ),
    *DISCLOSURE.urls(),
]
