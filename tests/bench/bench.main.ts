import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { startStack } from "../../engine/runtime/supervisor/start-stack.ts";
import { formatRows, holds, type BenchRow } from "./bench-row.ts";
import { benchEngine } from "./engine-bench.ts";
import { benchRules } from "./rules-bench.ts";
import { benchWebhook } from "./webhook-bench.ts";

const PASSWORD = "bench-bench-bench";

/** Prints ratios with their budgets; exit code 1 where one is not met. `--only engine`, `webhook` or `rules` measures a part. */
const { values } = parseArgs({ options: { only: { type: "string" } } });
const rows: BenchRow[] = [];
if (values.only === undefined || values.only === "rules") rows.push(...(await benchRules()));
if (values.only !== "rules") rows.push(...(await benchStack()));
console.log(`${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}\n`);
console.log(formatRows(rows));
process.exitCode = rows.every(holds) ? 0 : 1;

/** What needs servers: started once for all of it. */
async function benchStack(): Promise<BenchRow[]> {
  const found: BenchRow[] = [];
  const dataFolder = await mkdtemp(path.join(tmpdir(), "flowright-bench-"));
  const stack = await startStack({
    dataFolder,
    parts: ["temporal", "mongodb", "mailbox", "api"],
    useFreePort: true,
    environment: {
      ...process.env,
      LOG_LEVEL: "error",
      FLOWRIGHT_ADMIN_EMAIL: "bench@example.com",
      FLOWRIGHT_ADMIN_PASSWORD: PASSWORD,
    },
  });
  try {
    if (values.only !== "webhook") found.push(...(await benchEngine(stack.urls.temporal)));
    if (values.only !== "engine") found.push(...(await benchWebhook(stack, PASSWORD)));
  } finally {
    await stack.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
  return found;
}
