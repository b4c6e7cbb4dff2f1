import type { Json, JsonObject } from "../../definitions/json.ts";
import type { BusinessEvent, Step } from "../../definitions/run.ts";
import type { StepView, UndoEntry } from "./frame.ts";

/**
 * A run between two executions: all that it needs to go on, as plain JSON. It names nodes by id and holds no counters,
 * so the same form serves continue-as-new, a re-run that keeps earlier outputs, and a move to another version: which
 * edges are resolved follows from what is settled.
 */
export interface CarriedRun {
  carryVersion: 1;
  /** Absent where the run begins now: a re-run. */
  startedMs?: number;
  vars: JsonObject;
  completions: number;
  paused: boolean;
  /** Of the last save of its progress. */
  sequence: number;
  /** Whether the timer of the run's own timeout was started. */
  armed: boolean;
  /** Of the run's own timeout; absent: to be worked out. */
  deadlineMs?: number | null;
  compensated: string[];
  inbox: CarriedInbox;
  /** What the events that may end the run early must correlate with, one a rule with an event; null: to be evaluated. */
  exitCorrelates: (Json | null)[] | null;
  liveEdges: string[];
  deadEdges: string[];
  root: CarriedTurn;
}

export interface CarriedInbox {
  /** Ids of events that were delivered. */
  known: string[];
  /** Events that no wait has taken yet. */
  kept: BusinessEvent[];
}

/** One turn of a body. */
export interface CarriedTurn {
  /** Nodes that are done, by the port that they took; null where every way out is dead. */
  settled: Record<string, string | null>;
  own: Record<string, StepView>;
  active: CarriedStep[];
  /** Only of the root and of scopes: turns of other containers share the list around them. */
  undo: UndoEntry[];
}

/** A step that waits, or a container with turns under way. */
export interface CarriedStep {
  step: Step;
  memory: JsonObject;
  /** A container's open turns, by their number. */
  turns: Record<string, CarriedTurn>;
}
