import type { DmnElement } from "dmn-moddle";
import { identifierSchema } from "../names.ts";
import type { DecisionTable } from "../resources.ts";
import { childrenOf, textOf } from "./dmn-elements.ts";

type RowNotes = Pick<DecisionTable["rows"][number], "id" | "label" | "note" | "from" | "to">;
const MAX_NOTE = 1_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/u;

/** What stands beside the cells of each rule: its id, and its description and annotations as the row's note, label and dates. */
export function readRowNotes(
  table: DmnElement,
  rules: readonly DmnElement[],
  report: (what: string) => void,
): RowNotes[] {
  const names = childrenOf(table, "annotation").map((clause) => textOf(clause, "name"));
  const taken = new Set<string>();
  return rules.map((rule, index) => {
    let id = textOf(rule, "id");
    if (id === "" || id.length > 64 || taken.has(id)) id = `rule${index + 1}`;
    taken.add(id);
    const notes: RowNotes = { id };
    const texts = [textOf(rule, "description").trim()];
    childrenOf(rule, "annotationEntry").forEach((entry, column) => {
      const text = textOf(entry, "text").trim();
      const name = names[column] ?? "";
      if (text === "") return;
      if (name === "label" && identifierSchema.safeParse(text).success) notes.label = text;
      else if ((name === "from" || name === "to") && DATE.test(text)) notes[name] = text;
      else texts.push(names.length > 1 && name !== "" ? `${name}: ${text}` : text);
    });
    const note = texts.filter((text) => text !== "").join("\n");
    if (note.length > MAX_NOTE) report(`annotation of ${id} beyond ${MAX_NOTE} characters`);
    return note === "" ? notes : { ...notes, note: note.slice(0, MAX_NOTE) };
  });
}
