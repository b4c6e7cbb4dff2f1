export type { Unsupported } from "./decision-graph.ts";
export { compileGraph } from "./evaluate-graph.ts";
export { readDmn } from "./read-dmn.ts";
export { writeDmn } from "./write-dmn.ts";
export { graphOfTable } from "./graph-of-table.ts";
export { tableOfGraph } from "./table-of-graph.ts";
