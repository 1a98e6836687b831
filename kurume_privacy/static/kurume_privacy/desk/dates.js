/** The date typed, in both calendars: read by the server, whose rule it is. */

/** Echo each date when it was typed. */
export function echoDates(page) {
  page.addEventListener("change", (event) => {
    const output = event.target.closest?.(".era-date")?.querySelector("[data-echo]");
    if (output) echo(event.target, output);
  });
}

/** Ask what date was typed; the answer to an older question is of no use. */
async function echo(input, output) {
  const typed = input.value;
  const address = new URL(output.dataset.echo, location.href);
  address.searchParams.set("typed", typed);
  let read = { date: "", text: "" };
  try {
    const answer = typed ? await fetch(address) : null;
    if (answer?.ok) read = await answer.json();
  } catch {
    // Without the server, or logged out, nothing is echoed; sending the form will say why.
  }
  if (input.value !== typed) return;
  output.textContent = read.text;
  output.dataset.date = read.date;
  input.dispatchEvent(new Event("date-read", { bubbles: true }));
}
