"""The addresses a load balancer asks: whoever asks, however, and whatever is broken."""

import pytest
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from kurume_privacy.health import HEALTH, NO_DATABASE, NOT_MIGRATED, READY
from kurume_privacy.models import Role
from tests import factories, logged

both = pytest.mark.parametrize("address", [HEALTH, READY])


@pytest.fixture
def log():
    with logged.log() as written:
        yield written


@pytest.fixture
def no_database(db, tmp_path):
    """Put a database that cannot be opened in the place of the tests' own."""
    kept = connections["default"]
    nowhere = {"NAME": tmp_path / "nowhere" / "db.sqlite3", "OPTIONS": {}}
    connections["default"] = DatabaseWrapper(kept.settings_dict | nowhere, "default")
    yield
    connections["default"] = kept


def said(answer):
    return answer.status_code, answer.content.decode()


@both
@pytest.mark.django_db
class TestBoth:
    def test_it_works(self, client, log, address):
        answer = client.get(address)
        assert said(answer) == (200, "ok\n")
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert not log.lines

    def test_no_host_name_is_needed(self, client, settings, address):
        settings.ALLOWED_HOSTS = ["privacy.example.jp"]
        by_address = {"host": "10.0.0.7:8000"}
        assert client.get("/", headers=by_address).status_code == 400
        assert client.get(address, headers=by_address).status_code == 200

    def test_no_https_is_needed(self, client, settings, address):
        settings.SECURE_SSL_REDIRECT = True
        assert client.get("/").status_code == 301
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize("role", [None, *Role])
    def test_everybody_is_told_the_same(self, client, address, role):
        if role:
            client.force_login(factories.user("hibari", role))
        answer = client.get(address)
        assert said(answer) == (200, "ok\n")
        assert not answer.cookies

    def test_nobody_keeps_the_answer(self, client, address):
        assert "no-store" in client.get(address)["Cache-Control"]

    def test_it_is_only_looked_at(self, client, address):
        assert said(client.head(address)) == (200, "")
        assert client.post(address).status_code == 405
        assert client.delete(address).status_code == 405


class TestHealth:
    def test_asks_no_database(self, client):
        assert said(client.get(HEALTH)) == (200, "ok\n")  # this test has none

    def test_the_process_answers_without_its_database(self, client, no_database):
        assert client.get(HEALTH).status_code == 200


class TestReady:
    def test_says_that_the_database_is_gone(self, client, log, no_database):
        answer = client.get(READY)
        assert said(answer) == (503, f"{NO_DATABASE}\n")
        [line] = log.lines
        assert (line["level"], line["request"]) == ("ERROR", answer["X-Request-ID"])
        assert line["message"] == f"Not ready: {NO_DATABASE}"
        assert "unable to open database file" in line["traceback"]
        assert "no-store" in answer["Cache-Control"]

    @pytest.mark.django_db
    def test_says_that_a_migration_is_pending_until_it_is_not(self, client, log):
        last = MigrationRecorder(connection).migration_qs.filter(app="reports").latest("pk")
        last.delete()
        assert said(client.get(READY)) == (503, f"{NOT_MIGRATED}\n")
        [line] = log.lines
        assert (line["level"], line["message"]) == ("ERROR", f"Not ready: {NOT_MIGRATED}")
        last.save()
        assert said(client.get(READY)) == (200, "ok\n")

    @pytest.mark.django_db
    def test_asks_for_the_migrations_once(self, client, django_assert_num_queries):
        client.get(READY)
        with django_assert_num_queries(1):
            assert client.get(READY).status_code == 200
