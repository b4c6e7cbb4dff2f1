import type { WorkflowNode } from "../../../../../definitions/nodes/index.ts";
import { useScope } from "../view/use-scope.ts";
import { ActionForm } from "./forms/action-form.tsx";
import { BranchesForm } from "./forms/branches-form.tsx";
import { CallForm } from "./forms/call-form.tsx";
import { ForEachForm } from "./forms/for-each-form.tsx";
import { EmitForm, EndForm, LoopForm, ScopeForm, SetForm } from "./forms/flow-forms.tsx";
import { HumanForm } from "./forms/human-form.tsx";
import { TableForm } from "./forms/table-form.tsx";
import { WaitForEventForm, WaitForm } from "./forms/wait-forms.tsx";
import type { FormProps } from "./use-item.ts";

/** The form of a step, by its type. */
export function NodeForm({ item, change, problemsOf }: FormProps<WorkflowNode>) {
  const scope = useScope(item.id);
  const shared = { change, problemsOf, scope };
  switch (item.type) {
    case "action":
      return <ActionForm item={item} {...shared} />;
    case "condition":
      return <BranchesForm item={item} {...shared} />;
    case "decision-table":
      return <TableForm item={item} {...shared} />;
    case "set":
      return <SetForm item={item} {...shared} />;
    case "wait":
      return <WaitForm item={item} {...shared} />;
    case "wait-for-event":
      return <WaitForEventForm item={item} {...shared} />;
    case "approval":
    case "human-task":
      return <HumanForm item={item} {...shared} />;
    case "for-each":
      return <ForEachForm item={item} {...shared} />;
    case "loop":
      return <LoopForm item={item} {...shared} />;
    case "scope":
      return <ScopeForm item={item} {...shared} />;
    case "call":
      return <CallForm item={item} {...shared} />;
    case "emit":
      return <EmitForm item={item} {...shared} />;
    case "end":
      return <EndForm item={item} {...shared} />;
  }
}
