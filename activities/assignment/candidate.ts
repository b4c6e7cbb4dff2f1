import type { User } from "../../definitions/resources.ts";

/** A person who may be chosen, as an assignment rule sees them. */
export interface Candidate {
  user: User;
  /** Turns relative to the others, 1 where the rule gives none. */
  weight: number;
  /** Open records of the object that they own now. */
  open: number;
}

export interface AvailabilityLimits {
  /** The date, ISO, in the workflow's time zone. */
  today: string;
  excluded: ReadonlySet<string>;
  skills: readonly string[];
  maxOpen: number | undefined;
}

/** May this person be chosen: active, not absent today, not excluded, skilled, with room for one more? */
export function isAvailable({ user, open }: Candidate, limits: AvailabilityLimits): boolean {
  if (!user.active || limits.excluded.has(user.id)) return false;
  if (user.absences.some(({ from, to }) => from <= limits.today && limits.today <= to)) return false;
  if (!limits.skills.every((skill) => user.skills.includes(skill))) return false;
  return limits.maxOpen === undefined || open < limits.maxOpen;
}

/** The date of an instant in a time zone, ISO. */
export function dateIn(timeZone: string, instant: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(instant),
  );
}
