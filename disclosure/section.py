"""Sections 2 and 4 of the report, 開示等請求 and 審査請求: each declared once."""

from functools import partial

from disclosure import carried, figures, findings, progress, review_findings, sample, sheets, tasks
from disclosure.events.receipt import RequestCreate
from disclosure.figures.links import DISPOSITIONS, PENDING, REQUESTS
from disclosure.figures.reviews import RECEIVED, REPORTED
from disclosure.filters import DisclosureRequestFilter, DispositionFilter, ReviewRequestFilter
from disclosure.forms import DisclosureRequestForm
from disclosure.models import Disposition
from disclosure.review_forms import ReviewRequestForm
from disclosure.tables import DisclosureRequestTable, DispositionTable, ReviewRequestTable
from disclosure.views import (
    DispositionList,
    RequestDetail,
    RequestList,
    ReviewCreate,
    ReviewDetail,
)
from kurume_privacy.desk.ledger import Ledger, Placed, ReadOnlyLedger
from kurume_privacy.document.identity import Identity, by_of
from kurume_privacy.document.measuring import Compared, total
from kurume_privacy.section import SamplePart, SectionDeclaration

requests = Ledger(
    DisclosureRequestForm,
    DisclosureRequestTable,
    DisclosureRequestFilter,
    number=3,
    views={"list": RequestList, "detail": RequestDetail, "create": RequestCreate},
    sheet=sheets.REQUESTS,
    menu=Placed("開示等請求", 30),
    often=Placed("開示等請求", 10),
)
dispositions = ReadOnlyLedger(
    Disposition,
    DispositionTable,
    DispositionFilter,
    at="dispositions/",
    views={"list": DispositionList},
    sheet=sheets.DISPOSITIONS,
)
reviews = Ledger(
    ReviewRequestForm,
    ReviewRequestTable,
    ReviewRequestFilter,
    number=4,
    at="reviews/",
    views={"create": ReviewCreate, "detail": ReviewDetail},
    sheet=sheets.REVIEWS,
    menu=Placed("審査請求", 40),
)

DISCLOSURE = SectionDeclaration(
    "disclosure",
    figures.section,
    (requests, dispositions),
    wordable={"disclosure.requests": "自己情報の開示等請求の状況"},
    checks=findings.CHECKS,
    findings=findings.findings,
    to_do=tasks.requests_to_do,
    so_far=progress.requests,
    main=figures.requests_of_the_city,
    carried=carried.requests,
    compared=Compared(
        "開示などの請求",
        {REQUESTS: (), DISPOSITIONS: ("outcome",), PENDING: ()},
        charted=Identity(REQUESTS, ()),
        place=1,
    ),
    about_persons=(REQUESTS, PENDING, DISPOSITIONS),
    place=10,
    sample=SamplePart("requests", sample.enter_requests),
)
REVIEWS = SectionDeclaration(
    "reviews",
    figures.reviews_section,
    (reviews,),
    wordable={"reviews.received": "審査請求の状況"},
    checks=review_findings.CHECKS,
    findings=review_findings.findings,
    to_do=tasks.reviews_to_do,
    so_far=progress.reviews,
    main=partial(total, identity=Identity(REPORTED, by_of(origin=RECEIVED))),
    carried=carried.reviews,
    compared=Compared("審査請求", {REPORTED: (f"origin={RECEIVED}",)}),
    place=40,
)
