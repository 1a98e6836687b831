"""自己情報の開示等請求 and 審査請求: requests, their course, how they were answered, and appeals.

No field holds the name or address of a person who made a request; the paper keeps that.
"""

from disclosure.models.clauses import DispositionClause, fitting_clauses
from disclosure.models.correction import Correction
from disclosure.models.course import Ended, RequestState
from disclosure.models.disposition import Disposition
from disclosure.models.request import DisclosureRequest
from disclosure.models.review import ReviewRequest
from disclosure.models.third_party import ThirdParty

__all__ = [
    "Correction",
    "DisclosureRequest",
    "Disposition",
    "DispositionClause",
    "Ended",
    "RequestState",
    "ReviewRequest",
    "ThirdParty",
    "fitting_clauses",
]
