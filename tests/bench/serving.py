"""A published page against a plain view of the same server, and as an exported file.

python -m tests.bench.child serving measure result.json
"""

import http.client
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command

from reports import sample
from tests.bench.measure import seconds
from tests.reports.editions import edition

HOST = "127.0.0.1"
REQUESTS = 50  # of one address, in one turn
TURNS = 25
PATIENCE = 30  # seconds for a server to start
PAGE = "/reports/2021/"
HELLO = "/hello/"


def measure(result: str) -> None:
    """Write how many answers a second a published page gives, as JSON."""
    Path(result).touch()
    _publish()
    with tempfile.TemporaryDirectory() as folder:
        call_command("export_site", folder, verbosity=0, stdout=sys.stderr)
        with application() as ours, file_server(folder) as files:
            measured = _compare(ours, files)
    Path(result).write_text(json.dumps(measured), encoding="utf-8")


def _publish() -> None:
    call_command("migrate", verbosity=0, skip_checks=True)
    sample.load()
    edition(2021, 1, whole=True)


def _compare(ours: int, files: int) -> dict[str, float]:
    """Ask all three in turns; return the rates, and the page's as a part of the plain view's."""
    asked = {"page": (ours, PAGE), "hello": (ours, HELLO), "file": (files, PAGE)}
    turns = [
        {name: REQUESTS / seconds(lambda to=to: _ask_often(*to)) for name, to in asked.items()}
        for _ in range(TURNS + 1)
    ][1:]
    ratios = [turn["page"] / turn["hello"] for turn in turns]
    return {
        **{name: statistics.median(turn[name] for turn in turns) for name in asked},
        "ratio": statistics.median(ratios),
        "least": min(ratios),
        "most": max(ratios),
        "turns": TURNS,
    }


def _ask_often(port: int, address: str) -> None:
    for _ in range(REQUESTS):
        _ask(port, address)


def _ask(port: int, address: str) -> None:
    """Insist on the whole answer, on a connection of its own, as a visitor's first is."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        if answer.status != 200 or not answer.read():
            raise AssertionError(f"{address}: {answer.status}")
    finally:
        connection.close()


@contextmanager
def application() -> Iterator[int]:
    """Serve the application as a deployment does, with one worker; yield its port."""
    port = _free_port()
    command = ("gunicorn", "tests.bench.served", "--workers", "1", "--no-control-socket")
    with _running("-m", *command, "--bind", f"{HOST}:{port}", "--log-level", "error", port=port):
        yield port


@contextmanager
def file_server(folder: str) -> Iterator[int]:
    """Serve a folder with Python's own file server; yield its port."""
    port = _free_port()
    with _running("-m", "http.server", str(port), "-b", HOST, "-d", folder, port=port):
        yield port


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return found.getsockname()[1]


@contextmanager
def _running(*arguments: str, port: int) -> Iterator[None]:
    command = [sys.executable, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _await(port)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _await(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
