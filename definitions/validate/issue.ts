import type { Issue } from "../api.ts";
import { fillText } from "../error-texts/fill-text.ts";
import { RulesTexts } from "../error-texts/rules.ts";
import { ValidateTexts } from "../error-texts/validate.ts";

const TEXTS = { ...RulesTexts, ...ValidateTexts };
export type IssueCode = keyof typeof TEXTS;

/** Where an issue is: in the workflow, in a node, trigger or edge (by id), at a dotted path within it. */
export interface Place {
  nodeId?: string;
  path?: string;
}

/** An issue with its English message filled in; `details` fill the text in other languages. */
export function makeIssue(
  code: IssueCode,
  place: Place,
  details: Record<string, unknown> = {},
  severity: Issue["severity"] = "error",
): Issue {
  return {
    code,
    severity,
    message: fillText(TEXTS[code].en, details),
    ...(place.nodeId === undefined ? {} : { nodeId: place.nodeId }),
    ...(place.path === undefined ? {} : { path: place.path }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}

/** The place one step further in. */
export function placeIn(place: Place, key: string | number): Place {
  return { ...place, path: place.path === undefined || place.path === "" ? String(key) : `${place.path}.${key}` };
}
