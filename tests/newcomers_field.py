"""What a text 備考 (`note`) of a use notice does that was added to a copy of the project.

Run there by tests/test_newcomers_field.py; here, no notice has one.
"""

import pytest

from kurume_privacy.models import Role
from kurume_privacy.records import history
from outside_use.forms import UseNoticeForm
from outside_use.models import UseNotice
from tests import factories
from tests.desk import listed, log_in_as, words
from tests.excel import KINDS, csv_file, statuses, taken_in, written

pytestmark = pytest.mark.django_db
LIST = "/desk/use-notices/"


@pytest.fixture
def notice():
    return factories.use_notice(note="窓口で確かめた")


def test_it_is_on_the_form_under_its_legend():
    form = UseNoticeForm()
    groups = {legend: [field.label for field in fields] for legend, fields in form.fieldsets()}
    assert "備考" in groups["内容"]


def test_its_page_shows_it(notice):
    assert "備考 窓口で確かめた" in words(log_in_as().get(notice.get_absolute_url()))


def test_the_list_is_searched_for_it(notice):
    factories.use_notice()
    assert listed(log_in_as().get(LIST, {"q": "窓口"})) == [notice]


def test_the_history_says_what_it_was(notice):
    notice.note = "電話で確かめた"
    notice.save()
    (change,) = history.changes(notice)[0].fields
    assert (change.label, change.before, change.after) == (
        "備考",
        "窓口で確かめた",
        "電話で確かめた",
    )


def test_a_deleted_record_comes_back_with_it(notice):
    history.delete(notice, "誤り")
    assert history.restore(history.deleted(UseNotice).get()).note == "窓口で確かめた"


@pytest.mark.parametrize("machine", [False, True])
def test_it_goes_out_to_excel_and_comes_in_again(notice, machine):
    content, office = written("usenotice", machine=machine), factories.user("office", Role.OFFICE)
    assert statuses(taken_in("usenotice", content, office)) == ["変更なし"]
    notice.note = ""
    notice.save()
    assert statuses(taken_in("usenotice", content, office)) == ["変更"]
    assert UseNotice.objects.get().note == "窓口で確かめた"


def test_a_file_without_it_leaves_it_as_it_is(notice):
    office = factories.user("office", Role.OFFICE)
    content = csv_file(["届出番号", "届出日"], [notice.number, notice.notified_on.isoformat()])
    assert statuses(taken_in("usenotice", content, office, "記録.csv")) == ["変更なし"]
    assert UseNotice.objects.get().note == "窓口で確かめた"


def test_the_file_to_fill_in_has_its_column():
    assert "備考" in KINDS["usenotice"].headings()
