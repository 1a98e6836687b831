/** The rows of a form: added, moved, removed and brought back without asking the server. */

const CONTROLS = "input:not([type=hidden]), select, textarea";

/** Work each list of rows of this part, and those inside their rows. */
export function workRows(part) {
  for (const rows of part.querySelectorAll("[data-rows]")) workList(rows);
}

function workList(rows) {
  const button = own(rows, "[data-add]")[0];
  const total = document.getElementById(`id_${rows.dataset.rows}-TOTAL_FORMS`);
  const template = rows.querySelector(":scope > template");
  const list = rows.querySelector(":scope > [data-row-list]");
  if (!list) return;
  number(list);
  for (const row of list.children) workRow(row, rows);
  if (button && total && template) {
    button.addEventListener("click", (event) => add(event, rows, list, template, total));
  }
  list.closest("form")?.addEventListener("submit", () => writePlaces(list));
}

/** Return what stands in these rows or this row itself, not in the rows inside it. */
function own(part, selector) {
  const owner = part.matches("[data-row]") ? "[data-row]" : "[data-rows]";
  return [...part.querySelectorAll(selector)].filter((found) => found.closest(owner) === part);
}

function add(event, rows, list, template, total) {
  event.preventDefault();
  const prefix = rows.dataset.rows;
  const copy = document.createElement("template");
  copy.innerHTML = template.innerHTML.replaceAll(`${prefix}-__prefix__`, `${prefix}-${total.value}`);
  const row = copy.content.firstElementChild;
  total.value = Number(total.value) + 1;
  list.append(row);
  workRow(row, rows);
  number(list);
  row.dispatchEvent(new Event("row-added", { bubbles: true }));
  changed(row);
  row.querySelector(CONTROLS)?.focus();
}

/** Give a row its buttons in place of the number and the tick, which are kept for the server. */
function workRow(row, rows) {
  const tools = own(row, ".row-tools")[0];
  if (!tools) return;
  const order = own(row, ".row-order")[0];
  const removal = own(row, ".row-delete")[0];
  if (order) {
    order.hidden = true;
    tools.append(button("↑ 上へ", () => move(row, -1)), button("↓ 下へ", () => move(row, 1)));
  }
  const tick = removal?.querySelector("input");
  if (!tick) return;
  removal.hidden = true;
  tools.append(button("削除", () => remove(row, tick)));
  if (tick.checked) showRemoved(row, tick);
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-small button-secondary";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function move(row, step) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  const pressed = document.activeElement;
  if (!other) {
    say(step < 0 ? "一番上です。" : "一番下です。");
    return;
  }
  if (step < 0) other.before(row);
  else other.after(row);
  pressed.focus();
  number(row.parentElement);
  changed(row);
  say(`${titleOf(row)}になりました。`);
}

function remove(row, tick) {
  tick.checked = true;
  showRemoved(row, tick);
  changed(row);
  row.querySelector(":scope > .row-removed button").focus();
}

/** Show, in place of a removed row, that it will go, and the way back. */
function showRemoved(row, tick) {
  const note = document.createElement("p");
  note.className = "row-removed";
  note.textContent = `${titleOf(row)}は、保存すると削除されます。`;
  note.append(button("元に戻す", () => bringBack(row, tick, note)));
  row.dataset.removed = "";
  row.append(note);
}

function bringBack(row, tick, note) {
  tick.checked = false;
  note.remove();
  delete row.dataset.removed;
  changed(row);
  row.querySelector(CONTROLS)?.focus();
}

/** Number the rows as the server does, those that will be removed included. */
function number(list) {
  [...list.children].forEach((row, place) => {
    const shown = own(row, "[data-row-number]")[0];
    if (shown) shown.textContent = place + 1;
  });
}

/** Write the places for the server; a new row that was left blank has none, so it stays blank. */
function writePlaces(list) {
  let place = 0;
  for (const row of list.children) {
    const order = own(row, ".row-order input")[0];
    if (order && (order.value || isFilled(row))) order.value = String((place += 1));
  }
}

function isFilled(row) {
  return [...row.querySelectorAll(CONTROLS)].some((control) => {
    if (control.closest(".row-tools")) return false;
    const tick = control.matches("[type=checkbox], [type=radio]");
    if (tick) return control.checked !== control.defaultChecked;
    if (!control.options) return control.value !== control.defaultValue;
    const initial = [...control.options].find((option) => option.defaultSelected) ?? control.options[0];
    return control.selectedOptions[0] !== initial;
  });
}

function titleOf(row) {
  return row.querySelector(":scope > legend")?.textContent.trim().replace(/\s+/g, " ") ?? "この行";
}

function changed(row) {
  row.dispatchEvent(new Event("rows-changed", { bubbles: true }));
}

/** Say to those who do not see it. */
function say(sentence) {
  let place = document.querySelector("[data-said]");
  if (!place) {
    place = document.createElement("p");
    place.dataset.said = "";
    place.className = "visually-hidden";
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  place.textContent = sentence;
}
