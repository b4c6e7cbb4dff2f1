/** Counted work: a check that would take too long stops and says so, the same on every machine. */
export class StepBudget {
  readonly steps: number;
  private used = 0;

  constructor(steps: number) {
    this.steps = steps;
  }

  get isSpent(): boolean {
    return this.used > this.steps;
  }

  /** A budget for one of many searches, at most what is left of this one: a hard search does not leave the others without. */
  part(steps: number): StepBudget {
    return new StepBudget(Math.min(steps, this.steps - this.used));
  }

  /** Takes from this budget what a part of it used; false where it is spent. */
  settle(part: StepBudget): boolean {
    return this.take(Math.min(part.used, part.steps));
  }

  /** Takes steps from the budget; false where they are spent. */
  take(steps: number): boolean {
    this.used += steps;
    return !this.isSpent;
  }
}
