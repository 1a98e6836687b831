"""The form of 苦情."""

from complaints.models import Complaint

from kurume_privacy.records.form import RecordForm, RecordMeta


class ComplaintForm(RecordForm):
    """苦情."""

    class Meta(RecordMeta):
        model = Complaint
        fields = ["number", "received_on", "kind", "division", "answered_on"]
