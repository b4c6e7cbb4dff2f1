import { layoutGraph, type LayoutRequest } from "./layout-graph.ts";

/** The worker's own scope; `lib: DOM` types it as a window. */
interface WorkerScope {
  addEventListener: (
    type: "message",
    listener: (event: MessageEvent<{ id: number; request: LayoutRequest }>) => void,
  ) => void;
  postMessage: (message: unknown, options: { transfer: [] }) => void;
}
const scope = self as unknown as WorkerScope;

scope.addEventListener("message", ({ data }) => {
  scope.postMessage({ id: data.id, positions: layoutGraph(data.request) }, { transfer: [] });
});
