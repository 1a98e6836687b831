/** The summary of errors leads to the controls. The browser itself gives it the focus. */

const CONTROLS = "input:not([type=hidden]), select, textarea";
const OFFERED = `:is(${CONTROLS}):enabled`; // what does not fit is hidden and takes no focus

/** Follow the links of the summary. */
export function followErrors(page) {
  for (const link of page.querySelectorAll(".error-summary a[href^='#']")) {
    link.addEventListener("click", (event) => lead(event, link));
  }
}

/** Lead to the control: with a group of choices to its first, with its label in sight. */
function lead(event, link) {
  const named = document.getElementById(link.hash.slice(1));
  if (!named) return;
  const itself = named.matches(CONTROLS) || named.hasAttribute("tabindex");
  const control = itself ? named : (named.querySelector(OFFERED) ?? named);
  event.preventDefault();
  (control.closest(".field") ?? control).scrollIntoView();
  control.focus({ preventScroll: true });
}
