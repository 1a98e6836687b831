/** Sending a form: not by the Enter of a kana conversion, only once, and never forgotten. */

const WAIT = 15000; // after which an unanswered form may be sent again
const LONG_WAIT = 600000; // where the form itself says that it takes long
const SENT = "sent";
const SAID = "[data-sending]";
const WRITTEN = "form.form[method=post]";

/** Watch the forms of the page. */
export function watchSending(page) {
  page.addEventListener("keydown", keepConversion, true);
  page.addEventListener("submit", sendOnce);
  guard(page);
}

/** Enter that ends a conversion of kana is no wish to send. Safari tells it by 229 alone. */
function keepConversion(event) {
  const converting = event.isComposing || event.keyCode === 229;
  if (converting && event.key === "Enter") event.preventDefault();
}

/** Let a form through once; a page that is shown again from memory starts anew. */
function sendOnce(event) {
  const form = event.target;
  if (!form.matches("[method=post]") || event.defaultPrevented) return;
  if (SENT in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset[SENT] = "";
  tell(form, true);
  const again = () => {
    delete form.dataset[SENT];
    tell(form, false);
  };
  setTimeout(again, form.querySelector(SAID) ? LONG_WAIT : WAIT);
  addEventListener("pageshow", again, { once: true });
}

/** Say that it is under way, where a form has a sentence for that. */
function tell(form, underWay) {
  for (const place of form.querySelectorAll(SAID)) {
    place.textContent = underWay ? place.dataset.sending : "";
  }
}

/** Warn before a page is left with what was typed and not sent. */
function guard(page) {
  let unsaved = Boolean(page.querySelector(".form .field-wrong, .conflict"));
  const note = (event) => {
    if (event.target.closest?.(WRITTEN)) unsaved = true;
  };
  for (const change of ["input", "change", "rows-changed"]) page.addEventListener(change, note);
  page.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.matches(WRITTEN)) unsaved = false;
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}
