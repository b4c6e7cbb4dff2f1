import type { ObjectDescription } from "../catalogue.ts";
import { textIn, type Language } from "../text.ts";
import type { Trigger } from "../triggers/index.ts";

/** What a record's field is called within a sentence, by the first object that has it. */
export function fieldTitle(
  objects: readonly ObjectDescription[],
  field: string,
  language: Language,
): string | undefined {
  for (const { fields } of objects) {
    const found = fields.find(({ name }) => name === field);
    if (found !== undefined) return withinSentence(textIn(found.title, language) || field);
  }
  return undefined;
}

/** The objects that triggers are about before the others: objects may call the same field differently. */
export function ownObjectsFirst(
  objects: readonly ObjectDescription[],
  triggers: readonly Trigger[],
): ObjectDescription[] {
  const own = new Set(triggers.flatMap((trigger) => ("object" in trigger ? [trigger.object] : [])));
  return objects.toSorted((a, b) => Number(own.has(b.name)) - Number(own.has(a.name)));
}

/** "Minutes on site" as "minutes on site"; an abbreviation ("ERP id") keeps its capitals. */
function withinSentence(title: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
