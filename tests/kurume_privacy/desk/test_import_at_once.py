"""Imports at the same moment, and one while somebody edits: nothing twice, nothing lost."""

import pytest
from django.test import Client

from kurume_privacy.models import Import
from outside_use.models import UseNotice
from tests import factories
from tests.desk import filled
from tests.kurume_privacy.desk.test_at_once import CROWD, at_once, browser, crowd  # noqa: F401
from tests.kurume_privacy.desk.test_import_pages import page, row, same_as_provided, written


@pytest.fixture
def office(crowd):  # noqa: F811
    """Several browsers of the same person of the office, and the division that the files name."""
    factories.division()
    clients = [Client() for _ in range(CROWD)]
    user = browser("importer").session["_auth_user_id"]
    for client in clients:
        client.force_login(factories.User.objects.get(pk=user))
    return clients


def chosen(client, *rows):
    """Choose a file; return the address of its page."""
    return client.post(page("import"), {"file": written(*rows)})["Location"]


def confirming(client, address):
    return lambda: client.post(address)


def test_a_confirmation_that_is_sent_several_times_counts_once(office):
    address = chosen(office[0], row(""), row("", "佐賀県"))
    assert at_once(*(confirming(client, address) for client in office)) == [302] * CROWD
    assert UseNotice.objects.count() == 2
    assert UseNotice.history.count() == 2


def test_a_file_that_is_chosen_several_times_waits_once(office):
    acts = [lambda client=client: client.post(page("import"), sent()) for client in office]
    assert at_once(*acts) == [302] * CROWD
    assert Import.objects.filter(content__isnull=False).count() == 1


def sent():
    return {"file": written(row(12))}


def test_of_two_files_with_the_same_numbers_the_second_is_shown_anew(crowd):  # noqa: F811
    factories.division()
    files = [
        (client, chosen(client, row(12, place), row(13, f"{place}の外郭団体")))
        for client, place in zip(crowd, ("福岡県", "佐賀県"), strict=False)
    ]
    at_once(*(confirming(*file) for file in files))
    notices = UseNotice.objects.order_by("number")
    places = [notice.recipient for notice in notices]
    assert places in (["福岡県", "福岡県の外郭団体"], ["佐賀県", "佐賀県の外郭団体"])
    assert Import.objects.filter(content__isnull=False).count() == 1  # the second still waits


def test_an_import_while_a_record_is_edited_loses_neither(crowd):  # noqa: F811
    notice = factories.use_notice(number=12, **same_as_provided())
    file = chosen(crowd[0], row(12, "佐賀県"))
    form = page("update", notice.pk)
    typed = filled(crowd[1].get(form), items="氏名")
    imported, edited = at_once(confirming(crowd[0], file), lambda: crowd[1].post(form, typed))
    notice.refresh_from_db()
    assert (imported, notice.recipient) == (302, "佐賀県")
    # Saved first, the edit stays: the file has no such column. Second, it is shown the import.
    assert (edited, notice.items) in {(302, "氏名"), (200, "")}
