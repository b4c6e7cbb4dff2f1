import { layoutGraph, type LayoutRequest } from "./layout-graph.ts";

interface Scope {
  onmessage: ((event: MessageEvent<{ id: number; request: LayoutRequest }>) => void) | null;
  postMessage: (message: unknown) => void;
}
const scope = self as unknown as Scope;

scope.onmessage = ({ data }) => {
  scope.postMessage({ id: data.id, positions: layoutGraph(data.request) });
};
