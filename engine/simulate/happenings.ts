import { addDuration } from "../../definitions/calendar/index.ts";
import { userError } from "../../definitions/errors.ts";
import type { Happening } from "../../definitions/workflow-test.ts";
import type { RunHandle } from "../interpreter/run-plan.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** Plans what happens. What comes too late, after the end, does not happen. */
export function planHappenings(
  happenings: readonly Happening[],
  world: {
    clock: VirtualClock;
    handle: RunHandle;
    taskSteps: Map<string, string[]>;
    timeZone: string;
    answersAreFinal: boolean;
  },
): void {
  const { clock, handle } = world;
  const startIso = new Date(clock.now()).toISOString();
  for (const [index, happening] of happenings.entries()) {
    const atMs = Date.parse(addDuration(startIso, happening.after, world.timeZone));
    clock.schedule(atMs, () => {
      if (handle.detail().endedAt !== null) return;
      if ("operator" in happening) handle.operate(happening.operator);
      else if ("task" in happening) {
        if (!world.answersAreFinal || isOpen(happening, world)) answerTask(happening, world);
      } else {
        const { name, correlate, payload } = happening;
        const at = new Date(clock.now()).toISOString();
        handle.deliverEvent({
          id: `event-${index}`,
          name,
          payload,
          at,
          ...(correlate === undefined ? {} : { correlate }),
        });
      }
    });
  }
}

/** Does the node's task wait for such an answer? */
function isOpen(
  { task, by, outcome }: Extract<Happening, { task: string }>,
  { handle, taskSteps }: { handle: RunHandle; taskSteps: Map<string, string[]> },
): boolean {
  const stepId = taskSteps.get(task)?.at(-1);
  if (stepId === undefined) return false;
  try {
    handle.checkTask({ stepId, by, outcome });
    return true;
  } catch {
    return false;
  }
}

function answerTask(
  happening: Extract<Happening, { task: string }>,
  {
    handle,
    taskSteps,
    answersAreFinal,
  }: { handle: RunHandle; taskSteps: Map<string, string[]>; answersAreFinal: boolean },
): void {
  const stepId = taskSteps.get(happening.task)?.at(-1);
  if (stepId === undefined)
    throw userError("TASK_NOT_OPEN", `The node ${happening.task} waits for no answer.`, { step: happening.task });
  const { by, outcome, comment, form } = happening;
  handle.completeTask({
    stepId,
    by,
    outcome,
    ...(comment === undefined ? {} : { comment }),
    ...(form === undefined ? {} : { form }),
    ...(answersAreFinal ? { settles: true } : {}),
  });
}
