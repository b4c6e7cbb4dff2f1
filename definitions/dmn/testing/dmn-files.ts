/** A DMN file with these elements in it. `version` is the date in the namespace: 20191111 is DMN 1.3. */
export function dmnFile(elements: string, version = "https://www.omg.org/spec/DMN/20191111/MODEL/"): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${version}" id="defs" name="Tests" namespace="urn:flowright:tests">${elements}</definitions>`;
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export function inputData(name: string, type?: string): string {
  const typeRef = type === undefined ? "" : ` typeRef="${type}"`;
  return `<inputData id="in_${name.replaceAll(" ", "_")}" name="${name}"><variable name="${name}"${typeRef}/></inputData>`;
}
function needs(...ids: string[]): string {
  return ids
    .map(
      (id) =>
        `<informationRequirement><required${id.startsWith("in_") ? "Input" : "Decision"} href="#${id}"/></informationRequirement>`,
    )
    .join("");
}
export function literal(name: string, text: string, ...required: string[]): string {
  return `<decision id="${name}" name="${name}"><variable name="${name}"/>${needs(...required)}<literalExpression><text>${escape(text)}</text></literalExpression></decision>`;
}

interface TableParts {
  name: string;
  policy: string;
  aggregation?: string;
  inputs: { expression: string; type?: string; values?: string }[];
  outputs: { name: string; type?: string; values?: string; default?: string }[];
  rules: string[][];
  required?: string[];
  /** Of the rules' ids, which are the file's own. */
  prefix?: string;
}
const text = (tag: string, content: string | undefined) =>
  content === undefined ? "" : `<${tag}><text>${escape(content)}</text></${tag}>`;

/** A decision with a table. A rule is its cells, inputs first; its id is `r1`, `r2`, … */
export function tableDecision({
  name,
  policy,
  aggregation,
  inputs,
  outputs,
  rules,
  required,
  prefix = "r",
}: TableParts): string {
  const ref = (type: string | undefined) => (type === undefined ? "" : ` typeRef="${type}"`);
  const columns = [
    ...inputs.map(
      (input) =>
        `<input><inputExpression${ref(input.type)}><text>${escape(input.expression)}</text></inputExpression>${text("inputValues", input.values)}</input>`,
    ),
    ...outputs.map(
      (output) =>
        `<output name="${output.name}"${ref(output.type)}>${text("outputValues", output.values)}${text("defaultOutputEntry", output.default)}</output>`,
    ),
  ];
  const rows = rules.map(
    (cells, index) =>
      `<rule id="${prefix}${index + 1}">${cells.map((cell, column) => text(column < inputs.length ? "inputEntry" : "outputEntry", cell)).join("")}</rule>`,
  );
  const aggregate = aggregation === undefined ? "" : ` aggregation="${aggregation}"`;
  return `<decision id="${name.replaceAll(" ", "_")}" name="${name}"><variable name="${name}"/>${needs(...(required ?? []))}<decisionTable hitPolicy="${policy}"${aggregate}>${columns.join("")}${rows.join("")}</decisionTable></decision>`;
}
