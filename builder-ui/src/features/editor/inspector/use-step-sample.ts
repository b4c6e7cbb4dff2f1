import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Scope } from "../../../../../definitions/expression/index.ts";
import type { Json, JsonObject } from "../../../../../definitions/json.ts";
import type { RunDetail } from "../../../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { useRoute } from "../../../api/hooks.ts";
import { useMay } from "../../../app/me.ts";
import { type TestDesk, testDeskOf } from "../../test-panel/test-desk.ts";
import { madeStart, triggerOf } from "../../test-panel/test-start.ts";
import type { SampleData } from "../fields/sample-data.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";

type Found = Omit<SampleData, "conditions">;
interface DoneStep {
  nodeId: string;
  status: string;
  output?: Json | undefined;
}

/** What the steps left behind; of one that ran several times the last. */
function stepsOf(steps: readonly DoneStep[]): Scope["steps"] {
  return Object.fromEntries(
    steps
      .filter(({ status }) => status !== "skipped")
      .map(({ nodeId, output }) => [nodeId, { output: output ?? null }]),
  );
}

/** Variables as they are at the start, changed by the values that "set" steps left. */
function varsOf(definition: WorkflowDefinition, steps: readonly DoneStep[]): JsonObject {
  const vars: JsonObject = {};
  for (const { name, initial } of definition.variables) vars[name] = initial ?? null;
  const setters = new Set(definition.nodes.flatMap(({ id, type }) => (type === "set" ? [id] : [])));
  for (const { nodeId, output } of steps) {
    if (!setters.has(nodeId) || typeof output !== "object" || output === null || Array.isArray(output)) continue;
    for (const [name, value] of Object.entries(output)) if (name in vars) vars[name] = value;
  }
  return vars;
}

function runFacts(definition: WorkflowDefinition, at: string): Scope["run"] {
  return { id: "sample", workflow: definition.key, version: 1, startedAt: at, now: at };
}

function ofSimulation({ start, tried }: TestDesk, definition: WorkflowDefinition): Found | null {
  if (start === null || tried === null) return null;
  const { steps, startedAt } = tried.result;
  const scope: Scope = {
    trigger: start.input ?? {},
    record: start.record ?? null,
    steps: stepsOf(steps),
    vars: varsOf(definition, steps),
    run: runFacts(definition, startedAt),
  };
  return { scope, from: "simulation", at: startedAt };
}

function ofRun(run: RunDetail | undefined, definition: WorkflowDefinition): Found | null {
  if (run === undefined) return null;
  const at = run.startedAt ?? run.createdAt;
  const record = run.record === null ? null : { ...run.recordFields, id: run.record.id, object: run.record.object };
  const scope: Scope = {
    trigger: run.trigger,
    record,
    steps: stepsOf(run.steps),
    vars: { ...varsOf(definition, run.steps), ...run.vars },
    run: runFacts(definition, at),
  };
  return { scope, from: "run", at };
}

/** `item` and `index` as the first item of the innermost for-each around a step would see them. */
async function withItem(data: Found, definition: WorkflowDefinition, nodeId: string): Promise<Found> {
  const byId = new Map(definition.nodes.map((node) => [node.id, node]));
  for (let id = byId.get(nodeId)?.parent; id !== undefined; id = byId.get(id)?.parent) {
    const container = byId.get(id);
    if (container?.type !== "for-each" || typeof container.items !== "string") continue;
    const { evaluateMapped } = await import("../../../../../definitions/expression/index.ts");
    try {
      const items = evaluateMapped(container.items, data.scope);
      if (Array.isArray(items) && items[0] !== undefined)
        return { ...data, scope: { ...data.scope, item: items[0], index: 0 } };
    } catch {
      // The list cannot be computed from the sample: its items are unknown, and the field says so.
    }
    return data;
  }
  return data;
}

/** Values for the expressions of a step: of the last simulation, else the last run, else made up. */
export function useStepSample(nodeId: string): SampleData | null {
  const { catalogue, workflowKey } = useEditorContext();
  const mayRead = useMay("run:read");
  const definition = useEditor((state) => state.definition);
  const desk = useStore(testDeskOf(workflowKey));
  const isSimulated = desk.tried !== null;
  const enabled = mayRead && !isSimulated;
  const query = { workflow: workflowKey, limit: 1 };
  const last = useRoute("listRuns", { query }, { enabled, staleTime: 30_000 }).data?.items[0]?.id;
  const run = useRoute(
    "getRun",
    { params: { id: last ?? "" } },
    { enabled: enabled && last !== undefined, staleTime: 30_000 },
  ).data;
  const [sample, setSample] = useState<SampleData | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const trigger = triggerOf(definition, undefined);
    const at = new Date().toISOString();
    const made = trigger === undefined ? null : madeStart(trigger, catalogue);
    const found: Found = ofSimulation(desk, definition) ??
      ofRun(last === undefined ? undefined : run, definition) ?? {
        scope: {
          trigger: made?.input ?? {},
          record: made?.record ?? null,
          steps: {},
          vars: varsOf(definition, []),
          run: runFacts(definition, at),
        },
        from: "made",
        at,
      };
    const show = async () => {
      const complete = await withItem(found, definition, nodeId);
      const conditions = Object.fromEntries(
        catalogue.conditions.flatMap(({ name, when }) => (when === undefined ? [] : [[name, when] as const])),
      );
      if (isCurrent) setSample({ ...complete, conditions });
    };
    void show();
    return () => {
      isCurrent = false;
    };
  }, [desk, run, last, definition, catalogue, nodeId]);
  return sample;
}
