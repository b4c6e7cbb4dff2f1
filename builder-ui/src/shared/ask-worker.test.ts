import { expect, test } from "vitest";
import { workerAsker, type WorkerQuestion } from "./ask-worker.ts";

/** A worker that the test answers by hand. */
class HandWorker extends EventTarget {
  readonly asked: WorkerQuestion<string>[] = [];
  postMessage(message: WorkerQuestion<string>): void {
    this.asked.push(message);
  }
  isEnded = false;
  terminate(): void {
    this.isEnded = true;
  }
  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

function openDesk() {
  const workers: HandWorker[] = [];
  let breaks = 0;
  const ask = workerAsker<string, number>(
    () => {
      workers.push(new HandWorker());
      return workers.at(-1) as unknown as Worker;
    },
    () => {
      breaks += 1;
    },
  );
  return { workers, ask, breaks: () => breaks };
}

test("each question gets its own answer, whatever the order, from one worker", async () => {
  const { workers, ask } = openDesk();
  const [first, second] = [ask("a"), ask("b")];
  const [a, b] = workers[0]?.asked ?? [];
  workers[0]?.say({ id: b?.id, answer: 2 });
  workers[0]?.say({ id: a?.id, answer: 1 });
  expect(await Promise.all([first, second])).toEqual([1, 2]);
  expect(workers).toHaveLength(1);
});

test("a failure rejects its question alone", async () => {
  const { workers, ask } = openDesk();
  const [first, second] = [ask("a"), ask("b")];
  const [a, b] = workers[0]?.asked ?? [];
  workers[0]?.say({ id: a?.id, failure: "no catalogue" });
  workers[0]?.say({ id: b?.id, answer: 2 });
  await expect(first).rejects.toThrow("no catalogue");
  expect(await second).toBe(2);
});

test("a worker that breaks rejects all that wait, and the next question starts another", async () => {
  const { workers, ask, breaks } = openDesk();
  const questions = [ask("a"), ask("b")];
  workers[0]?.dispatchEvent(Object.assign(new Event("error"), { message: "out of memory" }));
  for (const question of questions) await expect(question).rejects.toThrow("out of memory");
  expect(breaks()).toBe(1);
  expect(workers[0]?.isEnded).toBe(true);
  const third = ask("c");
  workers[1]?.say({ id: workers[1].asked[0]?.id, answer: 3 });
  expect(await third).toBe(3);
});
