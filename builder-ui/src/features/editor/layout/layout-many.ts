import Elk from "elkjs/lib/elk-api.js";
import elkWorker from "elkjs/lib/elk-worker.min.js?url";
import type { Point } from "../../../../../definitions/operations/index.ts";
import { arrangeInColumns } from "./arrange-in-columns.ts";
import { arrangeWithElk } from "./arrange-with-elk.ts";
import { layoutGraph, type LayoutRequest } from "./layout-graph.ts";

/** Above this many steps ELK takes a minute; plain columns take milliseconds. */
const ELK_LIMIT = 2_000;
let elk: InstanceType<typeof Elk> | undefined;

/** Tidy positions of a big workflow: by ELK in a worker of its own (1.6 MB, fetched when it is first needed), or in columns. */
export function layoutMany(request: LayoutRequest, isQuick: boolean): Promise<Record<string, Point>> {
  if (isQuick || request.nodes.length > ELK_LIMIT) return layoutGraph(request, arrangeInColumns);
  elk ??= new Elk({ workerFactory: () => new Worker(elkWorker) });
  return layoutGraph(request, arrangeWithElk(elk));
}
