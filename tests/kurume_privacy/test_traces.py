"""The log: an error is found by the number on its page, and nobody's data is found at all."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kurume_privacy.models import Role
from kurume_privacy.traces import new_number
from tests import factories, logged

NUMBER = re.compile(r"エラー番号：<strong>([2-9A-Y]{4}-[2-9A-Y]{4})</strong>")


@pytest.fixture
def log():
    with logged.log() as written:
        yield written


@pytest.fixture
def client(settings):
    """Who asks the application in production, with some addresses that fail."""
    settings.ROOT_URLCONF = "tests.kurume_privacy.failing"
    return Client(raise_request_exception=False)


def number_on(answer):
    """Return the number that the error page shows."""
    assert answer.status_code == 500
    return NUMBER.search(answer.content.decode())[1]


class TestTheErrorPage:
    """Shown without a database: none of these tests has one."""

    def test_its_number_leads_to_the_traceback(self, client, log):
        answer = client.get("/fails/")
        [line] = log.lines
        assert line["request"] == number_on(answer) == answer["X-Request-ID"]
        assert (line["level"], line["logger"]) == ("ERROR", "django.request")
        assert line["message"] == "Internal Server Error: /fails/"
        assert "in fails\n" in line["traceback"]
        assert line["traceback"].endswith("Failure: the view failed")

    def test_says_what_to_do_and_leads_back(self, client):
        page = client.get("/fails/").content.decode()
        assert "番号と時刻を、久留米市に伝えてください" in page
        assert re.search(r"時刻：\d{4}年\d+月\d+日 \d+時\d\d分", page)
        assert '<a href="/">年度の一覧へ</a>' in page

    def test_two_requests_at_once_have_each_their_own(self, client, log):
        with ThreadPoolExecutor(2) as both:
            answers = both.map(client.get, ["/fails/together/a/", "/fails/together/b/"])
        failed = {line["request"]: line["traceback"].rpartition(": ")[2] for line in log.lines}
        assert [failed[number_on(answer)] for answer in answers] == ["a failed", "b failed"]

    def test_is_shown_where_a_middleware_fails(self, client, log, settings):
        failing = "tests.kurume_privacy.failing.fails_before_the_view"
        settings.MIDDLEWARE = [*settings.MIDDLEWARE[:2], failing, *settings.MIDDLEWARE[2:]]
        number = number_on(client.get("/"))
        [line] = log.lines
        assert line["request"] == number
        assert "the middleware failed" in line["traceback"]

    def test_one_that_fails_itself_still_says_the_number(self, client, log, settings):
        settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]
        answer = client.get("/fails/")
        assert answer.status_code == 500
        assert f"エラー番号：{answer['X-Request-ID']}" in answer.content.decode()
        [line] = log.lines
        assert line["request"] == answer["X-Request-ID"]
        assert "the view failed" in line["traceback"]
        assert "TemplateDoesNotExist: 500.html" in line["traceback"]


class TestTheNumber:
    def test_is_short_and_has_nothing_that_looks_alike(self):
        numbers = {new_number() for _ in range(1000)}
        assert len(numbers) == 1000
        assert all(re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", number) for number in numbers)
        assert not set("".join(numbers)) & set("01OILSZBDNUV")

    def test_is_on_whatever_is_written_meanwhile(self, client, log):
        answer = client.get("/warns/")
        [line] = log.of("anywhere")
        assert line["request"] == answer["X-Request-ID"]

    def test_ends_with_the_request(self, client, log):
        client.get("/warns/")
        logging.getLogger("anywhere").warning("Something is odd outside")
        assert [line["request"] is None for line in log.of("anywhere")] == [False, True]

    def test_is_nobody_elses_to_give(self, client, settings):
        settings.BEHIND_PROXY = True
        answer = client.get("/warns/", headers={"X-Request-ID": "AAAA-AAAA"})
        assert answer["X-Request-ID"] != "AAAA-AAAA"

    def test_is_on_an_answer_that_breaks_off(self, client, log):
        answer = client.get("/breaks-off/")
        with pytest.raises(Exception, match="the stream failed"):
            answer.getvalue()
        [line] = log.lines
        assert line["request"] == answer["X-Request-ID"]
        assert "in pieces\n" in line["traceback"]

    def test_is_on_a_request_that_the_server_cuts_off(self, client, log):
        with pytest.raises(SystemExit):
            client.get("/takes-too-long/")
        [line] = log.lines
        assert line["request"]
        assert line["message"] == "The request was cut off: /takes-too-long/"
        assert "in takes_too_long\n" in line["traceback"]


class TestTheLine:
    def test_is_told_when_in_the_citys_own_time(self, log):
        logging.getLogger("anywhere").warning("Something is odd")
        [line] = log.lines
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+09:00", line["time"])

    def test_ends_for_an_error_that_is_its_own_cause(self, log):
        error = ValueError("Something is odd")
        error.__cause__ = error
        logging.getLogger("anywhere").error("Odd", exc_info=error)
        [line] = log.lines
        assert line["traceback"].endswith("ValueError: Something is odd")

    def test_is_one_for_an_address_that_is_not_there(self, client, log):
        answer = client.get("/nowhere/at/all/")
        [line] = log.lines
        assert (answer.status_code, line["level"]) == (404, "WARNING")
        assert line["request"] == answer["X-Request-ID"]

    def test_cannot_be_forged(self, client, log, settings):
        settings.ACCESS_LOG = True
        forged = '{"level": "ERROR"}'
        client.get(f"/x%0A{forged}%0D%0A%E2%80%A8{forged}")
        assert [line["logger"] for line in log.lines] == [
            "kurume_privacy.traces.access",
            "django.request",
        ]
        assert f"\n{forged}" in log.lines[0]["path"]

    @pytest.mark.parametrize("level", ["DEBUG", "INFO"])
    def test_is_not_written_for_what_is_no_warning(self, log, level):
        for name in ("django", "axes", "weasyprint", "anywhere"):
            logging.getLogger(name).log(getattr(logging, level), "Nothing to tell")
        assert not log.lines


@pytest.mark.django_db
class TestWhoAsked:
    def test_is_there_for_whoever_is_logged_in(self, client, log):
        person = factories.user("hibari", Role.OFFICE)
        client.force_login(person)
        page = client.get("/desk/fails/")
        [line] = log.lines
        assert (line["request"], line["user"]) == (number_on(page), person.pk)
        assert "hibari" not in log.getvalue()

    def test_is_told_whom_to_tell_and_led_back_to_the_desk(self, client):
        client.force_login(factories.user("hibari", Role.OFFICE))
        page = client.get("/desk/fails/").content.decode()
        assert "番号と時刻を、管理者に伝えてください" in page
        assert '<a href="/desk/">ホームへ</a>' in page

    def test_is_nobody_where_nobody_is_logged_in(self, client, log):
        client.get("/fails/")
        assert log.lines[0]["user"] is None

    def test_is_not_asked_for_on_a_public_page(self, client, log, settings):
        settings.ACCESS_LOG = True
        client.force_login(factories.user("hibari", Role.OFFICE))
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        assert log.of("kurume_privacy")[0]["user"] is None
        assert not [query for query in asked if "session" in query["sql"]]


@pytest.mark.django_db
class TestNoSecretIsInTheLog:
    def test_nothing_of_a_form_or_a_search(self, client, log, settings):
        settings.ACCESS_LOG = True
        client.post("/fails/?name=hibari", {"password": "tsubame", "address": "kamome"})
        assert len(log.lines) == 2
        for secret in ("hibari", "tsubame", "kamome", "name="):
            assert secret not in log.getvalue()

    def test_no_name_of_who_fails_to_log_in(self, client, log, settings):
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        for _ in range(5):
            client.post("/desk/login/", {"username": "hibari", "password": "tsubame"})
        assert [line["message"] for line in log.of("axes")][-1] == (
            "AXES: Locking out somebody after repeated login failures."
        )
        for secret in ("hibari", "tsubame", "127.0.0.1"):
            assert secret not in log.getvalue()

    @pytest.mark.parametrize("address", ["/fails/saving/?name=hibari", "/fails/row/"])
    def test_no_row_that_the_database_refuses(self, client, log, address):
        client.get(address)
        [line] = log.lines
        assert "IntegrityError: " in line["traceback"]
        assert "hibari" not in log.getvalue()

    def test_a_form_of_another_site_is_a_warning(self, client, log):
        client.handler.enforce_csrf_checks = True
        client.post("/desk/login/", {"username": "hibari"})
        [line] = log.of("django.security")
        assert line["level"] == "WARNING"
        assert "hibari" not in log.getvalue()

    def test_a_host_that_is_not_ours_is_an_error(self, client, log):
        client.get("/", headers={"host": "elsewhere.example"})
        [line] = log.of("django.security")
        assert (line["level"], line["logger"]) == ("ERROR", "django.security.DisallowedHost")


class TestTheAccessLog:
    def test_is_off_by_default(self, client, log):
        client.get("/health")
        assert not log.lines

    def test_is_one_line_a_request(self, client, log, settings):
        settings.ACCESS_LOG = True
        answer = client.get("/warns/?name=hibari")
        [line] = log.of("kurume_privacy.traces.access")
        assert line["request"] == answer["X-Request-ID"]
        assert (line["method"], line["path"]) == ("GET", "/warns/")
        assert (line["status"], line["bytes"]) == (200, len("warned"))
        assert 0 < line["milliseconds"] < 60_000

    def test_knows_no_length_of_what_is_sent_in_pieces(self, client, log, settings):
        settings.ACCESS_LOG = True
        client.get("/breaks-off/")
        assert log.lines[0]["bytes"] is None


def test_a_command_writes_nothing(log):
    call_command("check")
    assert not log.lines
