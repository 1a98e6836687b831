"""The form of 審査請求."""

from disclosure.models import ReviewRequest
from disclosure.models.review_days import asks_why
from disclosure.references import DispositionField, RequestField
from kurume_privacy.records.choices import narrowed
from kurume_privacy.records.form import Groups, RecordForm, RecordMeta

APPEALED: Groups = (
    ("受付", ("number", "against", "disposition", "request", "by_third_party", "received_on")),
    ("諮問", ("referred_on", "parties_told_on", "no_referral_reason", "referral_reason")),
    ("答申", ("opinion_on", "opinion")),
    ("裁決", ("ruled_on", "ruling", "ruling_reason")),
    ("訴訟", ("court_filed_on", "court_result")),
)


class ReviewRequestForm(RecordForm):
    """審査請求: it names the answer that it is against, or the request that has none."""

    groups = APPEALED
    carried = ("received_on",)
    not_copied = ("number", *(name for _, names in APPEALED[1:] for name in names))

    class Meta(RecordMeta):
        model = ReviewRequest
        field_classes = {"disposition": DispositionField, "request": RequestField}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        against = ReviewRequest.Against
        answered, unanswered = against.DISPOSITION.value, against.NO_ANSWER.value
        fitting = {"disposition": answered, "by_third_party": answered, "request": unanswered}
        for name in fitting.keys() & self.fields.keys():  # the form of an event has a few of them
            narrowed(self.fields[name], "against", fitting[name])
        for name in self.fields.keys() & {"against", "request"}:  # no columns of older sheets
            self.fields[name].required = False

    def clean(self):
        """Complete what the appeal is against, and ask for the result of a new opinion."""
        cleaned = super().clean()
        if "against" in cleaned:
            cleaned["against"] = cleaned["against"] or ReviewRequest.Against.DISPOSITION
        self._name_request(cleaned)
        self._ask_for_opinion(cleaned)
        return cleaned

    def _name_request(self, cleaned: dict) -> None:
        """Name the request of the disposition, unless another was typed."""
        disposition, request = cleaned.get("disposition"), cleaned.get("request")
        if disposition and (request is None or "request" not in self.changed_data):
            cleaned["request"] = disposition.request
        elif not request and cleaned.get("against") == ReviewRequest.Against.NO_ANSWER:
            self.add_error("request", "不作為のあった請求を入力してください。")

    def _ask_for_opinion(self, cleaned: dict) -> None:
        """Ask for the result with the day; of an opinion recorded before, it may be unknown.

        A sheet of before has no column for it.
        """
        request, asked = cleaned.get("request"), self.add_prefix("opinion") in self.data
        if not (asked and request and cleaned.get("opinion_on") and not cleaned.get("opinion")):
            return
        if "opinion_on" in self.changed_data and asks_why(request):
            self.add_error("opinion", "答申の結果を選んでください。")
