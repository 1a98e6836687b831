/** A long list of divisions is narrowed by agency and department. */

const LONG = 8;
const LEVELS = [
  { name: "agency", label: "実施機関" },
  { name: "department", label: "部局" },
];

/** Give each long list of divisions two selects before it, or bind those that are there. */
export function narrowDivisions(part) {
  for (const select of part.querySelectorAll("select:has(option[data-agency])")) {
    const divisions = [...select.options].filter((option) => option.dataset.agency);
    if (divisions.length > LONG && !select.dataset.narrowedBy) narrowList(select, divisions);
  }
}

function narrowList(select, divisions) {
  const [agency, department] = LEVELS.map((level) => controlOf(select, divisions, level));
  if (!agency || !department) return;
  for (const option of department.options) {
    const inside = divisions.filter((division) => division.dataset.department === option.value);
    if (inside.length) option.dataset.for = inside[0].dataset.agency;
  }
  department.dataset.narrowedBy = leaf(agency);
  for (const division of divisions) {
    division.setAttribute(`data-for-${leaf(agency)}`, division.dataset.agency);
    division.setAttribute(`data-for-${leaf(department)}`, division.dataset.department);
  }
  select.dataset.narrowedBy = `${leaf(agency)} ${leaf(department)}`;
}

/** Return the select of a level: that of the filter, or a new one, which sends nothing. */
function controlOf(select, divisions, level) {
  const known = select.form?.elements.namedItem(level.name);
  if (known) return known instanceof HTMLSelectElement ? known : null;
  const control = document.createElement("select");
  control.id = `${select.id}_${level.name}`;
  control.dataset.name = [...select.name.split("-").slice(0, -1), level.name].join("-");
  control.dataset.any = "";
  control.append(new Option("すべて", ""), ...optionsOf(divisions, level));
  control.value = select.selectedOptions[0]?.dataset[level.name] ?? "";
  select.closest(".field").before(fieldOf(control, level));
  return control;
}

function optionsOf(divisions, level) {
  const names = new Map();
  for (const { dataset } of divisions) names.set(dataset[level.name], dataset[`${level.name}Name`]);
  return [...names].map(([key, name]) => new Option(name, key));
}

function fieldOf(control, level) {
  const field = document.createElement("div");
  field.className = "field field-narrowing";
  const label = document.createElement("label");
  label.className = "label";
  label.htmlFor = control.id;
  label.textContent = `${level.label}（所管課を絞り込む）`;
  field.append(label, control);
  return field;
}

/** The name of a control without the prefix of its form. */
function leaf(control) {
  return (control.name || control.dataset.name).split("-").at(-1);
}
