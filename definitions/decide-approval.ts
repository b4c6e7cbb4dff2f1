/** What is known of an approval: answers count once a person; `eligible` is how many people may answer, null where nobody knows. */
export interface ApprovalStanding {
  answers: readonly { by: string; outcome: string }[];
  required: number;
  eligible: number | null;
}

/**
 * The outcome of an N of M approval, or null while it is open: approved with the N-th approval, rejected as soon as too
 * few people are left to reach N. Where nobody knows how many may answer, one rejection settles it.
 */
export function decideApproval({ answers, required, eligible }: ApprovalStanding): "approved" | "rejected" | null {
  const byPerson = new Map(answers.map(({ by, outcome }) => [by, outcome]));
  const outcomes = [...byPerson.values()];
  const approved = outcomes.filter((outcome) => outcome === "approved").length;
  const rejected = outcomes.length - approved;
  if (approved >= required) return "approved";
  if (rejected === 0) return null;
  return eligible === null || eligible - rejected < required ? "rejected" : null;
}
