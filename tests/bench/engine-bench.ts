import { setTimeout as pause } from "node:timers/promises";
import { startBenchWorker } from "./bench-worker.ts";
import type { BenchRow } from "./bench-row.ts";
import { BENCH_LEAD, BENCH_THREE_STEPS } from "./definitions.ts";
import { alternate, compareLatency, measureThroughput } from "./measure.ts";

/** Of each kind: for about a thousand runs of a worker, V8 is still compiling what they do. */
const WARM_UP = 400;
const RUNS = 150;
const IN_FLIGHT = 50;
/** A round of a few seconds is a tenth off on a shared machine; the median of so many is less. */
const LEAD_ROUNDS = 21;
const THREE_ROUNDS = 5;
/**
 * The time limit of each activity is a timer that fires half a minute later and slows down whatever is measured then.
 * Internal steps set none, so they are measured when those of other rounds have fired.
 */
const TIMERS_FIRED_MS = 32_000;
/** Pairs of runs: turn by turn, since the machine differs by a third from one second to another. */
const SEQUENTIAL = 400;

/** The interpreter against workflows written by hand: same server, same worker, same activities, turn by turn. */
export async function benchEngine(temporalAddress: string): Promise<BenchRow[]> {
  const bench = await startBenchWorker(temporalAddress);
  try {
    const lead = bench.interpreted(BENCH_LEAD);
    const handLead = bench.handWritten("handWrittenLead");
    const three = bench.interpreted(BENCH_THREE_STEPS);
    const handThree = bench.handWritten("handWrittenThreeActivities");
    for (const runOnce of [handLead, lead, handThree, three]) await measureThroughput(runOnce, WARM_UP, IN_FLIGHT);
    const inQuiet = async (measure: () => Promise<number>) => {
      await pause(TIMERS_FIRED_MS);
      return measure();
    };
    const threeRuns = await alternate(
      THREE_ROUNDS,
      async () => inQuiet(async () => measureThroughput(three, RUNS, IN_FLIGHT)),
      async () => inQuiet(async () => measureThroughput(handThree, RUNS, IN_FLIGHT)),
    );
    const latency = await compareLatency(three, handThree, SEQUENTIAL);
    await pause(TIMERS_FIRED_MS);
    const leadRuns = await alternate(
      LEAD_ROUNDS,
      async () => measureThroughput(lead, RUNS, IN_FLIGHT),
      async () => measureThroughput(handLead, RUNS, IN_FLIGHT),
    );
    const leadEvents = await bench.countEvents(lead);
    const handLeadEvents = await bench.countEvents(handLead);
    const threeEvents = await bench.countEvents(three);
    const handThreeEvents = await bench.countEvents(handThree);
    return [
      {
        what: "lead workflow interpreted, runs/s",
        ours: leadRuns.first.toFixed(1),
        compared: `hand-written ${leadRuns.second.toFixed(1)}`,
        ratio: leadRuns.first / leadRuns.second,
        budget: 0.95,
        isAtLeast: true,
      },
      {
        what: "history events of that run",
        ours: String(leadEvents),
        compared: `hand-written ${handLeadEvents}`,
        ratio: leadEvents / handLeadEvents,
        budget: 1,
        isAtLeast: false,
      },
      {
        what: "three internal steps, runs/s",
        ours: threeRuns.first.toFixed(1),
        compared: `three activities ${threeRuns.second.toFixed(1)}`,
        ratio: threeRuns.first / threeRuns.second,
        budget: 1.5,
        isAtLeast: true,
      },
      {
        what: "three internal steps, one after the other, ms",
        ours: latency.first.toFixed(0),
        compared: `three activities ${latency.second.toFixed(0)}`,
        ratio: latency.first / latency.second,
        budget: 0.5,
        isAtLeast: false,
      },
      {
        what: "three internal steps, history events (10 allowed)",
        ours: String(threeEvents),
        compared: `three activities ${handThreeEvents}`,
        ratio: threeEvents / 10,
        budget: 1,
        isAtLeast: false,
      },
    ];
  } finally {
    await bench.stop();
  }
}
