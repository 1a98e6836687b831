/**
 * What makes the desk quicker. Without it every page works, and the server enforces every rule.
 *
 * The markup says what it wants; a part that is missing is passed over. The contract:
 *
 * errors    `.error-summary`: its links lead to the control, or to the first one inside what
 *           they name.
 * dates     `.era-date` holds an input and `<output data-echo="/desk/date/" data-date="2021-04-20">`.
 *           The address, asked with `?typed=…`, answers `{"date": "2021-04-20", "text": "…"}`.
 *           A date read anew sends `date-read` from the input.
 * today     `.era-date input[data-today="令和8年6月1日"]`: a button beside it fills that day in.
 * previews  `[data-preview="/desk/…/"]` in a form: the address, asked with what is filled in so far
 *           and `preview=on`, answers `{"text": "…"}`, which is shown there.
 * rows      `[data-rows=prefix]` holds a management form, `[data-row-list]` of `[data-row]`s, a
 *           `<template>` of one and `button[data-add]`; a row holds its number in
 *           `[data-row-number]`, `.row-order`, `.row-delete` and perhaps rows of its own.
 * choices   A control says `data-narrowed-by="kind outcome"`: names of other controls, looked for
 *           with its own prefix, then with its parents'. It, or each of its options, says
 *           `data-for-kind="1 5"`: the values with which it fits (`data-for` is short for the
 *           first name). What does not fit is hidden and not sent; a field of which nothing fits
 *           is hidden whole; what fits again comes back as it was. An empty control fits nothing,
 *           in a filter or with `data-any` everything.
 *           An `<option>` with `data-from` and `data-until` is offered when it is in use on the
 *           first date of the form. A chosen one stays, and a sentence says so.
 * doubts    An `<option>` with `data-doubt`: the sentence is said below its select once it is chosen.
 * divisions An `<option>` with `data-agency(-name)` and `data-department(-name)`: two selects
 *           before a long list narrow it, those named `agency` and `department` or new ones.
 * sending   `form[method=post]`: sent once; `form.form` is not left unsaved without a warning.
 *           `[data-sending]` in it holds the sentence that it says meanwhile.
 */

import { narrowDivisions } from "./desk/divisions.js";
import { narrowChoices } from "./desk/choices.js";
import { sayDoubts } from "./desk/doubts.js";
import { echoDates } from "./desk/dates.js";
import { followErrors } from "./desk/errors.js";
import { previewChanges } from "./desk/previews.js";
import { workRows } from "./desk/rows.js";
import { watchSending } from "./desk/sending.js";
import { offerToday } from "./desk/today.js";

/** Prepare what is new on the page: all of it at first, later each row that is added. */
function prepare(part) {
  narrowDivisions(part);
  workRows(part);
  offerToday(part);
  narrowChoices(part);
  sayDoubts(part);
}

echoDates(document);
watchSending(document);
// A browser that goes back fills in what was typed after the script has run: narrow only then.
const [visit] = performance.getEntriesByType("navigation");
if (visit && visit.type !== "navigate") addEventListener("pageshow", () => prepare(document), { once: true });
else prepare(document);
document.addEventListener("row-added", (event) => prepare(event.target));
followErrors(document);
previewChanges(document);
