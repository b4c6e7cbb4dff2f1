import type { JsonObject, Json } from "../../definitions/json.ts";
import type { RunStatus, StepStatus } from "../../definitions/run.ts";
import { LONG_TURNS } from "./mixed-workflows.ts";
import type { Trouble } from "./other-system.ts";
import type { Seeded } from "./seeded.ts";

/** How many runs of each workflow, of 500. */
const SHARES = {
  timers: 61,
  race: 50,
  items: 40,
  long: 1,
  approval: 60,
  late: 35,
  call: 45,
  flaky: 70,
  undo: 40,
  incident: 45,
  exit: 33,
  stop: 20,
} as const;
export type CaseKind = keyof typeof SHARES;
const WHOLE = 500;
const TROUBLES: readonly Trouble[] = ["none", "busy-twice", "answer-lost", "slow"];

/** What must be true of the run in the end. */
export interface Oracle {
  status: RunStatus;
  output?: Json;
  /** Names of what the other system must have done, each once; nothing else. */
  effects: string[];
  steps?: Record<string, StepStatus>;
  mails?: number;
  leads?: number;
}
export interface Answer {
  /** Index of the person. */
  person: number;
  outcome: "approved" | "rejected";
}
/** What the script does to the run from outside. */
export type Act =
  | { kind: "answer"; via: "inbox" | "link"; answers: Answer[] }
  | { kind: "resolve"; action: "retry" | "skip" | "fail" }
  | { kind: "emit"; event: "left" | "replied" }
  | { kind: "stop"; operation: "cancel" | "terminate" };
export interface MixedCase {
  ref: string;
  kind: CaseKind;
  body: JsonObject;
  act: Act | null;
  oracle: Oracle;
}

/** `count` runs in the shares above, in a seeded order; the long ones first, for they take longest. */
export function mixedCases(count: number, random: Seeded): MixedCase[] {
  const kinds = Object.keys(SHARES) as CaseKind[];
  const cases = kinds.flatMap((kind) => {
    const share = Math.max(1, Math.round((SHARES[kind] * count) / WHOLE));
    return Array.from({ length: share }, (_, index) => caseOf(kind, index));
  });
  const isLong = ({ kind }: MixedCase) => kind === "long";
  return [...cases.filter(isLong), ...random.shuffle(cases.filter((one) => !isLong(one)))];
}

function caseOf(kind: CaseKind, index: number): MixedCase {
  const ref = `${kind}-${index}`;
  return { ref, kind, ...MAKERS[kind](index, ref), ...bodyOf(kind, index, ref) };
}

function bodyOf(kind: CaseKind, index: number, ref: string): { body: JsonObject } {
  if (kind === "items") return { body: { ref, items: itemsOf(index) } };
  if (kind === "call") return { body: { ref, fails: index % 4 === 3 } };
  if (kind === "flaky") return { body: { ref, trouble: TROUBLES[index % TROUBLES.length]! } };
  return { body: { ref } };
}

/** Five to eight items of which some are refused. */
function itemsOf(index: number): { name: string; trouble: Trouble }[] {
  return Array.from({ length: 5 + (index % 4) }, (_, item) => ({
    name: `line-${item}`,
    trouble: (index + item) % 3 === 2 ? "refuse" : TROUBLES[item % TROUBLES.length]!,
  }));
}

const MAKERS: Record<CaseKind, (index: number, ref: string) => Pick<MixedCase, "act" | "oracle">> = {
  timers: (_index, ref) => passive({ status: "completed", output: { ref }, effects: ["note"] }),
  race: (_index, ref) =>
    passive({
      status: "completed",
      output: { ref },
      effects: ["won"],
      steps: { fast: "completed", slow: "cancelled", won: "completed" },
    }),
  items(index) {
    const items = itemsOf(index);
    const lines = items.map(({ name, trouble }) => (trouble === "refuse" ? null : name));
    return passive({ status: "completed", output: { lines }, effects: lines.filter((line) => line !== null) });
  },
  long: () => passive({ status: "completed", output: { turns: LONG_TURNS }, effects: [] }),
  approval(index) {
    const isApproved = index % 3 !== 2;
    const answers: Answer[] = isApproved
      ? [
          { person: 0, outcome: "approved" },
          { person: 1, outcome: "rejected" },
          { person: 2, outcome: "approved" },
        ]
      : [
          { person: 2, outcome: "rejected" },
          { person: 0, outcome: "rejected" },
        ];
    const outcome = isApproved ? "approved" : "rejected";
    return {
      act: { kind: "answer", via: index % 2 === 0 ? "inbox" : "link", answers },
      oracle: { status: "completed", output: { outcome }, effects: isApproved ? ["agreed"] : [] },
    };
  },
  late: () => passive({ status: "completed", output: { outcome: "timeout" }, effects: ["missed"] }),
  call: (index, ref) =>
    passive({
      status: "completed",
      output: index % 4 === 3 ? { code: "CALL_FAILED" } : { said: ref },
      effects: ["called"],
    }),
  flaky: (_index, ref) =>
    passive({ status: "completed", output: { ref }, effects: ["first", "second"], mails: 1, leads: 1 }),
  undo: () =>
    passive({
      status: "completed",
      output: { code: "HTTP_REQUEST_REJECTED" },
      effects: ["make", "extend", "unextend", "unmake"],
      steps: { make: "compensated", extend: "compensated", refused: "failed" },
    }),
  incident(index) {
    const action = (["retry", "skip", "fail"] as const)[index % 3]!;
    const oracle: Record<typeof action, Oracle> = {
      retry: { status: "completed", output: { by: "push" }, effects: ["push"] },
      skip: { status: "completed", output: { by: "operator" }, effects: [] },
      fail: { status: "failed", effects: [] },
    };
    return { act: { kind: "resolve", action }, oracle: oracle[action] };
  },
  exit(index) {
    const event = index % 2 === 0 ? "left" : "replied";
    return {
      act: { kind: "emit", event },
      oracle:
        event === "left"
          ? { status: "exited", effects: [] }
          : { status: "completed", output: { heard: true, moved: true }, effects: ["heard"] },
    };
  },
  stop(index) {
    const operation = index % 2 === 0 ? "cancel" : "terminate";
    const effects = operation === "cancel" ? ["make", "unmake"] : ["make"];
    return { act: { kind: "stop", operation }, oracle: { status: "cancelled", effects } };
  },
};

function passive(oracle: Oracle): Pick<MixedCase, "act" | "oracle"> {
  return { act: null, oracle };
}
