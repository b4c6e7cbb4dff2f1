import type { JsonObject } from "../../definitions/json.ts";
import type { Step } from "../../definitions/run.ts";
import type { CancelSource } from "./cancel-token.ts";
import type { CarriedStep, CarriedTurn } from "./carry.ts";

/** A body's turn under way, as its container sees it. */
export interface OpenTurn {
  parked(): boolean;
  carry(): CarriedTurn;
}

/** A step under way: how it is cancelled, and what it takes for another execution to go on with it. */
export interface ActiveStep {
  readonly source: CancelSource;
  step: Step | null;
  /** Waits in a way that can be taken up again from `step` and `memory`. */
  parked: boolean;
  /** What the node's executor needs to go on: plain JSON, carried as it is. */
  memory: JsonObject;
  /** Turns of a container that are open unless one of them is just ending. */
  lanes: number;
  readonly turns: Map<number, OpenTurn>;
  /** The step as an earlier execution left it; null for one that starts now. */
  resumed: CarriedStep | null;
}

export function createActiveStep(source: CancelSource, resumed: CarriedStep | null): ActiveStep {
  const memory = resumed === null ? {} : resumed.memory;
  return { source, step: null, parked: false, memory, lanes: 0, turns: new Map(), resumed };
}

export function isParked({ source, parked, lanes, turns }: ActiveStep): boolean {
  if (source.cancelled) return false;
  if (parked) return true;
  return lanes > 0 && turns.size === lanes && [...turns.values()].every((turn) => turn.parked());
}

export function carryStep({ step, memory, turns }: ActiveStep): CarriedStep {
  if (step === null) throw new Error("a step that has not started cannot be carried");
  return {
    step: { ...step },
    memory,
    turns: Object.fromEntries([...turns].map(([number, turn]) => [number, turn.carry()])),
  };
}
