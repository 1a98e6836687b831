"""Two imports at once, and an import while somebody edits: nobody's word is lost."""

from threading import Event

import pytest
from django.test import Client

from kurume_privacy.models import Role, User
from kurume_privacy.records import history
from kurume_privacy.workbook.importing import NotTakenIn, SomethingElse
from outside_use.models import UseNotice
from tests import factories
from tests.desk import address, filled
from tests.excel import checked, statuses, taken_in, workbook
from tests.reports.crash_points import shell
from tests.reports.publishing.test_publish_at_once import Other

HEADINGS = ("届出番号", "届出日", "区分", "所管課", "提供先")


@pytest.fixture
def office(own_server_database):
    """Somebody of the office, and a notice."""
    user = factories.user("office", Role.OFFICE)
    factories.use_notice(number=1, kind="external_provision", ground=None, recipient="元")
    return user


def line(number, recipient):
    return (number, "R3.4.20", "外部提供", "総務部総務課", recipient)


def take(*lines, **options):
    user = User.objects.get(username="office")
    return taken_in("usenotice", workbook(HEADINGS, *lines), user, **options)


def stored():
    return dict(UseNotice.objects.values_list("number", "recipient"))


class Paused(Other):
    """An import that waits, in the middle of its transaction, until it is told to go on."""

    def __init__(self, *lines):
        self.reached, self.go = Event(), Event()
        super().__init__(lambda: self._take(*lines))
        assert self.reached.wait(20)

    def _take(self, *lines):
        try:
            take(*lines, progress=self._pause)
        except NotTakenIn as refusal:
            self.refusal = refusal

    def _pause(self, number):
        self.reached.set()
        assert self.go.wait(20)

    def finish(self):
        """Let it go on to its end."""
        self.go.set()
        return self.done()


def test_of_two_that_draw_numbers_each_draws_its_own(office):
    first = Paused(line(None, "国"), line(None, "県"))
    second = Other(lambda: take(line(None, "町"), line(None, "村")))
    assert second.waits()
    first.finish()
    second.done()
    assert sorted(stored()) == [1, 2, 3, 4, 5]
    assert sorted(stored().values()) == sorted(["元", "国", "県", "町", "村"])


def test_of_two_that_change_a_record_the_second_sees_what_the_first_made_of_it(office):
    first = Paused(line(1, "国"))
    second = Other(lambda: take(line(1, "県")))
    assert second.waits()
    first.finish()
    second.done()
    entries = UseNotice.history.order_by("history_id")
    assert [entry.recipient for entry in entries] == ["元", "国", "県"]


def test_of_two_that_enter_the_same_number_the_second_is_shown_what_it_would_change(office):
    shown = checked("usenotice", workbook(HEADINGS, line(7, "県")), office)
    refusals = []

    def confirm():
        try:
            take(line(7, "県"), shown=shown)
        except SomethingElse as refusal:
            refusals.append(refusal)

    first = Paused(line(7, "国"))
    second = Other(confirm)
    assert second.waits()
    first.finish()
    second.done()
    assert (statuses(shown), statuses(refusals[0].result)) == (["新規"], ["変更"])
    assert stored() == {1: "元", 7: "国"}


def test_of_two_that_change_records_in_other_orders_neither_fails(office):
    factories.use_notice(number=2, kind="external_provision", ground=None, recipient="町")
    first = Paused(line(1, "国"), line(2, "国"))
    second = Other(lambda: take(line(2, "県"), line(1, "県")))
    assert second.waits()
    first.finish()
    second.done()
    assert stored() == {1: "県", 2: "県"}


def test_what_is_deleted_during_an_import_is_entered_anew(office):
    factories.use_notice(number=2, kind="external_provision", ground=None, recipient="町")
    importing = Paused(line(1, "国"), line(2, "県"))
    history.delete(UseNotice.objects.get(number=2), "誤り")
    importing.finish()
    assert stored() == {1: "国", 2: "県"}


@pytest.fixture
def editing(office):
    """Send what somebody typed into the form before the import began."""
    client = Client()
    client.force_login(office)
    page = address("outside_use:usenotice_update", UseNotice.objects.get().pk)
    typed = filled(client.get(page), items="住所")
    return lambda: client.post(page, typed)


def test_who_saves_during_an_import_waits_and_is_shown_the_conflict(editing):
    answers = []
    importing = Paused(line(1, "国"))
    saving = Other(lambda: answers.append(editing()))
    assert saving.waits()
    importing.finish()
    saving.done()
    assert answers[0].status_code == 200
    notice = UseNotice.objects.get()
    assert (notice.recipient, notice.items) == ("国", "")
    assert "国" in answers[0].content.decode()


def test_an_import_after_somebody_saved_keeps_their_words_in_its_other_columns(editing):
    assert editing().status_code == 302
    take(line(1, "国"))
    notice = UseNotice.objects.get()
    assert (notice.recipient, notice.items) == ("国", "住所")
    assert notice.history.count() == 3


TWO = """
from threading import Barrier, Thread
from django.db import connection
from tests import factories
from tests.reports import test_import_at_once as two

factories.division()
factories.user("office", two.Role.OFFICE)
gate = Barrier(2)

def act(*lines):
    gate.wait()
    two.take(*lines)
    connection.close()

threads = [
    Thread(target=act, args=[two.line(None, f"{name}{n}") for n in range(5)]) for name in "国県"
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(two.stored()) == [*range(1, 11)], len(set(two.stored().values())))
"""


@pytest.mark.sqlite
def test_of_two_on_sqlite_the_second_waits_for_the_first(sqlite_file):
    assert shell(TWO, sqlite_file).strip() == "True 10"
