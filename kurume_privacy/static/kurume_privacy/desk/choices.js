/** Choices that appear as other controls require; the server requires the same. */

const NARROWED = "[data-narrowed-by], select:has(option[data-from], option[data-until])";
const PASSES = 4; // a choice may depend on one that depends on another

const wanted = new WeakMap(); // what was chosen in a select before it was narrowed
const watched = new WeakSet();

/** Narrow the choices of the forms of this part, now and whenever something is chosen. */
export function narrowChoices(part) {
  const forms = part instanceof Document ? part.forms : [part.closest("form")];
  for (const form of forms) {
    if (!form?.querySelector(NARROWED)) continue;
    narrow(form);
    if (watched.has(form)) continue;
    watched.add(form);
    form.addEventListener("change", (event) => choose(form, event.target));
    form.addEventListener("date-read", () => narrow(form, sameName));
  }
}

/** A choice made by hand is what is wanted from now on. */
function choose(form, control) {
  wanted.delete(control);
  narrow(form, sameName);
}

/** Narrow a form; `meant` finds what is meant by a choice that no longer fits. */
function narrow(form, meant = (chosen) => chosen) {
  const controls = [...form.querySelectorAll(NARROWED)];
  for (let pass = 0; pass < PASSES; pass += 1) {
    controls.forEach((control) => narrowControl(control, meant));
  }
  new Set(controls.map((control) => control.closest(".field"))).forEach(showField);
  form.querySelectorAll("fieldset.group").forEach(showGroup);
}

function narrowControl(control, meant) {
  if (control instanceof HTMLSelectElement) narrowSelect(control, meant);
  else hide(control, !fits(control, control));
}

/** Offer the options that fit and are in use. */
function narrowSelect(select, meant) {
  const fitsWhole = fits(select, select);
  const options = [...select.options].filter((option) => option.value);
  const fitting = options.filter((option) => fitsWhole && fits(option, select));
  const chosen = meant(wanted.get(select) ?? select.value, fitting, select);
  let offered = fitting.filter((option) => inUse(option, select.form) || option.value === chosen);
  if (!offered.length) offered = fitting; // nothing of that day is known: offer what there is
  for (const option of options) option.hidden = option.disabled = !offered.includes(option);
  if (!isWrong(select)) select.disabled = options.length > 0 && !fitting.length;
  if (!select.multiple) chooseAgain(select, chosen, offered);
  sayIfNotInUse(select);
}

/** Another law calls it the same: whoever chose 開示 before the date was read means that day's. */
function sameName(chosen, fitting, select) {
  const inForce = fitting.filter((option) => inUse(option, select.form));
  const before = [...select.options].find((option) => option.value === chosen);
  if (!before?.value || inForce.includes(before)) return chosen;
  return inForce.find((option) => calls(option) === calls(before))?.value ?? chosen;
}

/** Return what the law calls an option; its text may go on with an article. */
function calls(option) {
  return option.dataset.called ?? option.text;
}

/** Take back a choice that no longer fits, and make it again once it does. */
function chooseAgain(select, chosen, offered) {
  const found = offered.some((option) => option.value === chosen);
  if (!found && select.value) wanted.set(select, chosen);
  select.value = found ? chosen : "";
}

/** Hide a control that is no select, with its label if it is one of several. */
function hide(control, hidden) {
  const tick = control.matches("[type=checkbox], [type=radio]");
  if (isWrong(control) && (!tick || control.checked)) return;
  control.disabled = hidden;
  const choice = tick && control.closest("div"); // of one of several; one alone has its field
  if (choice && !choice.matches(".field")) choice.hidden = hidden;
}

/** Hide the field of which nothing fits, and in it each group of which nothing is offered. */
function showField(field) {
  if (!field) return;
  for (const group of field.querySelectorAll("optgroup, [role=group]")) {
    group.hidden = allDisabled(group.querySelectorAll("option, input"));
  }
  if (isWrong(field)) return;
  field.hidden = allDisabled(field.querySelectorAll("select, input, textarea"));
}

/** Hide the fields that have a heading, with it, where none of them is shown. */
function showGroup(group) {
  const fields = [...group.querySelectorAll(".field")];
  group.hidden = fields.length > 0 && fields.every((field) => field.hidden);
}

function allDisabled(controls) {
  return [...controls].every((control) => control.disabled);
}

/** Say whether a control has an error: it stays in sight, for the error is about it. */
function isWrong(control) {
  return Boolean(control.closest(".field-wrong"));
}

/** Say whether an option, or a whole control, fits what the controlling controls have. */
function fits(bearer, control) {
  const names = (control.dataset.narrowedBy ?? "").split(" ").filter(Boolean);
  return names.every((name, place) => {
    const short = place === 0 ? bearer.getAttribute("data-for") : null;
    const values = bearer.getAttribute(`data-for-${name}`) ?? short;
    const controlling = values === null ? null : controllingOf(control, name);
    return !controlling || allows(controlling, values.split(" "));
  });
}

function allows(controlling, values) {
  const chosen = valuesOf(controlling);
  if (chosen.length) return chosen.some((value) => values.includes(value));
  const [first] = controlling;
  return isFilter(first.form) || "any" in first.dataset;
}

/** Say whether a form filters. (`form.method` would be its control of that name.) */
function isFilter(form) {
  return form.getAttribute("method") === "get";
}

/** Return the controls of this name with the control's own prefix, or with its parents'. */
function controllingOf(control, name) {
  const prefix = (control.name ?? "").split("-").slice(0, -1);
  for (let length = prefix.length; length >= 0; length -= 1) {
    const full = [...prefix.slice(0, length), name].join("-");
    const found = [...control.form.elements].filter(
      (element) => (element.name || element.dataset.name) === full,
    );
    if (found.length) return found;
  }
  return null;
}

function valuesOf(controls) {
  return controls
    .filter((control) => !control.disabled && control.type !== "hidden")
    .flatMap((control) => {
      const { selectedOptions } = control;
      if (selectedOptions) return [...selectedOptions].map((option) => option.value);
      const counts = !control.matches("[type=checkbox], [type=radio]") || control.checked;
      return counts ? [control.value] : [];
    })
    .filter(Boolean);
}

/** Say whether an option is in use on the first date of the form; without one, all are. */
function inUse(option, form) {
  if (isFilter(form)) return true;
  const day = form.querySelector(".era-date [data-echo]")?.dataset.date;
  const { from, until } = option.dataset;
  return binds(option, form) && (!day || ((!from || from <= day) && (!until || day <= until)));
}

/** Say whether an option is of a law that binds the agency of the chosen division. */
function binds(option, form) {
  const { agencies } = option.dataset;
  const agency = form.querySelector("option[data-agency]:checked")?.dataset.agency;
  return !agencies || !agency || agencies.split(" ").includes(agency);
}

function sayIfNotInUse(select) {
  const option = select.selectedOptions[0];
  const needed = Boolean(option?.value) && !inUse(option, select.form);
  const known = select.parentElement.querySelector("[data-not-in-use]");
  if (!known && !needed) return;
  const note = known ?? noteAfter(select);
  note.textContent = needed ? "選んだものは、入力した日や所管課には使われていません。" : "";
}

function noteAfter(select) {
  const note = document.createElement("p");
  note.dataset.notInUse = "";
  note.className = "help";
  note.setAttribute("role", "status");
  select.after(note);
  return note;
}
