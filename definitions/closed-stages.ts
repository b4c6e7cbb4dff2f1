/** Values of a built-in object's stage field that mean that nothing more is to do. */
export const CLOSED_STAGES: Readonly<Record<string, readonly string[]>> = {
  lead: ["converted", "disqualified"],
  opportunity: ["won", "lost"],
  ticket: ["resolved", "closed"],
};
/** Those of every object; an object of the workspace's own is closed by the same words. */
export const ALL_CLOSED_STAGES: readonly string[] = Object.values(CLOSED_STAGES).flat();
