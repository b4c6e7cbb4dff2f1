/** What a page asks of a worker, and what the worker answers (`answerPage` is the other end). */
export interface WorkerQuestion<Question> {
  id: number;
  question: Question;
}
export type Ask<Question, Answer> = (question: Question) => Promise<Answer>;
export type WorkerReply<Answer> = { id: number; answer: Answer } | { id: number; failure: string };

/**
 * The page's end of a worker: returns `ask`, which sends a question and resolves with its answer. The worker is started
 * by the first question and kept, since starting one costs more than most questions. `ask` rejects when the worker
 * breaks or cannot be loaded; `onBreak` is then called, and the next question starts another worker.
 */
export function workerAsker<Question, Answer>(start: () => Worker, onBreak?: () => void): Ask<Question, Answer> {
  let worker: Worker | undefined;
  let count = 0;
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  const listenTo = (started: Worker) => {
    started.addEventListener("message", ({ data }: MessageEvent<WorkerReply<Answer>>) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if ("answer" in data) asked?.resolve(data.answer);
      else asked?.reject(new Error(data.failure));
    });
    started.addEventListener("error", (event) => {
      // It says nothing more: not to those who ask the next one.
      started.terminate();
      worker = undefined;
      onBreak?.();
      for (const { reject } of waiting.values()) reject(new Error(event.message || "The worker could not be loaded."));
      waiting.clear();
    });
    return started;
  };
  return (question) => {
    worker ??= listenTo(start());
    const current = worker;
    count += 1;
    const message: WorkerQuestion<Question> = { id: count, question };
    return new Promise((resolve, reject) => {
      waiting.set(message.id, { resolve, reject });
      current.postMessage(message, { transfer: [] });
    });
  };
}
