import type { Ask, WorkerQuestion, WorkerReply } from "./ask-worker.ts";

/** The worker's own scope; `lib: DOM` types it as a window. */
interface WorkerScope<Question, Answer> {
  addEventListener: (type: "message", listener: (event: MessageEvent<WorkerQuestion<Question>>) => void) => void;
  postMessage: (message: WorkerReply<Answer>, options: { transfer: [] }) => void;
}

/** The worker's end of `workerAsker`: answers each question of the page; what `answer` throws is told as its failure. */
export function answerPage<Question, Answer>(answer: Ask<Question, Answer>): void {
  const scope = self as unknown as WorkerScope<Question, Answer>;
  const reply = async ({ id, question }: WorkerQuestion<Question>): Promise<WorkerReply<Answer>> => {
    try {
      return { id, answer: await answer(question) };
    } catch (error) {
      return { id, failure: error instanceof Error ? error.message : String(error) };
    }
  };
  scope.addEventListener("message", ({ data }) => {
    void reply(data).then((message) => scope.postMessage(message, { transfer: [] }));
  });
}
