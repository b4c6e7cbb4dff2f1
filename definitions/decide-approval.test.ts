import { expect, it } from "vitest";
import { decideApproval } from "./decide-approval.ts";

const yes = (by: string) => ({ by, outcome: "approved" });
const no = (by: string) => ({ by, outcome: "rejected" });

it("is approved with the n-th person, each counted once", () => {
  expect(decideApproval({ answers: [], required: 1, eligible: 3 })).toBeNull();
  expect(decideApproval({ answers: [yes("a"), yes("a")], required: 2, eligible: 3 })).toBeNull();
  expect(decideApproval({ answers: [yes("a"), no("c"), yes("b")], required: 2, eligible: 3 })).toBe("approved");
});

it("is rejected as soon as approval is impossible", () => {
  expect(decideApproval({ answers: [no("a")], required: 2, eligible: 3 })).toBeNull();
  expect(decideApproval({ answers: [no("a"), no("b")], required: 2, eligible: 3 })).toBe("rejected");
  expect(decideApproval({ answers: [no("a")], required: 1, eligible: 1 })).toBe("rejected");
  expect(decideApproval({ answers: [no("a")], required: 1, eligible: null })).toBe("rejected");
});
