"""A request taken through its course by keyboard, one screen an event, and where it is counted."""

from unicodedata import normalize

from playwright.sync_api import expect

from tests.browser.keyboard import choose, fill, go, press, tick

# What a new request asks, in the order of its form.
ASKED = (
    *("受付日", "請求の種類", "開示の方法", "所管課", "請求者の別", "請求の方法"),
    *("請求に係る個人情報の内容", "先の開示がない、又は期間を過ぎた理由", "利用停止の理由"),
)
RECEIPT = {"所管課": "介護保険課", "請求者の別": "本人", "請求の方法": "窓口"}
# What asks for a choice, and what for a tick; everything else is typed.
CHOSEN = (
    *("請求の種類", "開示の方法", "所管課", "請求者の別", "請求の方法", "利用停止の理由"),
    *("処理の区分", "意見を聴く根拠", "反対意見書", "答申の結果", "裁決"),
)
TICKED = ("相当の部分の決定", "該当号")
TODAY = "今日"


def receive(page, received_on, kind, subject, told="", **asked):
    """Receive a request at the counter; ``asked`` is what its kind asks besides."""
    page.goto("/desk/requests/new/")
    expect(page.get_by_label("受付日")).to_be_focused()
    take_in(page, subject, 受付日=received_on, 請求の種類=kind, **asked)
    if told:
        expect(page.locator("[data-preview]")).to_have_text(told)
    save(page)
    expect(page.locator(".message-success")).to_contain_text("開示等請求「")


def take_in(page, subject, **typed):
    """Fill in what the form of a new request asks, in its order."""
    typed = typed | RECEIPT | {"請求に係る個人情報の内容": subject}
    type_in(page, {name: typed[name] for name in ASKED if name in typed})


def to_main(page):
    """Pass over the menu, where words of the same beginning stand."""
    page.keyboard.press("Tab")  # to the first link of the page, which leads there
    press(page, "本文へ")
    expect(page.locator("main")).to_be_focused()


def begin(page, event, first=""):
    """Open the screen of an event from the page of its record, the focus in its first field."""
    to_main(page)
    go(page, event)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{event}：")
    if first:
        expect(page.get_by_label(first).first).to_be_focused()


def open_others(page):
    """Unfold what else can happen."""
    to_main(page)
    press(page, "ほかの手続")


def type_in(page, typed):
    """Fill in the fields of a form in their order."""
    for name, value in typed.items():
        if value == TODAY:
            press(page, TODAY)
        elif name in TICKED:
            tick(page, value)
        else:
            (choose if name in CHOSEN else fill)(page, name, value)


def save(page):
    """Send the form by the button at its end."""
    go(page, "保存する")


def saved(page, event):
    """Save an event and see that it was."""
    save(page)
    expect(page.locator(".message-success")).to_contain_text(f"「{event}」を保存しました。")


def enter(page, event, typed, told=""):
    """Enter an event from the page of its record, and see what it would change before."""
    begin(page, event, next(iter(typed)))
    type_in(page, typed)
    if told:
        expect(page.locator("[data-preview]")).to_contain_text(told)
    saved(page, event)


def refused(page, name, sentence):
    """Send the form; see the refusal, focused, and its sentence beside the field it is about."""
    save(page)
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(sentence)
    field = page.locator(".field", has=page.get_by_label(name)).first
    expect(field).to_contain_text(sentence)


def mend(page, name, text):
    """Go from the summary of what was refused to the field, and type anew."""
    press(page, name)
    expect(page.get_by_label(name).first).to_be_focused()
    fill(page, name, text)


# Where it is counted


def cells(page, table, group, row):
    """Return the numbers of a row of a table of the draft, by the heading of their column."""
    found = page.locator(f"[data-table='{table}']")
    heads = found.locator("thead th[scope=col]").all_inner_texts()
    body = found.locator("tbody", has=page.get_by_role("rowheader", name=group, exact=True))
    line = body.locator("tr", has=page.get_by_role("rowheader", name=row, exact=True)).first
    numbers = [normalize("NFKC", text) for text in line.locator("td").all_inner_texts()]
    return dict(zip(heads[-len(numbers) :], numbers, strict=True))


def counted(page, table, group, row, **wanted):
    """Assert of some cells of such a row what they say."""
    found = cells(page, table, group, row)
    assert {head: found.get(head) for head in wanted} == wanted, found
