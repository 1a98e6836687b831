"""A real server of a deployment: the number on its error page is found on its stderr."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest
from django.conf import settings

NUMBER = re.compile("エラー番号：<strong>(.*?)</strong>")
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "kurume_privacy.settings",
    "ALLOWED_HOSTS": "127.0.0.1",
    "ACCESS_LOG": "1",
    "PYTHONDEVMODE": "0",
}


@contextmanager
def in_production(folder):
    """Yield a connection to the server of a deployment whose database has no table."""
    command = [sys.executable, "-m", "gunicorn", "kurume_privacy.wsgi", "--bind=127.0.0.1:0"]
    address = {"DATABASE_URL": f"sqlite:///{folder / 'empty.sqlite3'}"}
    with (folder / "stderr").open("wb") as stderr:
        server = subprocess.Popen(  # noqa: S603
            [*command, "--no-control-socket"],
            cwd=settings.BASE_DIR,
            env=os.environ | ENVIRONMENT | address,
            stderr=stderr,
        )
    try:
        yield HTTPConnection("127.0.0.1", port_of(server, folder / "stderr"), timeout=60)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def port_of(server, stderr):
    """Return the port that the server says it listens at."""
    for _ in range(600):
        if said := re.search(r"Listening at: http://[\d.]+:(\d+)", stderr.read_text("utf-8")):
            return int(said[1])
        assert server.poll() is None, stderr.read_text("utf-8")
        time.sleep(0.1)
    raise AssertionError(stderr.read_text("utf-8"))


def get(server, address):
    server.request("GET", address)
    answer = server.getresponse()
    return answer.status, answer.read().decode()


def test_in_production_the_number_on_the_page_leads_to_the_traceback(tmp_path):
    pytest.importorskip("gunicorn")
    with in_production(tmp_path) as server:
        alive, ready = get(server, "/health"), get(server, "/ready")
        status, page = get(server, "/?name=hibari")
    said = (tmp_path / "stderr").read_text("utf-8")
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert (alive[0], ready[0], status) == (200, 503, 500)
    of_page = [line for line in lines if line["request"] == NUMBER.search(page)[1]]
    [error] = [line for line in of_page if line["level"] == "ERROR"]
    [access] = [line for line in of_page if line["level"] == "INFO"]
    assert (access["path"], access["status"]) == ("/", 500)
    assert "OperationalError: no such table" in error["traceback"]
    assert "hibari" not in said
