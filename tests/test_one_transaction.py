"""An act is one transaction: all of it is there or nothing, and where it looks it also holds."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection

from disclosure.forms import DisclosureRequestForm
from disclosure.models import DisclosureRequest, DispositionClause
from kurume_privacy.law.change_row import change_row, end_row
from kurume_privacy.law.copy_law import copy_law
from kurume_privacy.law.day import like
from kurume_privacy.models import Role, UseGround
from kurume_privacy.models.closed_year import LISTED
from kurume_privacy.records import history
from registrations.models import BusinessNotice
from reports.management.commands import publish_sample
from reports.publishing import publish
from reports.sample import loading as sample
from tests import factories, laws
from tests.desk import address, filled, log_in_as
from tests.disclosure.sent import answer, by_browser, whole
from tests.excel import taken_in, workbook
from tests.factories import DAY
from tests.reports import published as publishing
from tests.reports.published import NOTICE, NOW, YEAR

REASON = "数が違うため"


class Watch:
    """What is sent outside a transaction though it holds or writes, and how many are committed.

    A page looks at a record only where it holds it: ``looks`` is what names the tables.
    """

    def __init__(self, act, looks=LISTED):
        self.outside, self.committed, self.looks = [], 0, looks
        commit = connection._commit

        def counted_commit():
            self.committed += 1
            commit()

        connection._commit = counted_commit
        try:
            with connection.execute_wrapper(self.see):
                act()
        finally:
            del connection._commit

    def see(self, execute, sql, params, many, context):
        """Note what ought to be in a transaction and is in none."""
        holds = self.looks in sql or not sql.startswith(("SELECT", "WITH RECURSIVE", "BEGIN"))
        if holds and not connection.in_atomic_block:
            self.outside.append(sql)
        return execute(sql, params, many, context)


Acts = Iterator[tuple[str, object]]


def test_every_act_is_one_transaction(own_database, monkeypatch):
    monkeypatch.setattr(publish, "files_of", publishing.few_files)
    seen = {}
    kinds = (records, clauses, corrections, histories, people, forms, imports, pages, acts, law)
    for kind in kinds:
        for name, act in kind():
            watch = Watch(act, "disclosure_" if kind is pages else LISTED)
            seen[name] = watch.committed, watch.outside
    assert seen == dict.fromkeys(seen, (1, []))


# Each yields what an act is called and the act, everything for it being there already


def records() -> Acts:
    notice = factories.business_notice()
    yield "save", notice.save
    yield "delete", notice.delete
    business = factories.business()
    fields = {"notified_on": DAY, "business": business, "division": business.division}
    many = [BusinessNotice(number=number, kind="change", **fields) for number in (901, 902)]
    yield "enter many", lambda: BusinessNotice.objects.all().enter(many)
    yield "delete many", BusinessNotice.objects.all().delete


def clauses() -> Acts:
    row = {"disposition": factories.disposition([], outcome=factories.outcome("拒否"))}
    named = DispositionClause(clause=factories.clause(1), **row)
    yield "save a clause", named.save
    yield "delete a clause", named.delete
    many = [DispositionClause(clause=factories.clause(number), **row) for number in (2, 3)]
    yield "name clauses", lambda: DispositionClause.objects.bulk_create(many)
    yield "take clauses away", DispositionClause.objects.filter(**row).delete


def corrections() -> Acts:
    correction = factories.correction()
    correction.completed_on = correction.requested_on + timedelta(days=3)
    yield "save a correction", correction.save
    yield "delete a correction", correction.delete


def histories() -> Acts:
    request = factories.disposition(
        [factories.clause(1)], outcome=factories.outcome("拒否")
    ).request
    factories.correction(request=request)
    yield "delete with its parts", lambda: history.delete(request, "誤り")
    deletion = history.deleted(DisclosureRequest).first()
    yield "bring back", lambda: history.restore(deletion)


def people() -> Acts:
    keeper, _ = (factories.user(name, Role.ADMINISTRATOR) for name in ("keeper", "second"))
    keeper.role = Role.OFFICE
    yield "ask for the last administrator", keeper.clean


FILE = workbook(
    ("届出番号", "届出日", "区分", "所管課", "提供先"),
    (901, "R3.4.20", "外部提供", "総務部総務課", "国"),
    (902, "R3.4.20", "外部提供", "総務部総務課", "県"),
    (None, "R3.4.21", "外部提供", "総務部総務課", "町"),
)


def forms() -> Acts:
    form = DisclosureRequestForm(whole(dispositions=[answer(), answer("不存在")], number="900"))
    assert form.is_valid()
    yield "save a form with rows", form.save


def imports() -> Acts:
    office = factories.user("importing", Role.OFFICE)
    yield "take in a file", lambda: taken_in("usenotice", FILE, office)


def pages() -> Acts:
    office = log_in_as("sitting")
    made = by_browser(whole(dispositions=[answer(), answer("不存在")]), number="901")
    create = address("disclosure:disclosurerequest_create")
    yield "enter a request", lambda: office.post(create, made)
    request = DisclosureRequest.objects.get(number=901)
    update, delete = (
        address(f"disclosure:disclosurerequest_{page}", request.pk) for page in ("update", "delete")
    )
    changed = filled(office.get(update), subject="個人情報")
    yield "change a request", lambda: office.post(update, changed)
    yield "delete a request", lambda: office.post(delete, {"reason": "誤り"})
    deletion = history.deleted(DisclosureRequest).get(id=request.pk)
    restore = address("disclosure:disclosurerequest_restore", deletion.pk)
    yield "restore a request", lambda: office.post(restore)
    yield "move due dates", moved(office)


def law() -> Acts:
    ground, day = laws.row(UseGround, "law"), date(2027, 10, 1)
    later = like(ground, name="法令等", valid_from=day)
    yield "change a row", lambda: change_row(ground, later, {})
    yield "end a row", lambda: end_row(later, date(2028, 3, 31))
    regime = factories.regime(factories.ACT)
    yield "copy a law", lambda: copy_law(regime, "新しい法", date(2029, 4, 1))


def moved(office):
    """Return the act of moving the due dates of two requests."""
    day = date(2026, 6, 1)
    due = [factories.disclosure_request(received_on=day) for _ in range(2)]
    factories.closed_day(day=date(2026, 7, 1))
    sent = {"move": [f"{request.pk}:2026-07-02" for request in due]}
    return lambda: office.post(address("disclosure:deadline_review"), sent)


def acts() -> Acts:
    office = factories.user("asking", Role.OFFICE)
    approver = factories.user("approving", Role.APPROVER)
    publishing.enter(office)
    yield "ask", lambda: publish.ask(YEAR, office, NOW)
    yield "send back", lambda: publish.send_back(YEAR, approver, REASON, NOW)
    yield "ask again", lambda: publish.ask(YEAR, office, NOW)
    yield "approve", lambda: publish.approve(YEAR, approver, NOW)
    yield "publish", lambda: publish.publish(YEAR, approver, NOW, **NOTICE)
    yield "reopen", lambda: publish.reopen(YEAR, approver, REASON, NOW)
    yield "publish the sample", lambda: publish_sample.publish_sample(office, approver)
    edition = publishing.edition(2020, approver)
    yield "store an edition", lambda: edition.store({})
    yield "enter a sample", lambda: sample.load(organisation_only=True)
