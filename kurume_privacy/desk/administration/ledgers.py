"""Everything that the administrator keeps, and what of it the menu leads to."""

from kurume_privacy.desk.administration.closed_days import CLOSED_DAYS
from kurume_privacy.desk.administration.law import LAW
from kurume_privacy.desk.administration.law import MENU as LAW_MENU
from kurume_privacy.desk.administration.people import PEOPLE
from kurume_privacy.desk.administration.reorganisations import REORGANISATIONS
from kurume_privacy.desk.administration.units import AGENCIES, DEPARTMENTS, DIVISIONS

KEPT = (PEOPLE, REORGANISATIONS, AGENCIES, DEPARTMENTS, DIVISIONS, CLOSED_DAYS)
LEDGERS = tuple(sorted((*KEPT, *LAW), key=lambda kept: kept.menu.place))
# (what it is called and its place, the name of its page): the lists of the law have one page above.
MENU = tuple(
    sorted(
        [*((kept.menu, f"{kept.route}_list") for kept in KEPT), (LAW_MENU, "kurume_privacy:law")],
        key=lambda entry: entry[0].place,
    )
)
