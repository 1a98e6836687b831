"""What the list of 苦情 can be filtered by."""

import django_filters
from complaints.models import Complaint

from kurume_privacy.desk.filters import RecordFilter, YearFilter, organisation_filters


class ComplaintFilter(RecordFilter):
    """苦情: by year, kind and division."""

    year = YearFilter(Complaint)
    kind = django_filters.ChoiceFilter(choices=Complaint.Kind, label="内容")
    agency, department, division = organisation_filters()

    class Meta:
        model = Complaint
        fields = ()
