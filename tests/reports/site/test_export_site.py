"""The exported site: the live one's bytes as plain files, on any file server."""

import json
import threading
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
from django.core.management import CommandError, call_command

from reports.site import export as exporting
from reports.site.building import current_site
from reports.site.export import MANIFEST, STATIC_FILES, ExportRefused, export
from reports.site.pages import Page
from tests.reports.editions import CORRECTION, edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(db):
    edition(2021, 1)
    edition(2021, 2, corrections=[CORRECTION])
    edition(2023, 1)
    edition(2023, 2)  # published again without a change: there is no 正誤表 to lead to


def run(folder, capsys):
    call_command("export_site", folder)
    return capsys.readouterr().out


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_writes_every_page_as_the_live_site_answers_it(published, client, tmp_path, capsys):
    said = run(tmp_path, capsys)
    written = contents(tmp_path)
    written.pop(MANIFEST)
    assert said.startswith(f"{len(written)}個を書き出しました")
    assert "削除0個" in said
    for path, content in written.items():
        live = path.removesuffix("index.html") if path.endswith("index.html") else path
        answer = client.get(f"/{live}")
        body = b"".join(answer) if answer.streaming else answer.content
        assert (answer.status_code, body) == (200, content), path
    assert len(written) == len(current_site()) + len(STATIC_FILES)


def test_two_exports_are_identical_byte_for_byte(published, tmp_path, capsys):
    run(tmp_path / "one", capsys)
    run(tmp_path / "two", capsys)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_second_export_writes_nothing(published, tmp_path, capsys):
    run(tmp_path, capsys)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert run(tmp_path, capsys).startswith("0個を書き出しました")
    kept = {path: path.stat().st_mtime_ns for path in before if path.name != MANIFEST}
    assert kept.items() <= before.items()


def test_nothing_published_is_a_site_too(tmp_path, capsys):
    run(tmp_path, capsys)
    assert "まだありません" in (tmp_path / "index.html").read_text("utf-8")


def test_a_new_edition_changes_the_pages_and_no_old_file(published, tmp_path, capsys):
    run(tmp_path, capsys)
    before = contents(tmp_path)
    edition(2021, 3, corrections=[CORRECTION])
    run(tmp_path, capsys)
    after = contents(tmp_path)
    changed = {path for path in before if after.get(path) != before[path]}
    assert "reports/2021/index.html" in changed
    assert not [path for path in changed if "/editions/" in path and "index.html" not in path]


@pytest.fixture
def full_at_b(monkeypatch):
    """A disk that is full when the second page is written."""
    replace = exporting._replace

    def until_full(place, content):
        if place.parent.name == "b":
            raise OSError("the disk is full")
        replace(place, content)

    monkeypatch.setattr(exporting, "_replace", until_full)
    return monkeypatch


class TestWhatIsNotOurs:
    def test_is_never_overwritten(self, tmp_path):
        (tmp_path / "index.html").write_text("市のトップページ", "utf-8")
        with pytest.raises(CommandError, match="このコマンドが書き出したものではありません"):
            call_command("export_site", tmp_path)
        assert contents(tmp_path) == {"index.html": "市のトップページ".encode()}

    def test_is_named_and_left(self, tmp_path, capsys):
        (tmp_path / "robots.txt").write_text("x", "utf-8")
        assert "残しました robots.txt" in run(tmp_path, capsys)
        assert (tmp_path / "robots.txt").exists()

    def test_what_an_earlier_export_wrote_and_no_longer_belongs_is_removed(self, tmp_path):
        old = {"": page(""), "old/": page("old/"), "changed/": page("changed/")}
        export(old, tmp_path)
        (tmp_path / "changed/index.html").write_text("mine", "utf-8")
        outcome = export({"": page("")}, tmp_path)
        assert outcome.removed == ("old/index.html",)
        assert outcome.foreign == ("changed/index.html",)

    def test_an_export_that_was_cut_short_is_finished_by_the_next(self, tmp_path, full_at_b):
        with pytest.raises(OSError, match="full"):
            export({"": page(""), "b/": page("b/")}, tmp_path)
        full_at_b.undo()
        changed = Page("", lambda: b"changed since")
        outcome = export({"": changed, "b/": page("b/")}, tmp_path)
        assert {"index.html", "b/index.html"} <= set(outcome.written)
        assert outcome.foreign == ()

    def test_what_was_never_written_is_not_claimed(self, tmp_path, full_at_b):
        with pytest.raises(OSError, match="full"):
            export({"": page(""), "b/": page("b/")}, tmp_path)
        full_at_b.undo()
        assert json.loads((tmp_path / MANIFEST).read_text("utf-8"))["files"] == {}
        (tmp_path / "b").mkdir(exist_ok=True)
        (tmp_path / "b/index.html").write_text("mine", "utf-8")
        with pytest.raises(ExportRefused, match="書き出したものではありません"):
            export({"": page(""), "b/": page("b/")}, tmp_path)
        assert (tmp_path / "b/index.html").read_text("utf-8") == "mine"

    def test_what_was_changed_since_is_never_overwritten(self, tmp_path):
        export({"": page("")}, tmp_path)
        (tmp_path / "index.html").write_text("mine", "utf-8")
        with pytest.raises(ExportRefused, match="書き出した後に変えられています"):
            export({"": Page("", lambda: b"new")}, tmp_path)
        assert (tmp_path / "index.html").read_text("utf-8") == "mine"

    def test_of_any_name_beside_ours_stays(self, tmp_path):
        (tmp_path / "index.html.new").write_text("mine", "utf-8")
        assert export({"": page("")}, tmp_path).foreign == ("index.html.new",)
        assert (tmp_path / "index.html.new").read_text("utf-8") == "mine"

    def test_is_not_reached_by_a_link_that_leads_out_of_the_folder(self, tmp_path):
        outside, folder = tmp_path / "outside", tmp_path / "site"
        outside.mkdir()
        folder.mkdir()
        (folder / "b").symlink_to(outside)
        with pytest.raises(ExportRefused, match="外を指しています"):
            export({"": page(""), "b/": page("b/")}, folder)
        assert contents(tmp_path) == {}

    def test_a_file_can_be_read_by_the_web_server(self, tmp_path):
        export({"": page("")}, tmp_path)
        (tmp_path / "plain").write_bytes(b"")
        modes = {(tmp_path / name).stat().st_mode for name in ("index.html", "plain")}
        assert len(modes) == 1

    def test_a_path_that_leads_out_of_the_folder_is_refused(self, tmp_path):
        with pytest.raises(ExportRefused):
            export({"../out.html": page("../out.html")}, tmp_path / "site")
        assert not (tmp_path / "out.html").exists()

    def test_a_manifest_that_is_damaged_is_refused(self, tmp_path):
        (tmp_path / MANIFEST).write_text("{", "utf-8")
        with pytest.raises(CommandError, match="空のフォルダー"):
            call_command("export_site", tmp_path)

    def test_a_folder_that_cannot_be_written_is_said(self, tmp_path):
        (tmp_path / "file").write_text("", "utf-8")
        with pytest.raises(CommandError, match="書き出せません"):
            call_command("export_site", tmp_path / "file")


def page(path):
    return Page(path, lambda: path.encode() or b"index")


# Served by a plain file server, every link works


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def served(published, tmp_path, capsys):
    """The address of a plain file server with the exported site."""
    run(tmp_path, capsys)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


class Links(HTMLParser):
    """The links of a page and the places in it."""

    def __init__(self, html):
        super().__init__()
        self.links, self.ids = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.links += [attrs[name] for name in ("href", "src") if name in attrs]
        self.ids += [attrs["id"]] if "id" in attrs else []


def crawl(start):
    """Return every address that links lead to with its status and the ids of its page."""
    found, wanted, anchors = {}, [start], []
    while wanted:
        address = wanted.pop()
        if address in found:
            continue
        status, links = fetch(address)
        found[address] = (status, links.ids if links else [])
        for link in links.links if links else []:
            target, anchor = urldefrag(urljoin(address, link))
            wanted.append(target)
            anchors.append((target, anchor))
    return found, [(target, anchor) for target, anchor in anchors if anchor]


def fetch(address):
    try:
        with urlopen(address, timeout=10) as answer:  # noqa: S310
            is_page = answer.headers.get_content_type() == "text/html"
            content = answer.read()
            return answer.status, Links(content.decode()) if is_page else None
    except HTTPError as error:
        return error.code, None


def test_served_by_a_file_server_every_link_works(served, tmp_path):
    found, anchors = crawl(served)
    assert {address: status for address, (status, _) in found.items() if status != 200} == {}
    assert [(target, anchor) for target, anchor in anchors if anchor not in found[target][1]] == []
    assert all(address.startswith(served) for address in found), "a link leaves the site"
    reached = {address.removeprefix(served) for address in found}
    assert set(current_site()) <= reached, "nobody finds these"


def test_no_page_has_an_id_twice(served):
    found, _ = crawl(served)
    for address, (_, ids) in found.items():
        assert len(ids) == len(set(ids)), address
