/** Cancellation as the interpreter knows it; adapters map it to their own (Temporal's scopes, virtual time). */
export interface CancelToken {
  readonly cancelled: boolean;
  /** Calls back once, at once if already cancelled. Returns the way to stop listening. */
  onCancel(listener: () => void): () => void;
}

export interface CancelSource extends CancelToken {
  cancel(): void;
  /** Ends the link to the parent; a source that is done must not keep its listeners alive. */
  release(): void;
}

/** Thrown by a port whose call was cancelled. */
export class StepCancelled extends Error {
  constructor() {
    super("cancelled");
    this.name = "StepCancelled";
  }
}

/** Makes a token that is cancelled by itself or with its parent. */
export function createCancelSource(parent?: CancelToken): CancelSource {
  const listeners = new Set<() => void>();
  let cancelled = false;
  let unlink: () => void = () => undefined;
  const source: CancelSource = {
    get cancelled() {
      return cancelled;
    },
    onCancel(listener) {
      if (cancelled) {
        listener();
        return () => undefined;
      }
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    cancel() {
      if (cancelled) return;
      cancelled = true;
      unlink();
      const called = [...listeners];
      listeners.clear();
      for (const listener of called) listener();
    },
    release() {
      unlink();
    },
  };
  if (parent !== undefined) unlink = parent.onCancel(() => source.cancel());
  return source;
}
