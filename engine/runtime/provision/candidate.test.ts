import { expect, test } from "vitest";
import { type Candidate, chooseCandidate, NotApplicable } from "./candidate.ts";

const working = (name: string): Candidate<string> => ({ name, limitMs: 1_000, wayOut: "-", attempt: async () => name });
const failing = (name: string, reason: string, isFinal = false): Candidate<string> => ({
  name,
  limitMs: 1_000,
  isFinal,
  wayOut: `mend ${name}`,
  attempt: async () => {
    throw new Error(reason);
  },
});

test("the first that works is chosen, with what was not and why; later ones are not tried", async () => {
  let triedLast = false;
  const last: Candidate<string> = { ...working("last"), attempt: async () => ((triedLast = true), "last") };
  const absent: Candidate<string> = {
    ...working("absent"),
    attempt: async () => {
      throw new NotApplicable("not installed");
    },
  };
  const choice = await chooseCandidate("a server", [absent, failing("broken", "exit code 1"), working("good"), last]);
  expect(choice.name).toBe("good");
  expect(choice.rejections).toEqual([
    { name: "absent", reason: "not installed", wayOut: "-" },
    { name: "broken", reason: "exit code 1", wayOut: "mend broken" },
  ]);
  expect(triedLast).toBe(false);
});

test("when all fail the error names each thing tried and its way out", async () => {
  const failure = chooseCandidate("a Temporal server", [
    failing("PATH", "not there"),
    failing("download", "no network"),
  ]);
  await expect(failure).rejects.toMatchObject({ code: "PROVISION_FAILED", class: "user" });
  await expect(failure).rejects.toThrow(
    /a Temporal server[^]*PATH: not there[^]*mend PATH[^]*download: no network[^]*mend download/u,
  );
});

test("what the user asked for is final: nothing replaces it in silence", async () => {
  const failure = chooseCandidate("MongoDB", [failing("MONGODB_URI", "refused", true), working("local")]);
  await expect(failure).rejects.toThrow(/MONGODB_URI: refused/u);
});

test("an attempt that hangs is given up at its limit and told to stop", async () => {
  let wasAborted = false;
  const hanging: Candidate<string> = {
    name: "hanging",
    limitMs: 50,
    wayOut: "-",
    attempt: async (signal) => {
      signal.addEventListener("abort", () => (wasAborted = true));
      return new Promise(() => undefined);
    },
  };
  const choice = await chooseCandidate("x", [hanging, working("next")]);
  expect(choice.name).toBe("next");
  expect(choice.rejections[0]?.reason).toMatch(/gave up after/u);
  expect(wasAborted).toBe(true);
});

test("a stop from outside ends the search at once", async () => {
  const stop = new AbortController();
  const hanging: Candidate<string> = {
    name: "hanging",
    limitMs: 60_000,
    wayOut: "-",
    attempt: async () => new Promise(() => undefined),
  };
  const search = chooseCandidate("x", [hanging, working("next")], stop.signal);
  stop.abort();
  await expect(search).rejects.toMatchObject({ code: "PROVISION_CANCELLED" });
});
