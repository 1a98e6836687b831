"""Requests that nothing can be read of: a page with a sentence, never an error of the server."""

import sys
from contextlib import contextmanager, suppress
from io import BytesIO

import pytest
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http.multipartparser import MultiPartParserError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.malformed import is_readable
from kurume_privacy.models import Role
from kurume_privacy.wsgi import application
from tests import factories, logged
from tests.examples import examples

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=B"
NAMED = b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
FILE = b'--B\r\nContent-Disposition: form-data; name="f"; filename="x.csv"\r\n'
MANY = 20_100

# One of each kind of page, for whoever sees it.
PAGES = (
    "/",
    "/static/kurume_privacy/site.css",
    "/nowhere/",
    "/desk/",
    "/desk/login/",
    "/desk/requests/",
    "/desk/requests/new/",
    "/desk/requests/import/",
    "/desk/reports/2021/",
    "/desk/law/",
    "/desk/law/kinds/new/",
)


class Gone(BytesIO):
    """What a browser sends that has gone away meanwhile."""

    def read(self, *size):
        raise OSError("gone")

    readline = read


def typed(content_type, body=b"a=b", **others):
    return {"REQUEST_METHOD": "POST", "CONTENT_TYPE": content_type, "body": body} | others


# Each is answered as if it were any other request, or refused.
ODD = {
    "more promised than sent": typed(FORM, CONTENT_LENGTH="300"),
    "parts that break off": typed(PARTS, NAMED + b"x"),
    "bytes of every kind": typed(FORM, bytes(range(256))),
    "half characters": typed(FORM, b"a=%E3%81&b=%ED%A0%80&%00=%00"),
    "a part in letters that are none": typed(
        PARTS, NAMED.replace(b"name=", b"name*=zzz''") + b"x\r\n--B--\r\n"
    ),
    "a part of letters of its own": typed(
        PARTS, FILE + b"Content-Type: text/plain; charset=base64\r\n\r\nx\r\n--B--\r\n"
    ),
    "no form": typed("application/json", b"\xff{"),
    "no known method": {"REQUEST_METHOD": "FOO"},
    "an address of bytes": {"PATH_INFO": "/\xff\xfe"},
    "an address that holds nothing": {"PATH_INFO": "/reports/\0/"},
    "a number without end": {"PATH_INFO": f"/desk/requests/{'9' * 5000}/"},
    "a question of bytes": {"QUERY_STRING": "q=%ff%fe%00&page=%00&sort=%ED%A0%80"},
    "an origin that is none": typed(FORM, HTTP_ORIGIN="http://["),
    "a referer that is none": typed(FORM, HTTP_REFERER="http://[", **{"wsgi.url_scheme": "https"}),
    "cookies of bytes": {"HTTP_COOKIE": "\xff=\xfe; sessionid=\xff; csrftoken=\xff"},
    "a host that is none": {"HTTP_HOST": "\xff"},
    "a date that is none": {"HTTP_IF_MODIFIED_SINCE": "Mon, 99 Foo 99999 99:99:99 GMT"},
    "an answer wanted that is said in two ways": {"HTTP_ACCEPT": "text/html; a*=utf-8''b; a*0=b"},
    "a range that is none": {"HTTP_RANGE": "bytes=9-1,-99999999999999999999999,abc"},
}
# Each is refused, whatever the page.
REFUSED = {
    "an unknown encoding": typed("text/html; charset=zzz"),
    "an encoding of bytes": typed("text/html; charset=base64"),
    "an encoding that always fails": typed("text/html; charset=undefined"),
    "the encoding of host names": {
        "CONTENT_TYPE": "text/html; charset=idna",
        "QUERY_STRING": "q=a",
    },
    "another encoding": {"CONTENT_TYPE": "text/html; charset=iso8859-3", "QUERY_STRING": "q=%E3"},
    "a form in another encoding": typed(f"{FORM}; charset=shift_jis"),
    "parts in another encoding": typed(f"{PARTS}; charset=hex"),
    "a parameter in letters that are none": {"CONTENT_TYPE": "text/html; a*=zzz''b"},
    "a parameter said in two ways": {"CONTENT_TYPE": "text/html; a*=utf-8''b; a*0=b"},
    "a boundary in letters that are none": typed("multipart/form-data; boundary*0*=zzz''B"),
    "a length that is none": typed(FORM, CONTENT_LENGTH="abc"),
    "a length below nothing": typed(FORM, CONTENT_LENGTH="-5"),
    "a length beyond counting": typed(FORM, CONTENT_LENGTH="9" * 5000),
    "parts of no length": typed(PARTS, CONTENT_LENGTH="abc"),
    "parts of a length below nothing": typed(PARTS, CONTENT_LENGTH="-5"),
    "nobody there any more": typed(FORM, **{"wsgi.input": Gone()}),
    "nobody there for the parts": typed(PARTS, **{"wsgi.input": Gone()}),
    "a file that is no base64": typed(
        PARTS, FILE + b"Content-Transfer-Encoding: base64\r\n\r\nxxxxx=y\r\n--B--\r\n"
    ),
    "a part said in two ways": typed(
        PARTS, NAMED.replace(b"name=", b"name*=utf-8''a; name*0=") + b"x\r\n--B--\r\n"
    ),
    "a header without end": typed(PARTS, b"--B\r\n" + b"a" * 5000 + b": b\r\n\r\nx\r\n--B--\r\n"),
    "no boundary": typed("multipart/form-data"),
    "an empty boundary": typed("multipart/form-data; boundary="),
    "a boundary of bytes": typed("multipart/form-data; boundary=\xe9"),
    "a form in an encoding of another name": typed(f"{FORM}; charset=utf8"),
    "a form in an encoding": typed(f"{FORM}; charset=ascii"),
    "a cookie that no database holds": {"HTTP_COOKIE": r'sessionid="abcdefgh\000"'},
}
# Each is more than the application takes at once.
TOO_MUCH = {
    "too much": typed(FORM, b"a=" + b"x" * 3_000_000),
    "too many fields": typed(FORM, b"&".join(b"a%d=1" % number for number in range(MANY))),
    "too many parts": typed(PARTS, (NAMED + b"x\r\n") * MANY + b"--B--\r\n"),
    "too many files": typed(PARTS, (FILE + b"\r\nx\r\n") * 150 + b"--B--\r\n"),
}
EVERYTHING = {**ODD, **REFUSED, **TOO_MUCH}


@contextmanager
def in_the_tests_transaction():
    """Leave the connection open, as Django's own test client does: it holds what the test made."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def called(path, *, cookies="", body=b"", **others):
    """Return how the application of a WSGI server answers: (status, page)."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
    said = []
    environ |= {"HTTP_COOKIE": cookies} | others
    with in_the_tests_transaction():
        answer = application(environ, lambda status, headers: said.append(status))
        page = b"".join(answer)
        answer.close()
    return int(said[0][:3]), page.decode(errors="replace")


@pytest.fixture
def cookies(db):
    """The cookies of an approver who has come in, and has seen a form."""
    client = Client()
    client.force_login(factories.user("approver", Role.APPROVER))
    client.cookies["csrftoken"] = "a" * 32
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("sent", EVERYTHING)
def test_nothing_that_is_sent_is_an_error_of_the_server(cookies, path, sent):
    status, page = called(path, cookies=cookies, **EVERYTHING[sent])
    assert status < 500
    if sent in REFUSED:
        assert status == 400
        assert "送られた内容を読み取れませんでした。" in page
        assert "エラー番号：<strong>" in page


@pytest.mark.parametrize("sent", TOO_MUCH)
def test_too_much_is_refused_with_what_to_do(cookies, sent):
    status, page = called("/desk/requests/new/", cookies=cookies, **TOO_MUCH[sent])
    assert status == 400
    assert "一度に送れる量を超えているため、受け付けていません。" in page
    assert '<a href="/desk/">ホームへ</a>' in page


@pytest.mark.django_db
def test_the_public_is_led_to_the_public_page():
    _, page = called("/", **REFUSED["an unknown encoding"])
    assert '<a href="/">年度の一覧へ</a>' in page
    assert "/desk/" not in page


@pytest.mark.django_db
def test_the_number_on_the_page_is_found_in_the_log():
    with logged.log() as log:
        _, page = called("/", **REFUSED["an unknown encoding"])
    [line] = log.lines
    assert f"エラー番号：<strong>{line['request']}</strong>" in page


@pytest.mark.django_db
def test_whoever_asks_whether_it_is_alive_is_answered():
    assert called("/health", CONTENT_TYPE="text/html; charset=zzz") == (200, "ok\n")


@pytest.mark.parametrize(
    "content_type",
    ["", "text/html", "text/html; charset=utf-8", "text/html; charset=UTF8", f"{FORM};", PARTS],
)
def test_what_browsers_send_is_read(content_type):
    assert is_readable(content_type)


names = st.sampled_from(["charset", "charset*", "boundary", "a*", "a*0", "a*0*", "a*1*", "*", ""])
values = st.one_of(
    st.sampled_from(["utf-8", "base64", "punycode", '"', "'", "''", "zzz''b", "idna'x'%E3", "%zz"]),
    st.text(st.characters(max_codepoint=255), max_size=8),
)
parameters = st.lists(st.tuples(names, st.sampled_from(["=", "", " = "]), values).map("".join))
kinds = st.sampled_from(["text/html", "multipart/form-data", FORM, ";", ""])
headers = st.tuples(kinds, parameters).map(lambda found: ";".join([found[0], *found[1]]))


@examples(100)
@given(headers)
def test_whatever_is_taken_for_readable_makes_a_request(header):
    if is_readable(header):
        sent = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": header, "CONTENT_LENGTH": "3"}
        asked = {"QUERY_STRING": "q=%E3%81", "wsgi.input": BytesIO(b"a=b")}
        request = WSGIRequest(sent | asked)
        assert request.GET.urlencode()
        with suppress(BadRequest, MultiPartParserError, SuspiciousOperation):  # Django's own 400
            assert request.POST is not None
