/** Today, one key away: of a date that says which day that is. */

/** Give each date with `data-today` a button beside it. */
export function offerToday(part) {
  for (const input of part.querySelectorAll(".era-date input[data-today]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary today";
    button.textContent = "今日";
    button.addEventListener("click", () => fill(input));
    input.after(button);
  }
}

function fill(input) {
  input.value = input.dataset.today;
  for (const change of ["input", "change"]) input.dispatchEvent(new Event(change, { bubbles: true }));
}
