import type { ErrorData } from "../../definitions/error-data.ts";
import { type CancelSource, createCancelSource } from "./cancel-token.ts";
import type { Frame } from "./frame.ts";
import { stepPlace } from "./frame.ts";
import type { PlanBody, PlanNode } from "./plan.ts";
import { type BodyBegin, type BodyOutcome, nowIso, type Run } from "./run.ts";
import { runStep, type StepSettled } from "./run-step.ts";
import { newStep } from "./timeline.ts";

interface Counter {
  unresolved: number;
  live: number;
  begun: boolean;
}

/**
 * Walks one turn of a body by predecessor counters (§5.1): every edge is resolved once, live or dead; a node starts the
 * moment its own predecessors are done, nodes ready together in plan order.
 */
export class BodyWalk {
  readonly #run: Run;
  readonly #frame: Frame;
  readonly #counters = new Map<number, Counter>();
  readonly #running = new Map<number, CancelSource>();
  #queue: PlanNode[] = [];
  #draining = false;
  #failed: ErrorData | null = null;
  #done: ((outcome: BodyOutcome) => void) | null = null;
  #crash: ((bug: unknown) => void) | null = null;

  constructor(run: Run, frame: Frame, body: PlanBody) {
    this.#run = run;
    this.#frame = frame;
    for (const index of body.nodes) {
      const node = run.plan.nodes[index] as PlanNode;
      this.#counters.set(index, { unresolved: node.edgesIn, live: 0, begun: false });
    }
  }

  /** Starts at the entry, or by resolving the edges of the triggers; resolves when nothing is left to run. */
  walk(begin: BodyBegin): Promise<BodyOutcome> {
    return new Promise((resolve, reject) => {
      this.#crash = reject;
      this.#run.walks.add(this);
      const unlisten = this.#frame.cancel.onCancel(() => this.drain());
      this.#done = (outcome) => {
        unlisten();
        this.#frame.cancel.release();
        this.#run.walks.delete(this);
        resolve(outcome);
      };
      this.#guard(() => {
        if ("entry" in begin) this.#ready([this.#begin(begin.entry)]);
        else this.#beginAtTriggers(begin.liveEdges, begin.deadEdges);
      });
    });
  }

  /** Starts what is ready, unless the run is paused or the turn is over. Safe to call at any time. */
  drain(): void {
    this.#guard(() => {
      if (this.#draining) return;
      this.#draining = true;
      try {
        while (this.#queue.length > 0 && !this.#run.paused && !this.#frame.cancel.cancelled) {
          this.#start(this.#queue.shift() as PlanNode);
        }
      } finally {
        this.#draining = false;
      }
      if (this.#frame.cancel.cancelled) this.#queue = [];
      if (this.#queue.length === 0 && this.#running.size === 0) this.#close();
    });
  }

  /** Stops running steps of these nodes, which can only lead to a join that has started (`cancelOthers`). */
  #cancelOthers(indexes: readonly number[]): void {
    if (indexes.length === 0) return;
    for (const index of indexes) this.#running.get(index)?.cancel();
    const dropped = this.#queue.filter((node) => indexes.includes(node.index));
    this.#queue = this.#queue.filter((node) => !indexes.includes(node.index));
    for (const node of dropped) this.#queue.push(...this.#resolve(node.edgesOut, false));
  }

  #beginAtTriggers(liveEdges: number[], deadEdges: number[]): void {
    const ready = [
      ...this.#resolve(liveEdges, true),
      ...this.#resolve(deadEdges, false),
      ...[...this.#counters].flatMap(([index, counter]) =>
        counter.unresolved === 0 && !counter.begun ? this.#skip(this.#node(index)) : [],
      ),
    ];
    this.#ready(ready);
  }

  #node(index: number): PlanNode {
    return this.#run.plan.nodes[index] as PlanNode;
  }

  #begin(index: number): PlanNode {
    const counter = this.#counters.get(index);
    if (counter !== undefined) counter.begun = true;
    return this.#node(index);
  }

  #ready(nodes: PlanNode[]): void {
    this.#queue.push(...nodes.sort((a, b) => a.index - b.index));
    this.drain();
  }

  /** Resolves edges and answers the nodes that became ready; dead paths are followed at once. */
  #resolve(edges: readonly number[], live: boolean | ((port: string) => boolean)): PlanNode[] {
    const ready: PlanNode[] = [];
    for (const index of edges) {
      const edge = this.#run.plan.edges[index];
      const counter = edge === undefined ? undefined : this.#counters.get(edge.target);
      if (edge === undefined || counter === undefined) continue;
      const isLive = typeof live === "boolean" ? live : live(edge.port);
      this.#run.timeline.resolveEdge(edge.id, isLive);
      counter.unresolved -= 1;
      if (isLive) counter.live += 1;
      if (counter.begun) continue;
      const { joinCount } = this.#node(edge.target);
      const enough = joinCount === null ? counter.unresolved === 0 && counter.live > 0 : counter.live >= joinCount;
      if (enough) ready.push(this.#begin(edge.target));
      else if (counter.unresolved === 0) ready.push(...this.#skip(this.#node(edge.target)));
    }
    return ready;
  }

  #skip(node: PlanNode): PlanNode[] {
    this.#begin(node.index);
    const at = nowIso(this.#run);
    const place = stepPlace(this.#frame, node.id);
    this.#run.timeline.start(newStep({ nodeId: node.id, ...place }, at, { status: "skipped", endedAt: at }));
    return this.#resolve(node.edgesOut, false);
  }

  #start(node: PlanNode): void {
    this.#cancelOthers(node.cancels);
    const source = createCancelSource(this.#frame.cancel);
    this.#running.set(node.index, source);
    const settled = runStep(this.#run, this.#frame, node, source);
    if ("then" in settled) {
      settled.then(
        (result) => this.#guard(() => this.#settle(node, result)),
        (bug: unknown) => this.#crash?.(bug),
      );
    } else this.#settle(node, settled);
  }

  #settle(node: PlanNode, settled: StepSettled): void {
    this.#running.get(node.index)?.release();
    this.#running.delete(node.index);
    if (settled.kind === "failed") {
      this.#failed ??= settled.error;
      this.#frame.cancel.cancel();
    }
    if (settled.finish !== undefined) this.#run.finish(settled.finish);
    else this.#run.checkEnds();
    if (this.#frame.cancel.cancelled) return this.drain();
    const taken = settled.kind === "done" ? settled.port : null;
    this.#ready(this.#resolve(node.edgesOut, (port) => port === taken));
  }

  #close(): void {
    const done = this.#done;
    this.#done = null;
    if (this.#failed !== null) done?.({ kind: "failed", error: this.#failed });
    else done?.({ kind: this.#frame.cancel.cancelled ? "cancelled" : "done" });
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (bug) {
      this.#crash?.(bug);
    }
  }
}
