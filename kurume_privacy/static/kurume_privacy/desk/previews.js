/** What a form would change, while it is being filled in: told by the server, whose rule it is. */

const PAUSE = 300; // ms without a key before the server is asked
const LEFT_OUT = ["csrfmiddlewaretoken", "token", "version"];

/** Keep each `[data-preview]` of the page up to its form. */
export function previewChanges(page) {
  for (const place of page.querySelectorAll("[data-preview]")) {
    const form = place.closest("form");
    let waiting = 0;
    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => ask(form, place), PAUSE);
    };
    for (const change of ["input", "change"]) form.addEventListener(change, later);
    if (!place.textContent.trim()) later(); // a form may begin with what is known
  }
}

/** Ask what would be otherwise; the answer to an older question is of no use. */
async function ask(form, place) {
  const typed = new FormData(form);
  for (const name of LEFT_OUT) typed.delete(name);
  const query = new URLSearchParams([...typed, ["preview", "on"]]).toString();
  place.dataset.asked = query;
  let text = "";
  try {
    const answer = await fetch(`${place.dataset.preview}?${query}`);
    if (answer.ok) text = (await answer.json()).text;
  } catch {
    // Without the server, or logged out, nothing is told; sending the form will say why.
  }
  if (place.dataset.asked === query) place.textContent = text;
}
