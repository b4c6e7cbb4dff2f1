import type { ConditionContext } from "./check-condition.ts";
import type { Directory } from "./check-references.ts";
import type { ScopeModel, ScopeMore } from "./scope.ts";

/** What the checks of a node need. `context` judges expressions at the node, with more in sight where asked. */
export interface NodeChecks {
  scopes: ScopeModel;
  directory: Directory;
  context(nodeId: string, more?: ScopeMore): ConditionContext;
}
