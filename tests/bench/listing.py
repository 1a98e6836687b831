"""The list of requests in a long ledger against a short one: the same addresses, in turns."""

import json
from pathlib import Path

from django.test import Client

from disclosure.models import DisclosureRequest
from kurume_privacy.models import Role, User
from tests.bench.database import filled, use, version
from tests.bench.measure import Comparison, seconds

TURNS = 15
FEW = 1_000  # requests in the short ledger, of ten years
# A year's records hold so many others beside four times its requests (tests.bench.data).
OTHERS = 41
ADDRESSES = {
    "条件なし": "/desk/requests/",
    "年度と状態": "/desk/requests/?year=2021&state=decided",
    "年度と部局": "/desk/requests/?year=2021&department=4",
    "年度と語句": "/desk/requests/?year=2021&q=その7",
    "語句だけ": "/desk/requests/?q=その7",
    "状態だけ": "/desk/requests/?state=received",
    "ホーム": "/desk/?year=2021",
}


def measure(requests: str, result: str) -> None:
    """Write how long each list takes with so many requests and with few, as JSON."""
    Path(result).touch()
    with filled(records_for(int(requests))) as long, filled(records_for(FEW)) as short:
        readers = {name: reader(name) for name in (long, short)}
        measured = {
            "database": version(),
            "requests": counted(long),
            "few": counted(short),
            "speed": {
                name: compare(address, (long, short), readers)
                for name, address in ADDRESSES.items()
            },
        }
    Path(result).write_text(json.dumps(measured), encoding="utf-8")


def records_for(requests: int) -> int:
    """Return how many records a year give so many requests in ten."""
    return requests // 10 * 4 + OTHERS


def counted(name: str) -> int:
    """Count the requests there are."""
    use(name)
    return DisclosureRequest.objects.count()


def reader(name: str) -> Client:
    """Log the office in."""
    use(name)
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        User.objects.create_user("office", role=Role.OFFICE),
        "django.contrib.auth.backends.ModelBackend",
    )
    return client


def compare(address: str, names: tuple[str, str], readers: dict[str, Client]) -> dict:
    """Ask both for the same address, in turns; the first answer of each does not count."""
    times = [[answer(name, readers[name], address) for name in names] for _ in range(TURNS + 1)]
    return Comparison(*map(list, zip(*times[1:], strict=True))).summary


def answer(name: str, client: Client, address: str) -> float:
    """Return how long an answer takes, in seconds, once the database is at hand."""
    use(name)
    return seconds(lambda: ask(client, address))


def ask(client: Client, address: str) -> None:
    """Insist on a page: an error would be quick."""
    response = client.get(address)
    if response.status_code != 200:
        raise AssertionError(f"{address}: {response.status_code}")
