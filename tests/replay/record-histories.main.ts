import { existsSync } from "node:fs";
import { INTERPRETER_VERSION } from "../../engine/workflows/contract.ts";
import { startHarness } from "../integration/interpreter/run-harness.ts";
import { writeHistory } from "./history-file.ts";
import { SCENARIOS } from "./scenarios.ts";

/**
 * Records the histories of this interpreter version, to be replayed for ever, against a Temporal dev server at
 * FLOWRIGHT_TEST_TEMPORAL_ADDRESS that may skip time. A history that is there stays as it is: only new scenarios are recorded.
 */
const harness = await startHarness();
for (const [name, scenario] of Object.entries(SCENARIOS)) {
  const file = `${import.meta.dirname}/histories/v${INTERPRETER_VERSION}-${name}.json`;
  if (existsSync(file)) continue;
  for (const known of Object.keys(harness.operations)) delete harness.operations[known];
  Object.assign(harness.operations, scenario.operations);
  const handle = await harness.start({
    definition: scenario.definition,
    runId: `history-${name}-${Date.now()}`,
    ...(scenario.called === undefined ? {} : { called: scenario.called }),
    ...(scenario.record === undefined ? {} : { record: scenario.record }),
    ...(scenario.timeSkipping === undefined ? {} : { timeSkipping: scenario.timeSkipping }),
  });
  await scenario.drive?.(handle, harness);
  const { status } = await handle.result();
  writeHistory(file, await handle.fetchHistory());
  process.stdout.write(`${name}: ${status}\n`);
}
await harness.stop();
