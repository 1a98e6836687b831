"""A published page against a plain view of the same server, and as an exported file."""

import http.client
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from django.core.management import call_command

from tests.bench.measure import Comparison, in_turns
from tests.bench.sample import sampled
from tests.reports.editions import edition

HOST = "127.0.0.1"
PATIENCE = 30  # seconds for a server to start
PAGE = "/reports/2021/"
HELLO = "/hello/"


def measure(entries: int, requests: int, turns: int) -> dict:
    """Return how many answers a second a published page gives."""
    with sampled(entries), tempfile.TemporaryDirectory() as folder:
        edition(2021, 1, whole=True)
        call_command("export_site", folder, verbosity=0, stdout=StringIO())
        with application() as ours, file_server(folder) as files:
            acts = {
                "page": lambda: _ask(ours, PAGE, requests),
                "hello": lambda: _ask(ours, HELLO, requests),
                "file": lambda: _ask(files, PAGE, requests),
            }
            times = in_turns(acts, turns + 1)
    rates = {name: [requests / one for one in times[name][1:]] for name in acts}
    return {
        "rate": Comparison(rates["page"], rates["hello"]).summary,
        "file": statistics.median(rates["file"]),
    }


def _ask(port: int, address: str, times: int) -> None:
    for _ in range(times):
        _ask_once(port, address)


def _ask_once(port: int, address: str) -> None:
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
        _await(port, process)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _await(port: int, process: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)
