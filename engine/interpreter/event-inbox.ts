import { isSameJson } from "../../definitions/is-same-json.ts";
import type { BusinessEvent } from "../../definitions/run.ts";
import type { CarriedInbox } from "./carry.ts";
import type { EventSubscription } from "./ports.ts";

export interface EventWait {
  subscription: EventSubscription;
  /** Whether the event satisfies the wait; may throw a coded error, which then fails the wait. */
  matches(event: BusinessEvent): boolean;
  receive(event: BusinessEvent): void;
  /** Open since an earlier execution: kept events were offered to it already. */
  fromEarlier?: boolean;
  fail(thrown: unknown): void;
}

/** Events are kept for later waits up to this many; the oldest are then dropped. */
const MAX_KEPT_EVENTS = 1_000;

/**
 * Named events of one run. An event satisfies every wait that is open when it arrives; one that finds no open wait is
 * kept, and satisfies the first matching wait that opens. Events are deduplicated by id.
 */
export interface EventInbox {
  /** Gives the event to open waits; false where it was known already. */
  deliver(event: BusinessEvent): boolean;
  /** Opens a wait; a kept event may satisfy it at once. Returns the way to close it. */
  open(wait: EventWait): () => void;
  subscriptions(): EventSubscription[];
  knownIds(): string[];
  carry(): CarriedInbox;
}

export function createEventInbox(names: readonly string[], carried?: CarriedInbox): EventInbox {
  const wanted = new Set(names);
  const known = new Set<string>(carried?.known);
  const waits = new Set<EventWait>();
  let kept: BusinessEvent[] = [...(carried?.kept ?? [])];
  const offer = (wait: EventWait, event: BusinessEvent): boolean => {
    try {
      if (!answers(wait.subscription, event) || !wait.matches(event)) return false;
      wait.receive(event);
    } catch (thrown) {
      wait.fail(thrown);
    }
    waits.delete(wait);
    return true;
  };
  return {
    deliver(event) {
      if (known.has(event.id)) return false;
      known.add(event.id);
      if (!wanted.has(event.name)) return true;
      const taken = [...waits].filter((wait) => offer(wait, event));
      if (taken.length === 0) kept = [...kept, event].slice(-MAX_KEPT_EVENTS);
      return true;
    },
    open(wait) {
      waits.add(wait);
      const index = wait.fromEarlier === true ? -1 : kept.findIndex((event) => offer(wait, event));
      if (index !== -1) kept.splice(index, 1);
      return () => waits.delete(wait);
    },
    subscriptions: () => [...waits].map((wait) => wait.subscription),
    knownIds: () => [...known],
    carry: () => ({ known: [...known], kept: [...kept] }),
  };
}

/** Same name and, where the wait names a correlation, the same correlation. */
function answers(subscription: EventSubscription, event: BusinessEvent): boolean {
  if (subscription.event !== event.name) return false;
  return subscription.correlate === null || isSameJson(subscription.correlate, event.correlate ?? null);
}
