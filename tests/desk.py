"""The desk as its users have it: who sits there, what a page says, what its form sends."""

import re
from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

from kurume_privacy.models import Role, User
from tests import factories
from tests.controls import Controls


def log_in_as(username="office", role=Role.OFFICE, **fields):
    """Return a browser in which somebody of this role is logged in."""
    client = Client()
    known = User.objects.filter(username=username).first()
    client.force_login(known or factories.user(username, role=role, **fields))
    return client


def clerk_of(division, username="clerk"):
    return log_in_as(username, Role.CLERK, division=division)


def address(name, *args):
    """Return the address of a page: ``registrations:business_list``."""
    return reverse(name, args=args)


def filled(answer, **changes):
    """Return what a browser would send from the page's form, with these controls changed.

    ``None`` takes a control away, as if it were not ticked.
    """
    sent = Controls(text(answer)).sent | changes
    return {name: value for name, value in sent.items() if value is not None}


def text(answer):
    return answer.content.decode()


def title(answer):
    return text(answer).split("<title>")[1].split("</title>")[0]


def listed(answer):
    """Return the records that the list shows, in its order."""
    return [row.record for row in answer.context["table"].paginated_rows]


def rows(answer):
    """Return (name, address) of each row of the list: the address without the way back."""
    links = re.findall(
        r'<th role="rowheader"[^>]*><a href="([^"?]+)[^"]*">([^<]+)</a>', text(answer)
    )
    return [(name, address) for address, name in links]


def said(answer):
    """Return what the page after a redirect tells the user."""
    return [str(message) for message in answer.context["messages"]]


def errors(answer):
    """Return the sentences of the summary by the label of their field."""
    return {label: sentence for _, label, sentence in answer.context["errors"]}


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.pieces = []

    def handle_data(self, data):
        self.pieces.append(data)


def words(answer):
    """Return the page's text, tags left out, spaces single."""
    reader = _Words()
    reader.feed(text(answer))
    return " ".join(" ".join(reader.pieces).split())


def summary_is_right(answer):
    """Assert that each error of the summary leads to its field, which says the same sentence."""
    assert answer.status_code == 422
    assert title(answer).startswith("エラー: ")
    page = text(answer)
    assert answer.context["errors"]
    for control, label, sentence in answer.context["errors"]:
        if control:
            assert f'<a href="#{control}">{label}：{sentence}</a>' in page
            assert f'id="{control}"' in page
            assert f"<strong>エラー：</strong>{sentence}</p>" in page
