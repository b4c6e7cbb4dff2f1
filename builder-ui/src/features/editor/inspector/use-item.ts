import { useCallback } from "react";
import type { Issue } from "../../../../../definitions/api.ts";
import type { WorkflowNode } from "../../../../../definitions/nodes/index.ts";
import type { Trigger } from "../../../../../definitions/triggers/index.ts";
import type { Commands } from "../commands/use-commands.ts";
import { useEditor } from "../store/editor-context.ts";

/** Changes some keys of the step in hand; keys set to `undefined` go. */
export type Change = (change: Record<string, unknown>, mergeKey?: string) => void;
export interface FormProps<T> {
  item: T;
  change: Change;
  problemsOf: (path: string) => Issue[];
}
export type NodeOf<T extends WorkflowNode["type"]> = Extract<WorkflowNode, { type: T }>;
export type TriggerOf<T extends Trigger["type"]> = Extract<Trigger, { type: T }>;

/** How a form changes its step: edits of the same field in a row are undone as one. */
export function useChange(item: WorkflowNode | Trigger, isTrigger: boolean, commands: Commands): Change {
  const { id } = item;
  return useCallback(
    (change, mergeKey) => {
      const key = `${id}:${mergeKey ?? Object.keys(change).join(",")}`;
      commands.attempt(isTrigger ? { type: "updateTrigger", id, change } : { type: "updateNode", id, change }, key);
    },
    [id, isTrigger, commands],
  );
}

/** The issues at a path of this step, or below it where no field of its own would show them. */
export function useProblemsOf(id: string): (path: string) => Issue[] {
  const issues = useEditor((state) => state.issues);
  return useCallback(
    (path) =>
      issues.filter(
        (issue) =>
          issue.nodeId === id &&
          issue.severity !== "info" &&
          (issue.path === path ||
            issue.path?.startsWith(`${path}.`) === true ||
            issue.path?.startsWith(`${path}[`) === true),
      ),
    [issues, id],
  );
}
