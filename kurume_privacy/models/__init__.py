"""The models that every section shares."""

from kurume_privacy.models.closed_day import ClosedDay, closed_days
from kurume_privacy.models.closed_year import ClosedYear, Closing, YearClosed
from kurume_privacy.models.constraints import (
    choice_known,
    in_order,
    is_numbered,
    numbered_once,
    year_known,
)
from kurume_privacy.models.counting_rows import LISTS_OF_LAW, CountingWay, DecisionDeadline
from kurume_privacy.models.dates import EventDateField, event_dates, tells_of_the_past
from kurume_privacy.models.imported import Import
from kurume_privacy.models.in_force import InForce
from kurume_privacy.models.law import (
    Counted,
    Law,
    Place,
    Way,
    counts_carried,
    states_course,
)
from kurume_privacy.models.organisation import Agency, Department, Division, not_in_use
from kurume_privacy.models.people import Role, User
from kurume_privacy.models.record import (
    ORGANISATION,
    BulkRefused,
    Record,
    RecordQuerySet,
)
from kurume_privacy.models.regime import Governance, Regime, RegimeRow
from kurume_privacy.models.reorganisation import Posting, Reorganisation
from kurume_privacy.models.rows import (
    LETTERS,
    CessationGround,
    DisclosureMethod,
    ExemptionClause,
    Outcome,
    RequestKind,
    UseGround,
)
from kurume_privacy.models.search_key import SearchKeyField
from kurume_privacy.models.sent_form import SentForm
from kurume_privacy.models.shown import NOTHING, Shown
from kurume_privacy.models.signed import NameField
from kurume_privacy.models.succession import Succession, kept_now
from kurume_privacy.models.year import MonthField, YearField, fiscal_year_of, validate_year
from kurume_privacy.models.years import years_recorded

__all__ = [
    "LETTERS",
    "LISTS_OF_LAW",
    "NOTHING",
    "ORGANISATION",
    "Agency",
    "BulkRefused",
    "CessationGround",
    "ClosedDay",
    "ClosedYear",
    "Closing",
    "Counted",
    "CountingWay",
    "DecisionDeadline",
    "Department",
    "DisclosureMethod",
    "Division",
    "EventDateField",
    "ExemptionClause",
    "Governance",
    "Import",
    "InForce",
    "Law",
    "MonthField",
    "NameField",
    "Outcome",
    "Place",
    "Posting",
    "Record",
    "RecordQuerySet",
    "Regime",
    "RegimeRow",
    "Reorganisation",
    "RequestKind",
    "Role",
    "SearchKeyField",
    "SentForm",
    "Shown",
    "Succession",
    "UseGround",
    "User",
    "Way",
    "YearClosed",
    "YearField",
    "choice_known",
    "closed_days",
    "counts_carried",
    "event_dates",
    "fiscal_year_of",
    "in_order",
    "is_numbered",
    "kept_now",
    "not_in_use",
    "numbered_once",
    "states_course",
    "tells_of_the_past",
    "validate_year",
    "year_known",
    "years_recorded",
]
