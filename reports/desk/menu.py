"""The menu of the desk: the ledgers that a user may see, and the reports."""

from functools import partial

from kurume_privacy.accounts.log_in import StaffRequest
from kurume_privacy.desk.administration.ledgers import MENU
from kurume_privacy.desk.ledger import Placed
from kurume_privacy.document.links import Link
from reports.desk.front_page import Shortcut
from reports.desk.ledgers import LEDGERS

DRAFTS = Placed("報告書", 55)


def menu(request: StaffRequest) -> dict[str, object]:
    """Give the pages of the desk their menu: settings name it as a context processor.

    It is made where a page draws one, and only for people who have logged in.
    """
    return {"desk_menu": partial(shortcuts, request)}


def shortcuts(request: StaffRequest) -> list[Shortcut]:
    """Return what the menu leads this user to, in its order."""
    user = request.user
    if user.is_administrator:
        return [Shortcut(item.name, Link(page)) for item, page in MENU]
    if not user.sees_records:
        return []
    reads_all = user.is_office or user.is_approver
    placed = [
        (ledger.menu, f"{ledger.route}_list")
        for ledger in LEDGERS
        if ledger.menu and (reads_all or not ledger.is_offices)
    ]
    placed += [(DRAFTS, "reports:drafts")] if reads_all else []
    placed.sort(key=lambda each: each[0].place)
    return [Shortcut(item.name, Link(page)) for item, page in placed]
