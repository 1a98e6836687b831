"""What a page's form holds, read from its HTML as a browser does."""

from html.parser import HTMLParser

VALUELESS = ("submit", "button", "reset", "image")


class Controls(HTMLParser):
    """The controls of the form that posts: name → what can be chosen or stands there."""

    def __init__(self, html):
        super().__init__()
        self.offered, self.sent, self.typed = {}, {}, set()
        self._in_form = self._in_template = False
        self._select = self._area = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._in_form = attrs.get("method") == "post" and "record-form" in attrs.get("id", "")
        if tag == "template":
            self._in_template = True
        if not self._in_form or self._in_template:
            return
        name, value = attrs.get("name"), attrs.get("value", "")
        if tag == "input" and name and attrs.get("type") not in VALUELESS:
            self._input(attrs, name, value)
        elif tag == "select":
            self._select = name
            self.offered.setdefault(name, [])
        elif tag == "option" and self._select:
            self._offer(self._select, value, chosen="selected" in attrs)
        elif tag == "textarea":
            self._area = name
            self.typed.add(name)
            self._offer(name, "", chosen=True)

    def _input(self, attrs, name, value):
        if attrs.get("type", "text") == "text":
            self.typed.add(name)
        ticked = attrs.get("type") in ("checkbox", "radio")
        self._offer(name, value or "on" if ticked else value, not ticked or "checked" in attrs)

    def _offer(self, name, value, chosen):
        self.offered.setdefault(name, []).append(value)
        if chosen:
            self.sent.setdefault(name, []).append(value)

    def handle_data(self, data):
        if self._area:
            self.sent[self._area] = [self.sent[self._area][0] + data]

    def handle_endtag(self, tag):
        if tag == "template":
            self._in_template = False
        elif tag == "form":
            self._in_form = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            if self._area:  # a browser leaves out the line break that the template begins with
                self.sent[self._area] = [self.sent[self._area][0].removeprefix("\n")]
            self._area = None
