export { applyOperation } from "./apply-operation.ts";
export { clipOf, clipSchema, parseClip, CLIP_SCHEMA, type Clip } from "./clip.ts";
export { vetoEdge } from "./connect.ts";
export { bodyOf, edgeOf, isContainer, mainPortOf, nodeOf, portsOfSource, triggerOf } from "./graph.ts";
export { baseIdOfNode, baseIdOfTrigger, freshEdgeId, freshId, takenIds } from "./new-id.ts";
export { operationLabel } from "./operation-label.ts";
export { pastedIds } from "./paste.ts";
export { remapReferences } from "./remap-references.ts";
export type {
  Note,
  Operation,
  OperationArguments,
  OperationOf,
  OperationResult,
  OperationType,
  Place,
  Point,
} from "./operation.ts";
