"""The steps on the way to publication, as the office and the approver take them in a browser."""

from playwright.sync_api import expect


def press(page, name):
    """Click the button of this name."""
    page.get_by_role("button", name=name).click()


def step(page, draft, name, **typed):
    """Open the draft, choose a step, fill in what it asks for, and say yes."""
    page.goto(draft)
    page.get_by_role("link", name=name, exact=True).click()
    for label, text in typed.items():
        page.get_by_label(label).fill(text)
    press(page, name)


def explain_warnings(page, draft):
    """Affirm what there is none of, and write a reason for every other warning that has none."""
    page.goto(f"{draft}checks/")
    while (none := page.locator(".finding:has(.status-strong) [name=affirmed]").first).count():
        none.click()
        expect(page.locator(".message-success")).to_be_visible()
    while (form := page.locator(".finding:has(.status-strong) form").first).count():
        form.get_by_label("公表してよい理由").fill("記録を確かめました。")
        form.get_by_role("button", name="理由を保存する").click()
        expect(page.locator(".message-success")).to_be_visible()
