import type { ErrorData } from "../../definitions/error-data.ts";
import { type ActiveStep, carryStep, createActiveStep, isParked, type OpenTurn } from "./active-step.ts";
import { createCancelSource } from "./cancel-token.ts";
import type { CarriedStep, CarriedTurn } from "./carry.ts";
import { type Frame, restoreFrame, stepPlace } from "./frame.ts";
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
export class BodyWalk implements OpenTurn {
  readonly #run: Run;
  readonly #frame: Frame;
  readonly #counters = new Map<number, Counter>();
  readonly #running = new Map<number, ActiveStep>();
  /** Nodes that are done, by the port that they took. */
  readonly #settled = new Map<PlanNode, string | null>();
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

  /**
   * Starts at the entry, or by resolving the edges of the triggers, or where an earlier execution left off; resolves
   * when nothing is left to run.
   */
  walk(begin: BodyBegin, carried?: CarriedTurn): Promise<BodyOutcome> {
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
        if (carried !== undefined) this.#goOn(begin, carried);
        else this.#ready(this.#beginAt(begin));
      });
    });
  }

  /** Starts what is ready, unless the run is paused or the turn is over. Safe to call at any time. */
  drain(): void {
    this.#guard(() => {
      if (this.#draining) return;
      this.#draining = true;
      this.#run.progress.hold();
      try {
        while (
          this.#queue.length > 0 &&
          !this.#run.paused &&
          !this.#run.carrier.held &&
          !this.#frame.cancel.cancelled
        ) {
          this.#start(this.#queue.shift() as PlanNode, null);
        }
      } finally {
        this.#draining = false;
        this.#run.progress.release();
      }
      if (this.#frame.cancel.cancelled) this.#queue = [];
      if (this.#queue.length === 0 && this.#running.size === 0) this.#close();
      this.#run.carrier.changed();
    });
  }

  /** Whether another execution could go on from here: nothing is under way but waits. */
  parked(): boolean {
    if (this.#done === null || this.#frame.cancel.cancelled) return false;
    return [...this.#running.values()].every(isParked);
  }

  /** The turn as it stands; only while it is parked. What is ready to start follows from what is settled. */
  carry(): CarriedTurn {
    return {
      settled: Object.fromEntries([...this.#settled].map(([node, port]) => [node.id, port])),
      own: { ...this.#frame.own },
      active: [...this.#running.values()].map(carryStep),
      undo: this.#frame.ownsUndo ? [...this.#frame.undo] : [],
    };
  }

  /** Puts the turn back as it was carried: done nodes stay done, waiting steps wait on, what is ready starts. */
  #goOn(begin: BodyBegin, carried: CarriedTurn): void {
    const byId = new Map([...this.#counters.keys()].map((index) => [this.#node(index).id, this.#node(index)]));
    const find = (id: string): PlanNode => {
      const node = byId.get(id);
      if (node === undefined) throw new Error(`the plan has no node ${id} here`);
      return node;
    };
    restoreFrame(this.#frame, carried);
    for (const [id, port] of Object.entries(carried.settled)) this.#settled.set(this.#begin(find(id).index), port);
    const resumed = carried.active.map((each) => ({ node: this.#begin(find(each.step.nodeId).index), each }));
    const ready = this.#beginAt(begin);
    for (const [node, port] of this.#settled)
      if (carried.settled[node.id] !== undefined) ready.push(...this.#resolve(node.edgesOut, (name) => name === port));
    for (const { node, each } of resumed.sort((a, b) => a.node.index - b.node.index)) this.#start(node, each);
    this.#ready(ready);
  }

  /** Stops running steps of these nodes, which can only lead to a join that has started (`cancelOthers`). */
  #cancelOthers(indexes: readonly number[]): void {
    if (indexes.length === 0) return;
    for (const index of indexes) this.#running.get(index)?.source.cancel();
    const dropped = this.#queue.filter((node) => indexes.includes(node.index));
    this.#queue = this.#queue.filter((node) => !indexes.includes(node.index));
    for (const node of dropped) {
      this.#settled.set(node, null);
      this.#queue.push(...this.#resolve(node.edgesOut, false));
    }
  }

  /** The nodes that are ready at the start. */
  #beginAt(begin: BodyBegin): PlanNode[] {
    if ("entry" in begin) return this.#counters.get(begin.entry)?.begun === true ? [] : [this.#begin(begin.entry)];
    return [
      ...this.#resolve(begin.liveEdges, true),
      ...this.#resolve(begin.deadEdges, false),
      ...[...this.#counters].flatMap(([index, counter]) =>
        counter.unresolved === 0 && !counter.begun ? this.#skip(this.#node(index)) : [],
      ),
    ];
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
    this.#settled.set(node, null);
    return this.#resolve(node.edgesOut, false);
  }

  #start(node: PlanNode, resumed: CarriedStep | null): void {
    if (resumed === null) this.#cancelOthers(node.cancels);
    const active = createActiveStep(createCancelSource(this.#frame.cancel), resumed);
    this.#running.set(node.index, active);
    runStep(this.#run, this.#frame, node, active, {
      settled: (settled) => this.#guard(() => this.#settle(node, settled)),
      bug: (bug) => this.#crash?.(bug),
    });
  }

  #settle(node: PlanNode, settled: StepSettled): void {
    this.#running.get(node.index)?.source.release();
    this.#running.delete(node.index);
    this.#settled.set(node, settled.kind === "done" ? settled.port : null);
    if (settled.kind === "failed") {
      this.#failed ??= settled.error;
      this.#frame.cancel.cancel();
    }
    if (settled.finish !== undefined) this.#frame.workflow.finish(settled.finish);
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
