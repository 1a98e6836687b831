"""What the acts on a request cost a clerk's hands: keys, clicks, and pixels scrolled.

A clerk begins each act on the front page, at 1280×800: clicks with the mouse, types with the
keys, walks on with Tab where the next field is one Tab away, turns the wheel where what is to be
clicked is out of sight. Nothing is timed, so the numbers are the same on every machine.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from kurume_privacy.models import Division
from tests import factories
from tests.bench.printing import CHROMIUM, FLAGS
from tests.bench.results import not_run
from tests.bench.sample import sampled
from tests.bench.serving import HOST, application

WINDOW = {"width": 1280, "height": 800}
MARGIN = 40  # pixels that stay in sight below or above what is clicked
DIVISION = "介護保険課"
FEW = 3  # Tabs that nobody finds too many
FOCUSED = "control => control === document.activeElement"
# Where a control stands in the window, and how far the page can still be turned.
STANDS = "control => { const box = control.getBoundingClientRect(); return [box.top, box.bottom] }"


@dataclass
class Hand:
    """The hand of a clerk at a page: does what it is told, and counts."""

    page: Page
    today: date
    counts: dict[str, int] = field(default_factory=lambda: {"keys": 0, "clicks": 0, "pixels": 0})

    def click(self, control: Locator) -> None:
        """Bring it into sight with the wheel, and click."""
        before = self.page.evaluate("scrollY")
        top, bottom = control.evaluate(STANDS)
        if bottom > WINDOW["height"] - MARGIN:
            self._turn(bottom - WINDOW["height"] + MARGIN)
        elif top < 0:
            self._turn(top - MARGIN)
        self.counts["pixels"] += round(abs(self.page.evaluate("scrollY") - before))
        self.counts["clicks"] += 1
        control.click()

    def _turn(self, pixels: float) -> None:
        self.page.evaluate("by => scrollBy({ top: by, behavior: 'instant' })", pixels)

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.page.keyboard.press(key)
        self.counts["keys"] += times

    def to(self, control: Locator) -> None:
        """Go to a field: it has the focus, or is a few Tabs away, or is clicked."""
        place = self.page.evaluate("scrollY")
        for tabs in range(FEW + 1):
            if control.evaluate(FOCUSED):
                self.counts["keys"] += tabs
                return
            self.page.keyboard.press("Tab")
        for _ in range(FEW + 1):
            self.page.keyboard.press("Shift+Tab")
        self.page.evaluate("y => scrollTo({ top: y, behavior: 'instant' })", place)
        self.click(control)

    def fill(self, label: str, text: str) -> None:
        """Type into the first field of this name."""
        self.to(self.page.get_by_label(label).first)
        self.page.keyboard.type(text)
        self.counts["keys"] += len(text)

    def day(self, label: str) -> None:
        """Give today as the date: by the button behind it, where there is one."""
        field = self.page.get_by_label(label).first
        self.to(field)
        if field.locator("xpath=following-sibling::button").count():
            self.press("Tab")
            self.press("Space")
        else:
            self.fill(label, f"R{self.today.year - 2018}.{self.today.month}.{self.today.day}")

    def choose(self, label: str, option: str) -> None:
        """Choose from a list: with the arrows where it has the focus, else with two clicks."""
        control = self.page.get_by_label(label).first
        self.to(control)
        names = [name.strip() for name in control.locator("option:enabled").all_inner_texts()]
        self.press("ArrowDown", names.index(option))
        if control.evaluate("control => control.selectedOptions[0].text.trim()") != option:
            control.select_option(label=option)

    def go(self, control: Locator) -> None:
        """Click what leads on, and wait for the page."""
        with self.page.expect_navigation():
            self.click(control)


def receipt(hand: Hand, name: str) -> None:
    """受付: what is known at the counter."""
    hand.go(hand.page.locator(".front-entries").get_by_role("link", name="開示等請求"))
    hand.day("受付日")
    hand.choose("請求の種類", "開示")
    hand.choose("開示の方法", "閲覧")
    hand.choose("請求者の別", "本人")
    hand.choose("請求の方法", "窓口")
    hand.fill("請求に係る個人情報の内容", "要介護認定の記録")
    _save(hand)


def decision(hand: Hand, name: str) -> None:
    """決定: the whole is disclosed, today."""
    _open(hand, name, "決定")
    hand.choose("処理の区分", "全部開示")
    hand.day("決定日")
    _save(hand)


def extension(hand: Hand, name: str) -> None:
    """延長: by thirty days, notified today."""
    _open(hand, name, "延長")
    hand.day("延長を通知した日")
    hand.fill("延長の日数", "30")
    hand.fill("延長の理由", "文書の量が多いため")
    _save(hand)


def carrying_out(hand: Hand, name: str) -> None:
    """実施: today, by inspection."""
    _open(hand, name, "実施")
    hand.day("実施日")
    _save(hand)


def _open(hand: Hand, name: str, event: str) -> None:
    item = hand.page.locator(".front-items li", has_text=name).first
    hand.go(item.get_by_role("link", name=event, exact=True))


def _save(hand: Hand) -> None:
    hand.go(hand.page.locator("main").get_by_role("button", name="保存する", exact=True).last)


ACTS: dict[str, Callable[[Hand, str], None]] = {
    "受付": receipt,
    "決定": decision,
    "延長": extension,
    "実施": carrying_out,
}


def measure(entries: int) -> dict:
    """Return {act: {"keys": …, "clicks": …, "pixels": …}} of each act."""
    if CHROMIUM is None:
        return not_run("apt-get install chromium")
    today = timezone.localdate()
    with sampled(entries):
        names, key = prepare(today)
        with application() as port, running_browser() as browser:
            address = f"http://{HOST}:{port}"
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}
            return {
                "acts": {
                    name: act_counted(browser, act, names[name], today, address, cookie)
                    for name, act in ACTS.items()
                }
            }


def prepare(today: date) -> tuple[dict[str, str], str]:
    """Enter what the acts are about; return what each is called, and the session of a clerk."""
    division = Division.objects.get(name=DIVISION)
    clerk = factories.user("hand", division=division)
    kind = factories.kind(regime_name=factories.ACT)
    waiting = [
        factories.disclosure_request(
            number=9001 + place,
            received_on=today - timedelta(days=27),
            kind=kind,
            division=division,
            subject="要介護認定の記録",
        )
        for place in range(2)
    ]
    granted = factories.disposition(
        request=factories.disclosure_request(
            number=9003, received_on=today - timedelta(days=20), kind=kind, division=division
        ),
        outcome=kind.outcomes.filter(carrying_out="required").order_by("order").first(),
        decided_on=today - timedelta(days=6),
    )
    client = Client()
    client.force_login(clerk, "django.contrib.auth.backends.ModelBackend")
    names = {"受付": "", "決定": str(waiting[0]), "延長": str(waiting[1])}
    names["実施"] = str(granted.request)
    return names, client.cookies[settings.SESSION_COOKIE_NAME].value


def act_counted(browser: Browser, act, name: str, today: date, address: str, cookie: dict) -> dict:
    """Do an act on a page of its own, from the front page on; return what it took."""
    context = browser.new_context(base_url=address, viewport=WINDOW, locale="ja-JP")
    context.add_cookies([cookie])
    hand = Hand(context.new_page(), today)
    hand.page.goto("/desk/")
    act(hand, name)
    if not hand.page.locator(".message-success").count():
        raise AssertionError(f"{act.__doc__}: {hand.page.locator('main').inner_text()[:300]}")
    context.close()
    return hand.counts


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Keep a browser open."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
