/**
 * The form of a wording: names put in at the cursor, and what it says shown beside it.
 *
 * Without it the names are listed, and 表示を確認 shows the page anew. What is shown is the server's
 * answer to the same button: no rule stands here twice.
 */

const form = document.getElementById("record-form");
const preview = form?.querySelector("button[name=preview]");
const PARTS = ["[data-wording-known]", "[data-wording-beside]"]; // what the server shows anew
let asked = 0; // an answer to an older question is of no use

if (preview && PARTS.every((part) => document.querySelector(part))) {
  offerNames();
  preview.addEventListener("click", (event) => {
    event.preventDefault();
    show({ orSend: true });
  });
  for (const name of ["year", "paragraph", "text"]) {
    form.elements[name]?.addEventListener("change", () => show());
  }
}

/** Make a button of every name. */
function offerNames() {
  for (const name of document.querySelectorAll("[data-insert]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = name.dataset.insert;
    button.addEventListener("click", () => insert(name.dataset.insert));
    name.replaceWith(button);
  }
  for (const help of document.querySelectorAll("[data-insert-help]")) help.hidden = false;
}

/** Put a name in at the cursor, in the place of what is selected. */
function insert(name) {
  const { text } = form.elements;
  text.focus();
  text.setRangeText(name, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  show();
}

/** Ask what the form would say, and show it; what fails is sent where that was asked for. */
async function show({ orSend = false } = {}) {
  const question = (asked += 1);
  const sent = new FormData(form);
  sent.set(preview.name, preview.value);
  const page = await answer(sent);
  if (question !== asked) return;
  if (page) {
    for (const part of PARTS) replace(document.querySelector(part), page.querySelector(part));
    take(page, sent.get("text"));
    offerNames();
  } else if (orSend) {
    form.requestSubmit(preview);
  }
}

/** Return the page that answers, if it is this one: after logging out it is another. */
async function answer(sent) {
  try {
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent) });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return PARTS.every((part) => page.querySelector(part)) ? page : null;
  } catch {
    return null; // without the server; or the form is being sent meanwhile
  }
}

/** Show a part anew; what was unfolded in it stays so. */
function replace(part, next) {
  const unfolded = [...part.querySelectorAll("details")].map((details) => details.open);
  part.replaceChildren(...next.childNodes);
  [...part.querySelectorAll("details")].forEach((details, place) => {
    details.open ||= unfolded[place] ?? false;
  });
}

/** Take the sentence that the server put in, unless somebody typed meanwhile. */
function take(page, sent) {
  const now = page.getElementById("record-form").elements;
  const { text, loaded } = form.elements;
  loaded.value = now.loaded.value;
  if (text.value.replaceAll("\r\n", "\n") === sent.replaceAll("\r\n", "\n")) {
    if (text.value !== now.text.value) text.value = now.text.value;
  }
}
