/** Lets so many in at once; the others wait in order. */
export class Turnstile {
  readonly #places: number;
  #inside = 0;
  readonly #waiting: (() => void)[] = [];
  #emptied: (() => void)[] = [];

  constructor(places: number) {
    this.#places = places;
  }

  get isFull(): boolean {
    return this.#inside >= this.#places;
  }

  /** Resolves when there is a place, to the function that gives it back. */
  async enter(): Promise<() => void> {
    if (this.isFull) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#inside += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.#waiting.shift();
      if (next !== undefined) next();
      else {
        this.#inside -= 1;
        if (this.#inside === 0) for (const resolve of this.#emptied.splice(0)) resolve();
      }
    };
  }

  async whenEmpty(): Promise<void> {
    if (this.#inside > 0) await new Promise<void>((resolve) => this.#emptied.push(resolve));
  }
}
