"""A person who has no mouse: walks with Tab, chooses with the arrows, ticks with the space bar."""

FOCUSED = """
() => {
    const here = document.activeElement;
    const label = here.labels && here.labels.length ? here.labels[0] : here;
    return (here.getAttribute("aria-label") || label.innerText || here.value || "").trim();
}
"""
CHOSEN = "() => document.activeElement.selectedOptions[0].text.trim()"


def walk_to(page, name, *, most=150):
    """Press Tab until the control of this name has the focus, unless it has it already."""
    seen = []
    for _ in range(most):
        seen.append(page.evaluate(FOCUSED))
        if seen[-1].startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached with Tab; passed: {seen}")


def fill(page, name, text):
    """Walk to a text field and type."""
    walk_to(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose(page, name, option, *, most=60):
    """Walk to a list and go down until the option is chosen."""
    walk_to(page, name)
    page.keyboard.press("Home")
    for _ in range(most):
        if option in page.evaluate(CHOSEN):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{option} is not offered at {name}")


def tick(page, name):
    """Walk to a box and tick it."""
    walk_to(page, name)
    page.keyboard.press("Space")


def press(page, name):
    """Walk to a button that changes the page and press Enter."""
    walk_to(page, name)
    page.keyboard.press("Enter")


def go(page, name):
    """Walk to a link or a button that leads on, press Enter, and wait for the next page."""
    walk_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
