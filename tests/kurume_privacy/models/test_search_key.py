"""The stored search key: derived whenever a record is saved, and nowhere to be seen."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from council.models import ConsultationPoint
from disclosure.models import DisclosureRequest
from kurume_privacy.models import ClosedYear, Record
from kurume_privacy.models.search_key import renew_keys, search_key_field
from kurume_privacy.models.texts import free_texts
from kurume_privacy.records import history
from registrations.models import Business, BusinessNotice
from reports.desk.ledgers import LEDGERS
from tests import factories

KEYED = [model for model in apps.get_models() if search_key_field(model)]
EACH = pytest.mark.parametrize("model", KEYED, ids=lambda model: model.__name__)


def key_of(record):
    """Return the key as it is stored."""
    return models.QuerySet(type(record)).values_list("search_key", flat=True).get(pk=record.pk)


def forget_keys(*kinds):
    """Leave the records as they were before they had keys."""
    for model in kinds:
        models.QuerySet(model).update(search_key="")


class TestDerived:
    pytestmark = pytest.mark.django_db

    def test_when_a_record_is_saved_and_the_text_stays_as_typed(self):
        business = factories.business("髙齢者の ﾜｸﾁﾝ 接種")
        assert key_of(business) == "高齢者ノワクチン接種"
        assert Business.objects.get().name == "髙齢者の ﾜｸﾁﾝ 接種"

    def test_anew_when_its_text_changes(self):
        business = factories.business("ﾜｸﾁﾝ")
        business.name = "ＡＩ"
        business.save()
        assert key_of(business) == business.search_key == "ai"

    def test_of_every_text_a_line_each(self):
        notice = factories.use_notice(using_business="Ａ", used_business="", items="Ｂ\nＣ")
        assert key_of(notice) == "a\nbc"

    def test_also_where_some_fields_alone_are_saved(self):
        request = factories.disclosure_request(subject="ﾜｸﾁﾝ")
        request.subject = "ＡＩ"
        request.save(update_fields=["subject"])
        assert key_of(request) == "ai"

    def test_for_many_that_are_entered_together(self):
        division = factories.division()
        Business.objects.enter([Business(name=name, division=division) for name in ("Ａ", "ｱ")])
        assert [*Business.objects.values_list("search_key", flat=True)] == ["a", "ア"]

    def test_for_a_record_that_is_brought_back(self):
        history.delete(factories.business("ﾜｸﾁﾝ"), "誤り")
        assert key_of(history.restore(history.deleted(Business).get())) == "ワクチン"

    def test_for_the_rows_of_a_session_without_their_marks(self):
        assert key_of(factories.council_briefing(matter="ＡＩ")) == "ai"
        assert key_of(factories.consultation_point(label="甲", matter="ＡＩ")) == "ai"
        assert search_key_field(ConsultationPoint).texts == ["matter"]


class TestNowhereToBeSeen:
    @pytest.mark.parametrize("model", [each for each in KEYED if hasattr(each, "history")])
    def test_the_history_has_no_such_column(self, model):
        assert "search_key" not in {field.name for field in model.history.model._meta.fields}

    @EACH
    def test_it_is_no_text_of_its_own(self, model):
        assert "search_key" not in free_texts(model)
        assert not search_key_field(model).editable

    def test_no_form_no_page_and_no_file_has_it(self):
        for ledger in LEDGERS:
            assert "search_key" not in ledger.form.base_fields
            assert {"検索キー", "search_key"}.isdisjoint(ledger.sheet.headings())
            assert {"検索キー", "search_key"}.isdisjoint(ledger.sheet.headings(machine=True))

    @pytest.mark.django_db
    def test_saving_it_anew_is_no_change_to_be_told(self):
        business = factories.business("ﾜｸﾁﾝ")
        forget_keys(Business)
        business.save()
        assert history.changes(business)[0].fields == ()

    def test_every_kind_of_record_that_has_texts_and_is_counted_has_one(self):
        kinds = [model for model in apps.get_models() if issubclass(model, Record)]
        counted = {model for model in kinds if model.is_counted() and any(free_texts(model))}
        assert counted <= {*KEYED}
        assert {Business, BusinessNotice} < {*KEYED}


class TestRenewed:
    """What the migrations do with the records that are there, of closed years too."""

    @pytest.mark.django_db
    def test_every_record_has_its_key_and_nothing_else_happened_to_it(self, monkeypatch):
        monkeypatch.setattr("kurume_privacy.models.search_key.AT_ONCE", 2)
        for number, subject in enumerate(("ＡＩ", "", "ﾜｸﾁﾝ", "髙", "ｂ"), 1):
            factories.disclosure_request(number=number, subject=subject)
        known = DisclosureRequest.history.count()
        ClosedYear.objects.create(year=2021)
        forget_keys(DisclosureRequest)
        renew_keys(DisclosureRequest, ["subject", "extension_reason"])
        keys = DisclosureRequest.objects.order_by("number").values_list("search_key", flat=True)
        assert [*keys] == ["ai", "", "ワクチン", "高", "b"]
        assert DisclosureRequest.history.count() == known

    def test_the_migrations_give_each_record_what_saving_it_would(self, own_database):
        division = factories.division()
        factories.use_notice(division=division, using_business="ＡＩ", items="ﾜｸﾁﾝ")
        factories.disclosure_request(
            received_on=date(2024, 4, 10),
            subject="Ｓ",
            extended_on=date(2024, 4, 20),
            extension_days=10,
            extension_reason="Ｅ",
        )
        factories.business_notice(business=factories.business("髙"), name="﨑")
        factories.earlier_year()
        factories.closed_day(name="ｱｲ")
        factories.user(last_name="髙")
        before = {model: stored(model) for model in KEYED}
        assert all(map(any, before.values()))
        forget_keys(*KEYED)
        refill()
        assert {model: stored(model) for model in KEYED} == before


def stored(model):
    return {*models.QuerySet(model).values_list("pk", "search_key")}


def refill():
    """Run what each migration named search_keys does with the records that are there."""
    loader = MigrationLoader(connection)
    for (app, name), migration in loader.disk_migrations.items():
        if name.endswith("_search_keys"):
            state = loader.project_state((app, name))
            migration.operations[-1].code(state.apps, None)
