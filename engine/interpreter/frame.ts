import type { ErrorData } from "../../definitions/error-data.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { Step } from "../../definitions/run.ts";
import { type CancelSource, type CancelToken, createCancelSource } from "./cancel-token.ts";
import type { CarriedTurn } from "./carry.ts";
import { localId, type Plan } from "./plan.ts";
import type { RunOutcome } from "./run.ts";

/** A step as expressions see it: a skipped one is absent, a failed one has its error and no output. */
export interface StepView {
  output?: Json;
  error?: ErrorData;
}

/** A completed step that names a `compensate` operation, with what that is to be given: plain JSON. */
export interface UndoEntry {
  step: Step;
  items: { index: number; concurrency: number }[];
  /** `runId/nodeId/iteration` of the step. */
  idempotencyKey: string;
  /** Mapped when the step completed; null where that failed, for the reason in `problem`. */
  input: JsonObject | null;
  problem?: string;
  /** Order of completion in the run. */
  sequence: number;
}

/** A workflow under way: that of the run, or one that is called within it. */
export interface WorkflowFrame {
  key: string;
  version: number;
  startedAt: string;
  trigger: JsonObject;
  record: JsonObject | null;
  vars: JsonObject;
  /** Ends it; what still runs in it is cancelled. The first call counts. */
  finish(outcome: RunOutcome): void;
}

/** One turn of a body: what its expressions see and what is cancelled or undone with it. */
export interface Frame {
  workflow: WorkflowFrame;
  /** Turns of the containers around it, outermost first; empty at the root. */
  turns: number[];
  items: { index: number; concurrency: number }[];
  /** Visible steps: those of the frames around it as they were, and its own. */
  steps: Record<string, StepView>;
  own: Record<string, StepView>;
  item: Json | undefined;
  index: number | undefined;
  cancel: CancelSource;
  undo: UndoEntry[];
  /** The list of what to undo is its own, not that of the frame around it. */
  ownsUndo: boolean;
  /** A container around it takes errors, so a failed step opens no incident. */
  catches: boolean;
  /** Epoch milliseconds after which the frame's scope has timed out. */
  deadlineMs: number | null;
}

export function createRootFrame(workflow: WorkflowFrame): Frame {
  return {
    workflow,
    turns: [],
    items: [],
    steps: {},
    own: {},
    item: undefined,
    index: undefined,
    cancel: createCancelSource(),
    undo: [],
    ownsUndo: true,
    catches: false,
    deadlineMs: null,
  };
}

export interface TurnOptions {
  turn: number;
  token: CancelToken;
  catches: boolean;
  /** Given where the body is another workflow: nothing around it is visible. */
  workflow?: WorkflowFrame;
  item?: Json;
  /** Given for for-each and loop turns; a scope keeps the index around it. */
  index?: number;
  concurrency?: number;
  /** A scope keeps its own list of what to undo. */
  ownUndo?: boolean;
  deadlineMs?: number | null;
}

/** Opens a turn of a container's body. */
export function openTurn(parent: Frame, options: TurnOptions): Frame {
  const own: Record<string, StepView> = {};
  const isCall = options.workflow !== undefined;
  return {
    workflow: options.workflow ?? parent.workflow,
    turns: [...parent.turns, options.turn],
    items:
      options.concurrency === undefined
        ? parent.items
        : [...parent.items, { index: options.turn, concurrency: options.concurrency }],
    steps: isCall ? {} : { ...parent.steps },
    own,
    item: options.item === undefined && !isCall ? parent.item : options.item,
    index: options.index ?? (isCall ? undefined : parent.index),
    cancel: createCancelSource(options.token),
    undo: options.ownUndo === true ? [] : parent.undo,
    ownsUndo: options.ownUndo === true,
    catches: parent.catches || options.catches,
    deadlineMs: earlier(parent.deadlineMs, options.deadlineMs ?? null),
  };
}

/** Makes what an earlier execution left visible again. */
export function restoreFrame(frame: Frame, { own, undo }: CarriedTurn): void {
  showSteps(frame, { own });
  frame.undo.push(...undo);
}

/** Makes a body's steps visible after its container. */
export function showSteps(parent: Frame, turn: Pick<Frame, "own">): void {
  for (const [nodeId, view] of Object.entries(turn.own)) setStep(parent, nodeId, view);
}

export function setStep(frame: Frame, nodeId: string, view: StepView): void {
  frame.steps[localId(nodeId)] = view;
  frame.own[nodeId] = view;
}

/** Where a step stands: unique in the run, stable over retries and replays. */
export function stepPlace(frame: Frame, nodeId: string): { stepId: string; iteration: number; key: string } {
  const path = frame.turns.join(".");
  return {
    stepId: frame.turns.length === 0 ? nodeId : `${nodeId}[${path}]`,
    iteration: frame.turns.at(-1) ?? 0,
    key: `${nodeId}/${path === "" ? "0" : path}`,
  };
}

/** The earlier of two instants, where null is never. */
export function earlier(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}

/** A workflow's variables: as they were carried, else at their beginning. */
export function variablesOf({ variables }: Pick<Plan, "variables">, carried: JsonObject = {}): JsonObject {
  return { ...Object.fromEntries(variables.map(({ name, initial }) => [name, initial])), ...carried };
}
