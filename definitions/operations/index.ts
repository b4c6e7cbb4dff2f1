export { applyOperation } from "./apply-operation.ts";
export { clipOf } from "./clip.ts";
export { vetoEdge } from "./connect.ts";
export { isContainer, mainPortOf, nodeOf, portsOfSource } from "./graph.ts";
export { baseIdOfNode, baseIdOfTrigger, freshId, takenIds } from "./new-id.ts";
export { operationLabel, type TitleOf } from "./operation-label.ts";
export { pastedIds } from "./paste.ts";
export { type Alignment, ALIGNMENTS } from "./operation.ts";
export type { NodeGroup, Note, Operation, Place, Point } from "./operation.ts";
