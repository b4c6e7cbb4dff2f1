import { useContext } from "react";
import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import { useCatalogue } from "../../records/use-object.ts";
import { EditorContext } from "../store/editor-context.ts";

type RuleCatalogue = Pick<Catalogue, "objects" | "conditions">;
const EMPTY: RuleCatalogue = { objects: [], conditions: [] };

/** Fields and shared conditions that a rule can use: the open workflow's catalogue, elsewhere the workspace's. */
export function useRuleCatalogue(): RuleCatalogue {
  const editor = useContext(EditorContext);
  const catalogue = useCatalogue();
  return editor?.catalogue ?? catalogue ?? EMPTY;
}
