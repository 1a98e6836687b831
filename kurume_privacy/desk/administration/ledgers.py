"""Everything that the administrator keeps, in the order of the menu."""

from kurume_privacy.desk.administration.closed_days import CLOSED_DAYS
from kurume_privacy.desk.administration.people import PEOPLE
from kurume_privacy.desk.administration.reorganisations import REORGANISATIONS
from kurume_privacy.desk.administration.units import AGENCIES, DEPARTMENTS, DIVISIONS

KEPT = (PEOPLE, REORGANISATIONS, AGENCIES, DEPARTMENTS, DIVISIONS, CLOSED_DAYS)
LEDGERS = tuple(sorted(KEPT, key=lambda kept: kept.menu.place))
