"""Back and forward again: the law is as it was, or the way back is refused with a sentence."""

import json
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps as django_apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import QuerySet

from disclosure.models import ReviewRequest
from kurume_privacy.migrations._law import LOST, Loaded, refuse_to_lose, rows
from kurume_privacy.migrations._rows import REASON as ADDED
from kurume_privacy.models import Agency, ClosedYear, Outcome, UseGround, User
from kurume_privacy.models.keyed import Keyed
from reports.models import Edition, Step
from tests import factories
from tests.factories import ACT, ORDINANCE, saved
from tests.reports import editions

OWN = [
    config.label
    for config in django_apps.get_app_configs()
    if str(config.path).startswith(str(settings.BASE_DIR / config.label))
]
LAW = [model for model in django_apps.get_models() if issubclass(model, Keyed)]
# What 0016 parted into an outcome of each kind, and took out where nobody had named it.
PARTED_SINCE = {"訂正・利用停止", "不訂正・不利用停止"}
# What the two migrations say that found rows by a name.
LOADED_THEN = tuple(
    loaded
    for name in ("0004_act_deadlines", "0007_opinions_and_withdrawals")
    for loaded in import_module(f"kurume_privacy.migrations.{name}").LOADED
)
# Without regimes, whose columns went to the deadlines of their kinds, and what was parted since.
LOADED = tuple(
    loaded._replace(names=tuple(name for name in loaded.names if name not in PARTED_SINCE))
    for loaded in LOADED_THEN
    if loaded.model != "Regime"
)


def ways_back():
    """Return none, for without the law no other app stands, and the first of each other app.

    To the first of the law itself goes the way of what was renamed.
    """
    nodes = MigrationLoader(None).disk_migrations
    firsts = sorted((label, name) for label, name in nodes if name[:4] == "0001" and label in OWN)
    return [("kurume_privacy", "zero"), *(way for way in firsts if way[0] != "kurume_privacy")]


def migrate(*target):
    call_command("migrate", *target, verbosity=0, skip_checks=True)


def back_and_forward(*target):
    migrate(*target)
    migrate()


def told():
    """Return every row of the law and of the organisation, with its history.

    Without the entries of the rows that 0016 enters: they say when it ran.
    """
    return {
        rows.model.__name__: list(rows.order_by("pk").values())
        for model in LAW
        for rows in (model.objects, model.history.exclude(history_change_reason=ADDED))
    }


def kinds():
    """Return which requests each outcome answers."""
    return list(Outcome.kinds.through.objects.order_by("pk").values())


def rename(row, name):
    row.name = name
    return saved(row)


@pytest.fixture
def own_sample(django_db_setup, django_db_blocker, databases):
    """A database of the test's own, with the sample's records."""
    with django_db_blocker.unblock(), databases.copy("sample"):
        yield


@pytest.fixture
def renamed(own_sample):
    """A law whose rows the administrator has called otherwise, and to which some were added.

    With the records of the sample, which refer to them.
    """
    rename(factories.outcome("取下げ", ORDINANCE), "取下書の提出")
    rename(factories.outcome("取下げ", ACT), "取下げ（法）")
    rename(factories.outcome("全部開示", ACT), "開示決定")
    rename(factories.ground("審議会の答申", ORDINANCE), "審議会の意見")
    rename(factories.kind("訂正", ACT), "訂正等")
    rename(factories.regime(ORDINANCE), "旧条例")
    rename(factories.regime(ACT), "個人情報保護法")
    rename(factories.agency("議会"), "市議会")
    saved(Outcome(regime=factories.regime("旧条例"), name="回付", prose_name="回付", order=9))
    factories.department("水道部")


def apps_at(target):
    """Return the models as they were at a migration."""
    return MigrationLoader(connection).project_state([("kurume_privacy", target)]).apps


def rows_at(target, *names):
    """Return the rows of models as the tables had them then."""
    return [apps_at(target).get_model("kurume_privacy", name).objects for name in names]


@pytest.mark.parametrize(("label", "target"), ways_back())
def test_the_law_is_the_same_after_every_way_back_and_forward(own_database, label, target):
    before = {name: rows for name, rows in told().items() if not name.startswith("Historical")}
    answered = kinds()
    back_and_forward(label, target)
    assert {name: rows for name, rows in told().items() if name in before} == before
    assert kinds() == answered


@pytest.mark.parametrize("target", ["0001", "0008"])
def test_what_was_renamed_is_known_again_and_no_record_is_lost(renamed, target):
    before, answered = told(), kinds()
    back_and_forward("kurume_privacy", target)
    assert told() == before
    assert kinds() == answered
    connection.check_constraints()


def test_what_is_there_already_gets_the_name_of_today(own_database):
    clerk = factories.user("clerk", last_name="旧姓", first_name="花子")
    business = factories.business()
    business._history_user = clerk
    saved(business)
    edition = editions.edition(2021)
    step = Step.objects.create(year=2021, act="ask", user=clerk, at=edition.published_at)
    QuerySet(User).filter(pk=clerk.pk).update(last_name="", first_name="")
    migrate("reports", "0008")
    migrate("kurume_privacy", "0012")
    migrate()
    assert business.history.first().history_user_name == "clerk"
    assert business.history.last().history_user_name == ""
    assert Step.objects.get(pk=step.pk).user_name == "clerk"
    assert Edition.objects.get().published_by_name == "publisher"
    assert clerk.history.get().history_change_reason.startswith("履歴の始まり")
    with pytest.raises(IntegrityError):  # the triggers are back
        QuerySet(Step).update(reason="別の理由")


def test_outcomes_that_two_kinds_shared_are_parted_whatever_they_were_called(own_database):
    migrate("kurume_privacy", "0015")
    (outcomes,) = rows_at("0015_law_that_moves", "Outcome")
    assert outcomes.filter(key="corrected_or_ceased").update(name="訂正") == 1
    migrate()
    keys = {
        *Outcome.objects.filter(kinds=factories.kind("訂正", ACT)).values_list("key", flat=True)
    }
    assert {"corrected", "partly_corrected", "not_corrected"} <= keys


class TestAppeals:
    """Before 0006 an appeal was against a disposition, always."""

    def test_get_the_request_of_what_they_are_against(self, own_database):
        appeal, gone = factories.review_request(), factories.review_request()
        answer, key = gone.disposition, gone.pk
        gone.delete()
        answer.delete()
        migrate("disclosure", "0005")
        migrate()
        assert ReviewRequest.objects.get() == appeal
        stored = ReviewRequest.objects.get()
        assert (stored.request, stored.against) == (appeal.disposition.request, "disposition")
        assert (stored.by_third_party, stored.opinion) == (False, "")
        of_then = ReviewRequest.history.filter(id=key).values_list("request", flat=True)
        assert {*of_then} == {answer.request_id}
        connection.check_constraints()

    def test_against_no_answer_have_no_place_before(self, own_database):
        appeal = factories.review_request(number=3, against="no_answer")
        with pytest.raises(CommandError, match="不作為についての審査請求を置く場所がありません"):
            migrate("disclosure", "0005")
        assert ReviewRequest.objects.get() == appeal


def test_what_is_published_or_closed_already_gets_the_day_of_its_asking(own_database):
    at = "2022-05-09T16:00:00+00:00"  # the next day in the city
    steps = json.dumps([{"act": "ask", "at": at}, {"act": "publish", "at": at}])
    published, unknown = editions.edition(2021, steps=steps), editions.edition(2020)
    office = factories.user("office")
    Step.objects.create(year=2022, act="ask", user=office, at=datetime(2023, 5, 1, tzinfo=UTC))
    ClosedYear.objects.bulk_create(ClosedYear(year=year) for year in (2020, 2021, 2022))
    back_and_forward("reports", "0010")
    days = {edition.pk: edition.counted_to for edition in Edition.objects.all()}
    assert days == {published.pk: date(2022, 5, 10), unknown.pk: None}
    asked = {2021: date(2022, 5, 10), 2022: date(2023, 5, 1)}
    assert ClosedYear.days() == {2020: date.max} | asked
    call_command("verify_editions", verbosity=0)
    with pytest.raises(IntegrityError):  # the triggers are back
        QuerySet(Edition).update(counted_to=None)


class TestWhatCannotBeKnownAgain:
    def test_stops_the_upgrade_until_it_is_called_so_again(self, own_database):
        migrate("kurume_privacy", "0006")
        grounds, history = rows_at("0006_what_the_checks_ask", "UseGround", "HistoricalUseGround")
        row = grounds.get(regime__name=ORDINANCE, name="審議会の答申")
        history.filter(id=row.pk).delete()
        grounds.filter(pk=row.pk).update(name="審議会の意見")
        with pytest.raises(
            CommandError, match="の「審議会の答申」が、今の名称にも、履歴にもありません"
        ):
            migrate()
        grounds.filter(pk=row.pk).update(name="審議会の答申")
        migrate()
        assert UseGround.objects.get(pk=row.pk).needs_opinion

    @pytest.mark.parametrize("loaded", LOADED, ids=lambda each: f"{each.model} {each.regime}")
    def test_is_named_whichever_it_is(self, db, loaded):
        model, *names = django_apps.get_model("kurume_privacy", loaded.model), *loaded.names
        for name in names or [loaded.regime]:
            row = model.objects.get(name=name, **({"regime__name": loaded.regime} if names else {}))
            with transaction.atomic():
                model.history.filter(id=row.pk).delete()
                QuerySet(model).filter(pk=row.pk).update(name="別の名称")
                with pytest.raises(
                    CommandError, match=f"「{loaded.regime}」の「{name}」が、今の名称"
                ):
                    rows(django_apps, loaded)
                transaction.set_rollback(True)

    def test_what_was_deleted_is_not_missed(self, db):
        row = factories.outcome("取下げ", ACT)
        known = row.pk
        row.delete()
        assert rows(django_apps, Loaded("Outcome", ACT, ("取下げ",), {})) == {known}


class TestWhatWouldBeLost:
    """Each is refused before anything is lost, and named."""

    def test_stops_the_way_back(self, own_database):
        saved(Agency(name="水道局", key="waterworks", order=11))
        before = told()
        with pytest.raises(CommandError) as refusal:
            migrate("kurume_privacy", "0008")
        assert str(refusal.value) == LOST.format(rows="「水道局」")
        migrate()
        assert told() == before

    def test_is_named_whichever_it_is(self, own_database):
        migrate("kurume_privacy", "0014")
        then = apps_at("0014_history_of_people")
        refuse_to_lose(then, LOADED_THEN)
        for model, regime, name, column, value in (
            ("Outcome", ORDINANCE, "拒否", "carrying_out", "optional"),
            ("Outcome", ACT, "全部開示", "carrying_out", "none"),
            ("Outcome", ACT, "移送", "is_withdrawal", True),
            ("RequestKind", ORDINANCE, "訂正", "follows_disclosure", True),
            ("UseGround", ACT, "法令", "needs_opinion", True),
        ):
            with transaction.atomic():
                found = then.get_model("kurume_privacy", model).objects
                assert found.filter(regime__name=regime, name=name).update(**{column: value}) == 1
                with pytest.raises(CommandError) as refusal:
                    refuse_to_lose(then, LOADED_THEN)
                assert str(refusal.value) == LOST.format(rows=f"「{name}」")
                transaction.set_rollback(True)

    def test_a_deadline_of_one_kind_alone_is_named_too(self, own_database):
        row = factories.deadline(ACT, "訂正")
        row.decision_days = 15
        saved(row)
        with pytest.raises(
            CommandError, match="取りやめました：「訂正請求の決定の期限」。前の状態"
        ):
            migrate("kurume_privacy", "0015")
        migrate()
        assert factories.deadline(ACT, "訂正").decision_days == 15
