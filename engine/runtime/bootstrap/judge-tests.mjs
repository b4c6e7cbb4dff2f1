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

/**
 * The names of the tests that failed, with what each said at first, what a browser waited for and the line of the test: the
 * end of a long log must tell.
 */
export function nameFailures({ testResults = [] }) {
  return testResults.flatMap(({ name: file, message, assertionResults = [] }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0 && message) return [`${file}: ${firstLine(message)}`];
    return failed.map(({ fullName, failureMessages = [] }) => `${fullName}: ${tellFailure(failureMessages[0] ?? "")}`);
  });
}

function firstLine(text) {
  return text.split("\n")[0].slice(0, 300);
}

function tellFailure(message) {
  const lines = message.split("\n").map((line) => line.trim());
  const waited = lines.find((line) => line.includes("- waiting for"));
  const place = lines.map((line) => /[\w.-]+\.test\.tsx?:\d+/.exec(line)?.[0]).find((found) => found !== undefined);
  return [firstLine(message), waited, place].filter((part) => part !== undefined).join(" | ");
}
