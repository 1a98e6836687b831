/** What speaks against an option that may be chosen all the same: said once it is chosen. */

const DOUBTED = "select:has(option[data-doubt])";

/** Say it of each select of this part, now and whenever another option is chosen. */
export function sayDoubts(part) {
  for (const select of part.querySelectorAll(DOUBTED)) {
    select.addEventListener("change", () => say(select));
    say(select);
  }
}

function say(select) {
  const sentence = select.selectedOptions[0]?.dataset.doubt ?? "";
  const known = select.parentElement.querySelector("[data-doubt-said]");
  if (known || sentence) (known ?? noteAfter(select)).textContent = sentence;
}

function noteAfter(select) {
  const note = document.createElement("p");
  note.dataset.doubtSaid = "";
  note.className = "help doubt";
  note.setAttribute("role", "status");
  select.after(note);
  return note;
}
