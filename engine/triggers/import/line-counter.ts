const NEWLINE = 0x0a;
const BLANKS = new Set([0x0d, 0x20, 0x09]);

/** Knows at which byte each line of a stream ends, until those lines are counted. */
export class LineCounter {
  #seen = 0;
  #isBlank = true;
  #line: number;
  readonly #ends: { at: number; isBlank: boolean }[] = [];

  /** `line` lines were counted before the stream begins. */
  constructor(line: number) {
    this.#line = line;
  }

  /** Passes the stream through and notes its lines. */
  async *watch(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const part of file) {
      for (const byte of part) {
        this.#seen += 1;
        if (byte === NEWLINE) {
          this.#ends.push({ at: this.#seen, isBlank: this.#isBlank });
          this.#isBlank = true;
        } else if (!BLANKS.has(byte)) this.#isBlank = false;
      }
      yield part;
    }
  }

  /** Counts up to this byte. Answers the first line with anything on it, and how many lines end there. */
  advance(bytes: number): { first: number; line: number } {
    let first = this.#line + 1;
    let isLeading = true;
    while (this.#ends[0] !== undefined && this.#ends[0].at <= bytes) {
      this.#line += 1;
      if (isLeading && this.#ends[0].isBlank) first += 1;
      else isLeading = false;
      this.#ends.shift();
    }
    return { first, line: this.#line };
  }
}
