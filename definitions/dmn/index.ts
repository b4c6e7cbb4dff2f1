export type { Unsupported } from "./decision-graph.ts";
export { compileGraph } from "./evaluate-graph.ts";
export { readDmn } from "./read-dmn.ts";
export { graphOfTable, writeDmn } from "./write-dmn.ts";
export { tableOfGraph } from "./table-of-graph.ts";
