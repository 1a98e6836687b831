"""The list of requests in a long ledger against a short one: the same addresses, in turns."""

from django.db import connection
from django.test import Client

from disclosure.models import DisclosureRequest
from kurume_privacy.desk.tables import PER_PAGE
from kurume_privacy.models import Role, User
from tests.bench.data import filled, maintain
from tests.bench.database import use, version
from tests.bench.measure import Comparison, seconds

FEW = 1_000  # requests in the short ledger, of ten years
# A year's records hold so many others beside four times its requests (tests.bench.data).
OTHERS = 41
# Each finds more than one page in the short ledger too, so that both show as many rows.
ADDRESSES = {
    "条件なし": "/desk/requests/",
    "年度と状態": "/desk/requests/?year=2021&state=decided",
    "年度と種類": "/desk/requests/?year=2021&kind=1",
    "年度とキーワード": "/desk/requests/?year=2021&q=記録",
    "キーワードだけ": "/desk/requests/?q=その1",
    "状態だけ（受付）": "/desk/requests/?state=received",
    "状態だけ（決定済）": "/desk/requests/?state=decided",
    "期限を過ぎたもの": "/desk/requests/?overdue=on&sort=due_on",
    "受付日": "/desk/requests/?received_on_from=2015-4-1&received_on_until=2019-3-31",
    "処理の区分": "/desk/requests/?outcome=1",
}
# The ordinance knows no due dates, and few of its requests are open.
OPENED = (
    "DELETE FROM disclosure_dispositionclause WHERE disposition_id IN (SELECT d.id"
    " FROM disclosure_disposition d JOIN disclosure_disclosurerequest r ON r.id = d.request_id"
    " WHERE r.number % 10 = 7)",
    "DELETE FROM disclosure_disposition WHERE request_id IN"
    " (SELECT id FROM disclosure_disclosurerequest WHERE number % 10 = 7)",
    "UPDATE disclosure_disclosurerequest SET original_due_on = received_on, due_on = received_on",
)


def measure(requests: int, turns: int) -> dict:
    """Return how long each list takes with so many requests and with few."""
    with (
        filled("long", records_for(requests)) as long,
        filled("short", records_for(FEW)) as short,
    ):
        for name in (long, short):
            leave_open(name)
        readers = {name: reader(name) for name in (long, short)}
        return {
            "database": version(),
            "requests": counted(long),
            "few": counted(short),
            "speed": {
                name: compare(address, (long, short), readers, turns)
                for name, address in ADDRESSES.items()
            },
        }


def records_for(requests: int) -> int:
    """Return how many records a year give so many requests in ten."""
    return requests // 10 * 4 + OTHERS


def counted(name: str) -> int:
    """Count the requests there are."""
    use(name)
    return DisclosureRequest.objects.count()


def leave_open(name: str) -> None:
    """Take the answers of every tenth request away, and give all of them due dates."""
    use(name)
    with connection.cursor() as cursor:
        for statement in OPENED:
            cursor.execute(statement)
    maintain()


def reader(name: str) -> Client:
    """Log the office in."""
    use(name)
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        User.objects.create_user("office", role=Role.OFFICE),
        "django.contrib.auth.backends.ModelBackend",
    )
    return client


def compare(
    address: str, names: tuple[str, str], readers: dict[str, Client], turns: int
) -> dict[str, float]:
    """Ask both for the same address, in turns; the first answer of each does not count."""
    times = [[answer(name, readers[name], address) for name in names] for _ in range(turns + 1)]
    return Comparison(*map(list, zip(*times[1:], strict=True))).summary


def answer(name: str, client: Client, address: str) -> float:
    """Return how long an answer takes, in seconds, once the database is at hand."""
    use(name)
    return seconds(lambda: ask(client, address))


def ask(client: Client, address: str) -> None:
    """Insist on a full page: an error, or fewer rows, would be quick."""
    response = client.get(address)
    rows = response.content.count(b"<tr")
    if response.status_code != 200 or rows <= PER_PAGE:
        raise AssertionError(f"{address}: {response.status_code}, {rows}")
