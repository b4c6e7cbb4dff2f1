import { Client, Connection } from "@temporalio/client";
import { Runtime, DefaultLogger, Worker } from "@temporalio/worker";
import { loadConfiguration } from "../../engine/runtime/configuration.ts";
import { workflowBundlePath } from "../../engine/runtime/project-root.ts";
import type { Stack } from "../../engine/runtime/supervisor/start-stack.ts";
import { createPayloadCodec } from "../../engine/worker/payload-codec.ts";
import { REPLAY_SINKS } from "../../engine/worker/run-end-sink.ts";

export interface Replayed {
  histories: number;
  /** Runs that more than one execution walked. */
  continued: number;
  failures: string[];
}

/** Fetches every history that the server has and replays it with the built bundle. */
export async function replayHistories(stack: Stack): Promise<Replayed> {
  Runtime.install({ logger: new DefaultLogger("ERROR"), telemetryOptions: {} });
  const configuration = loadConfiguration(stack.environment);
  const dataConverter = { payloadCodecs: [createPayloadCodec(configuration.encryptionKeys)] };
  const connection = await Connection.connect({ address: stack.urls.temporal });
  try {
    const client = new Client({ connection, namespace: configuration.temporalNamespace, dataConverter });
    const executions = client.workflow.list({ query: "WorkflowType = 'runDefinition'" });
    const continued = new Set<string>();
    const seen = new Set<string>();
    const histories = executions.intoHistories({ concurrency: 5 });
    const noted = async function* () {
      for await (const one of histories) {
        if (seen.has(one.workflowId)) continued.add(one.workflowId);
        seen.add(one.workflowId);
        yield one;
      }
    };
    const failures: string[] = [];
    let count = 0;
    const bundle = { workflowBundle: { codePath: workflowBundlePath() }, sinks: REPLAY_SINKS, dataConverter };
    for await (const { workflowId, error } of Worker.runReplayHistories(bundle, noted())) {
      count += 1;
      if (error !== undefined) failures.push(`${workflowId}: ${error.message.split("\n")[0]}`);
    }
    return { histories: count, continued: continued.size, failures };
  } finally {
    await connection.close();
  }
}
