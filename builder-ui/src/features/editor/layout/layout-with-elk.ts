import Elk from "elkjs/lib/elk-api.js";
import elkWorker from "elkjs/lib/elk-worker.min.js?url";
import type { Point } from "../../../../../definitions/operations/index.ts";
import { arrangeWithElk } from "./arrange-with-elk.ts";
import { layoutGraph, type LayoutRequest } from "./layout-graph.ts";

let elk: InstanceType<typeof Elk> | undefined;

/** Tidy positions of a big workflow, by ELK in a worker of its own (1.5 MB, fetched when it is first needed). */
export function layoutWithElk(request: LayoutRequest): Promise<Record<string, Point>> {
  elk ??= new Elk({ workerFactory: () => new Worker(elkWorker) });
  return layoutGraph(request, arrangeWithElk(elk));
}
