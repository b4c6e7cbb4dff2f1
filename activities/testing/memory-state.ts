import { systemError } from "../../definitions/errors.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { RuleSet } from "../../definitions/rule-sets/rule-set.ts";
import type { SharedCondition } from "../../definitions/rule-sets/shared-condition.ts";
import type { ScoringModel } from "../../definitions/scoring/scoring-model.ts";
import type { AssignmentPolicy, Calendar, MailTemplate, Team, User } from "../../definitions/resources.ts";
import type { Delivery, RecordFields } from "../ports.ts";

export interface EmittedEvent {
  id: string;
  name: string;
  correlate: Json | null;
  payload: JsonObject;
  chain: string[];
}
export interface KeptNotice {
  id: string;
  userId: string;
  text: string;
  kind: "info" | "reminder";
  record: { object: string; id: string } | null;
}
export interface KeptTask {
  id: string;
  assignees: string[];
  title: string;
  description: string | null;
  dueAt: string | null;
  record: { object: string; id: string } | null;
}

/** Everything that one workspace of the in-memory ports holds. Tests read it and put things in. */
export interface MemoryWorkspace {
  records: Map<string, RecordFields>;
  users: User[];
  teams: Team[];
  calendars: Calendar[];
  policies: AssignmentPolicy[];
  mailTemplates: MailTemplate[];
  scoringModels: ScoringModel[];
  ruleSets: RuleSet[];
  conditions: SharedCondition[];
  connections: Map<string, { connector: string; settings: JsonObject }>;
  deliveries: Map<string, Delivery>;
  links: Map<string, { externalId: string; hash?: string }>;
  cursors: Map<string, Json>;
  picks: Map<string, Json>;
  notices: KeptNotice[];
  tasks: KeptTask[];
  /** Business events and, for each record write, what the write gave: `<object>.<stage value>`. */
  events: EmittedEvent[];
  /** Answers of writes by idempotency key. */
  answers: Map<string, unknown>;
}

/** State of the in-memory ports, with ids that count up. */
export class MemoryState {
  readonly #workspaces = new Map<string, MemoryWorkspace>();
  #lastId = 0;

  workspace(id: string): MemoryWorkspace {
    const existing = this.#workspaces.get(id);
    if (existing !== undefined) return existing;
    const created: MemoryWorkspace = {
      records: new Map(),
      users: [],
      teams: [],
      calendars: [],
      policies: [],
      mailTemplates: [],
      scoringModels: [],
      ruleSets: [],
      conditions: [],
      connections: new Map(),
      deliveries: new Map(),
      links: new Map(),
      cursors: new Map(),
      picks: new Map(),
      notices: [],
      tasks: [],
      events: [],
      answers: new Map(),
    };
    this.#workspaces.set(id, created);
    return created;
  }

  newId(prefix: string): string {
    this.#lastId += 1;
    return `${prefix}${String(this.#lastId).padStart(6, "0")}`;
  }

  /**
   * Runs a write once for each key and kind; a repeat gets a copy of the first answer. `isKept` says no for an answer
   * that wrote nothing, so that a repeat looks again.
   */
  once<T>(
    workspaceId: string,
    kind: string,
    key: string | undefined,
    write: () => T,
    isKept: (answer: T) => boolean = () => true,
  ): T {
    const { answers } = this.workspace(workspaceId);
    const id = `${kind}\n${key ?? ""}`;
    if (key !== undefined && answers.has(id)) return structuredClone(answers.get(id)) as T;
    const answer = structuredClone(write());
    if (key !== undefined && isKept(answer)) answers.set(id, structuredClone(answer));
    return answer;
  }
}

const MAX_CHAIN = 5;

/** Loop protection (§8): throws EVENT_CHAIN_TOO_DEEP. */
export function checkChain(chain: readonly string[]): void {
  if (chain.length <= MAX_CHAIN) return;
  throw systemError("EVENT_CHAIN_TOO_DEEP", `The event comes from ${chain.length} workflows in a row.`, false);
}
