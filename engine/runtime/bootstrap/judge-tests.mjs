/**
 * Turns vitest's JSON summary and exit code into [passed, failed, remark]. A test that was skipped did not pass: it counts
 * as failed. So does a run without tests, or one that ended badly outside a test.
 */
export function judgeTests({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }, exitCode) {
  const skipped = numPendingTests + numTodoTests;
  const failed = numFailedTests + skipped;
  if (failed > 0) return [numPassedTests, failed, skipped > 0 ? `${skipped} skipped` : ""];
  if (exitCode !== 0) return [numPassedTests, 1, `exit code ${exitCode}`];
  return numPassedTests === 0 ? [0, 1, "no tests were found"] : [numPassedTests, 0, ""];
}
