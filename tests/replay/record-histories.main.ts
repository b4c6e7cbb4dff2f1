import { INTERPRETER_VERSION } from "../../engine/workflows/contract.ts";
import { startHarness } from "../integration/interpreter/run-harness.ts";
import { writeHistory } from "./history-file.ts";
import { SCENARIOS } from "./scenarios.ts";

/**
 * Records the histories of this interpreter version, to be replayed for ever: run it once when a version ships, against
 * a Temporal dev server at FLOWRIGHT_TEST_TEMPORAL_ADDRESS that may skip time. Never overwrite those of an older one.
 */
const harness = await startHarness();
for (const [name, scenario] of Object.entries(SCENARIOS)) {
  for (const known of Object.keys(harness.operations)) delete harness.operations[known];
  Object.assign(harness.operations, scenario.operations);
  const handle = await harness.start({
    definition: scenario.definition,
    runId: `history-${name}-${Date.now()}`,
    ...(scenario.record === undefined ? {} : { record: scenario.record }),
    ...(scenario.timeSkipping === undefined ? {} : { timeSkipping: scenario.timeSkipping }),
  });
  await scenario.drive?.(handle, harness);
  const { status } = await handle.result();
  const file = `${import.meta.dirname}/histories/v${INTERPRETER_VERSION}-${name}.json`;
  writeHistory(file, await handle.fetchHistory());
  process.stdout.write(`${name}: ${status}\n`);
}
await harness.stop();
