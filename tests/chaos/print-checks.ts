/** What was checked, whether it holds, and the figure. */
export type Check = readonly [what: string, isHeld: boolean, figure: string];

/** Prints the table and the count; answers whether all hold. */
export function printChecks(checks: readonly Check[]): boolean {
  for (const [what, isHeld, figure] of checks) console.log(`${isHeld ? "ok    " : "FAILED"} ${what}: ${figure}`);
  const passed = checks.filter(([, isHeld]) => isHeld).length;
  console.log(`${passed} passed, ${checks.length - passed} failed`);
  return passed === checks.length;
}
