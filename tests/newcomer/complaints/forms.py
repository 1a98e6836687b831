"""The form of 苦情."""

from complaints.models import Complaint

from kurume_privacy.records.form import RecordForm, RecordMeta, in_one


class ComplaintForm(RecordForm):
    """苦情."""

    groups = in_one("number", "received_on", "kind", "division", "answered_on")

    class Meta(RecordMeta):
        model = Complaint
