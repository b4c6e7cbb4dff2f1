/** Bounds of an expression: those on its text and tree hold when it is saved and when it runs, the counted ones at run. */
export const limits = {
  /** Characters of one expression. */
  maxLength: 2_000,
  maxAstNodes: 500,
  maxDepth: 40,
  maxListElements: 200,
  maxMapEntries: 200,
  maxCallArguments: 16,
  /** How deep macros over lists (`map`, `filter`, `all`, `exists`, `exists_one`) may stand within each other. */
  maxMacroNesting: 2,
  /** Turns of all macros over lists in one evaluation. */
  maxIterations: 100_000,
  /** Characters of a text that a function builds. */
  maxTextLength: 1_000_000,
  /** Parsed expressions kept. */
  maxCached: 5_000,
} as const;
