import { arrangeWithDagre } from "./arrange-with-dagre.ts";
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
  const answer = async () => {
    scope.postMessage({ id: data.id, positions: await layoutGraph(data.request, arrangeWithDagre) }, { transfer: [] });
  };
  void answer();
});
