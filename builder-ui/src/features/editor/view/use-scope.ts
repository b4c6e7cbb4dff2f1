import { useEffect, useState } from "react";
import type { ScopeTypes } from "../../../../../definitions/expression/index.ts";
import { whenIdle } from "../../../shared/when-idle.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";

/** Of more steps than this, looking waits until nothing moves: it takes as long as several frames. */
const MANY_STEPS = 500;
const NOTHING: ScopeTypes = { names: {} };

/**
 * The names and types that are visible at a step or trigger; nothing until the checker is loaded. `self`: the step's own
 * output too, for what undoes it.
 */
export function useScope(id: string, self: boolean = false): ScopeTypes {
  const { catalogue } = useEditorContext();
  const definition = useEditor((state) => state.definition);
  const [scope, setScope] = useState(NOTHING);
  useEffect(() => {
    let current = true;
    const load = async () => {
      const { scopeAt } = await import("../../../../../definitions/validate/scope.ts");
      if (current) setScope(scopeAt(definition, catalogue, id, { self }));
    };
    const forget = definition.nodes.length > MANY_STEPS ? whenIdle(() => void load()) : undefined;
    if (forget === undefined) void load();
    return () => {
      current = false;
      forget?.();
    };
  }, [definition, catalogue, id, self]);
  return scope;
}
