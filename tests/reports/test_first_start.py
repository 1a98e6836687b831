"""A first start, in an empty database: the sample, and somebody who can log in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from disclosure.models import DisclosureRequest
from kurume_privacy.models import Division, User
from reports import sample
from tests import factories

pytestmark = pytest.mark.django_db


def call(*arguments, **options) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


class TestLoadSample:
    def test_enters_the_records_and_says_how_many(self):
        assert "670件登録しました" in call("load_sample", if_empty=True)
        assert DisclosureRequest.objects.count() == 152

    def test_if_empty_leaves_a_ledger_in_use_alone(self, city):
        factories.disclosure_request(division=city.residents)
        assert "読み込みません" in call("load_sample", if_empty=True)
        assert DisclosureRequest.objects.count() == 1

    def test_says_which_entry_its_form_refuses_and_enters_nothing(self, tmp_path, monkeypatch):
        text = sample.REIWA3.read_text(encoding="utf-8")
        broken = tmp_path / "broken.toml"
        broken.write_text(text.replace("clauses = [1, 2, 6, 8]", "clauses = []"), encoding="utf-8")
        assert broken.read_text(encoding="utf-8") != text
        monkeypatch.setattr(sample.load, "__defaults__", (broken,))
        with pytest.raises(CommandError, match="一部承諾には、該当号を選んでください。"):
            call("load_sample")
        assert not Division.objects.exists()
        assert not DisclosureRequest.objects.exists()


class TestDemoUsers:
    def test_makes_an_administrator_and_prints_the_log_in(self, settings, monkeypatch):
        settings.DEBUG = True
        monkeypatch.delenv("DEMO_PASSWORD", raising=False)
        said = call("demo_users")
        admin = User.objects.get(username="admin")
        assert admin.role == "administrator"
        assert admin.check_password(said.split()[-1])

    def test_takes_the_password_it_is_given(self, settings, monkeypatch):
        settings.DEBUG = True
        monkeypatch.setenv("DEMO_PASSWORD", "pass for a demo")
        call("demo_users")
        assert User.objects.get().check_password("pass for a demo")

    def test_changes_nothing_where_somebody_can_log_in(self, settings):
        settings.DEBUG = True
        factories.user("office", role="office")
        assert "作成済み" in call("demo_users")
        assert not User.objects.filter(username="admin").exists()

    def test_is_refused_outside_development(self, settings):
        settings.DEBUG = False
        with pytest.raises(CommandError, match="開発用"):
            call("demo_users")
