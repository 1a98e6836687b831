"""A first start, in an empty database: the sample, and somebody who can log in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from disclosure.models import DisclosureRequest
from kurume_privacy.models import Division, User
from reports.sample import loading as sample
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
    @pytest.fixture(autouse=True)
    def development(self, settings, monkeypatch):
        settings.DEBUG = True
        monkeypatch.delenv("DEMO_PASSWORD", raising=False)

    def test_makes_one_user_a_role_and_prints_the_log_ins(self, client):
        said = call("demo_users")
        password = said.split()[-1]
        for name, role in {
            "clerk": "入力担当",
            "office": "総括担当",
            "approver": "承認者",
            "admin": "管理者",
        }.items():
            assert f"{name:<9} {role}" in said
            user = User.objects.get(username=name)
            assert user.get_role_display() == role
            assert user.check_password(password)
        assert (
            client.post("/desk/login/", {"username": "clerk", "password": password})["Location"]
            == "/desk/"
        )

    def test_each_could_have_been_entered_in_a_form(self):
        call("demo_users")
        for user in User.objects.all():
            user.full_clean()

    def test_takes_the_password_it_is_given(self, monkeypatch):
        monkeypatch.setenv("DEMO_PASSWORD", "pass for a demo")
        call("demo_users")
        assert all(user.check_password("pass for a demo") for user in User.objects.all())

    def test_makes_another_password_each_time(self):
        first = call("demo_users").split()[-1]
        User.objects.all().delete()
        assert call("demo_users").split()[-1] != first

    def test_the_clerk_works_where_most_requests_are(self, city):
        factories.disclosure_request(division=city.general_affairs)
        for _ in range(2):
            factories.disclosure_request(division=city.residents)
        assert "市民文化部市民課" in call("demo_users")
        assert User.objects.get(username="clerk").division == city.residents

    def test_the_clerk_works_somewhere_where_there_are_no_requests(self, city):
        call("demo_users")
        assert User.objects.get(username="clerk").division == city.general_affairs

    def test_the_clerk_works_somewhere_where_there_is_no_organisation(self):
        assert not Division.objects.exists()
        call("demo_users")
        assert str(User.objects.get(username="clerk").division) == "総務部総務課"

    def test_changes_nothing_where_somebody_can_log_in(self):
        factories.user("office", role="office")
        said = call("demo_users")
        assert "officeは作成済み" in said
        assert "manage.py changepassword" in said
        assert User.objects.count() == 1

    def test_is_refused_outside_development(self, settings):
        settings.DEBUG = False
        with pytest.raises(CommandError, match="開発用"):
            call("demo_users")
        assert not User.objects.exists()
