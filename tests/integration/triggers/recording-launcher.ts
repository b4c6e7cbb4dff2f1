import type { BusinessEvent } from "../../../definitions/run.ts";
import type { RunInput } from "../../../engine/workflows/contract.ts";
import type { RunLauncher } from "../../../engine/triggers/index.ts";

/** Temporal's part in starting, remembered: each id starts once. `failNext` lets the next starts fail or vanish. */
export class RecordingLauncher implements RunLauncher {
  readonly started = new Map<string, RunInput>();
  readonly signals: { temporalId: string; event: BusinessEvent }[] = [];
  readonly cancelled: string[] = [];
  starts = 0;
  /** `before`: the start does not arrive. `after`: it does, and its answer is lost. */
  failNext: ("before" | "after")[] = [];

  readonly priorities: (number | undefined)[] = [];

  async start(temporalId: string, input: RunInput, priority?: number): Promise<"started" | "exists"> {
    this.starts += 1;
    this.priorities.push(priority);
    const fault = this.failNext.shift();
    if (fault === "before") throw new Error("the connection broke");
    const isThere = this.started.has(temporalId);
    if (!isThere) this.started.set(temporalId, structuredClone(input));
    if (fault === "after") throw new Error("the connection broke");
    return isThere ? "exists" : "started";
  }

  async signal(temporalId: string, event: BusinessEvent): Promise<"sent" | "gone"> {
    if (!this.started.has(temporalId)) return "gone";
    this.signals.push({ temporalId, event });
    return "sent";
  }

  async cancel(temporalId: string): Promise<void> {
    this.cancelled.push(temporalId);
  }

  /** The inputs of what was started in a workspace. */
  of(workspaceId: string): RunInput[] {
    return [...this.started.values()].filter((input) => input.workspaceId === workspaceId);
  }
}
