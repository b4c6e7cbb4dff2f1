import { type Info, parse } from "csv-parse";
import { Readable } from "node:stream";
import { userError } from "../../../definitions/errors.ts";
import { LineCounter } from "./line-counter.ts";

/** A row of the file. `line` is where it begins, from 1; `problem` says why its cells cannot be used. */
export interface CsvRow {
  line: number;
  cells: string[];
  /** Bytes of the file read so far. */
  bytes: number;
  problem: string | null;
}
/** The first fault, and how many rows came before it. */
interface Found {
  fault: string | null;
  rows: number;
}
interface Place {
  bytes: number;
  line: number;
}

const DELIMITERS = [",", ";", "\t"] as const;
const MAX_FAULTS = 500;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Reads a CSV file as a stream, the header first: byte order mark, CRLF, quoted line breaks; comma, semicolon or tab,
 * whichever the first line has most of. A row with too few or too many cells is a row with a problem. A row that cannot
 * be read at all (a stray quote, one that never closes) is one too, and reading goes on with the next line. Throws
 * `IMPORT_CSV_MALFORMED` after 500 of those. The same file always gives the same rows.
 */
export async function* readRows(open: () => AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow> {
  const delimiter = await sniffDelimiter(open());
  let place: Place = { bytes: 0, line: 0 };
  let width = 0;
  for (let faults = 0; ; faults += 1) {
    const start: Place = place;
    const found: Found = { fault: null, rows: 0 };
    let rows = 0;
    const lines = new LineCounter(start.line);
    for await (const { record, info } of parseFrom(lines.watch(skipBytes(open(), start.bytes)), delimiter, found)) {
      // The parser runs ahead and may go on behind a fault, in the wrong state.
      if (found.fault !== null && rows >= found.rows) break;
      rows += 1;
      const counted = lines.advance(info.bytes);
      place = { bytes: start.bytes + info.bytes, line: counted.line };
      if (width === 0) width = record.length;
      const problem = record.length === width ? null : `it has ${record.length} cells, the header has ${width}`;
      yield { line: counted.first, cells: record, bytes: place.bytes, problem };
    }
    const { fault } = found;
    if (fault === null) return;
    if (faults >= MAX_FAULTS)
      throw userError("IMPORT_CSV_MALFORMED", `The file has too many lines that cannot be read: ${fault}`, {
        problem: fault,
      });
    const next = await afterNextLine(open(), place);
    yield { line: next.line, cells: [], bytes: next.bytes, problem: fault };
    place = next;
  }
}

/** The rows of a file; the first that cannot be read is noted in `found`, and those before it are still given. */
async function* parseFrom(
  file: AsyncIterable<Uint8Array>,
  delimiter: string,
  found: Found,
): AsyncGenerator<{ record: string[]; info: Info }> {
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // As an error it would throw away the rows that were read before it.
    skip_records_with_error: true,
    on_skip: (error) => {
      if (found.fault === null) found.rows = Number(error?.["records"] ?? 0);
      found.fault ??= error?.message ?? "it cannot be read";
      return undefined;
    },
  });
  const source = Readable.from(file);
  source.on("error", (error) => parser.destroy(error));
  yield* source.pipe(parser) as AsyncIterable<{ record: string[]; info: Info }>;
}

async function* skipBytes(file: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const part of file) {
    if (left >= part.byteLength) left -= part.byteLength;
    else {
      yield part.subarray(left);
      left = 0;
    }
  }
}

/** Behind the first line with anything on it that begins at or after `place`; `line` is that line's number. */
async function afterNextLine(file: AsyncIterable<Uint8Array>, place: Place): Promise<Place> {
  let { bytes, line } = place;
  let isBlank = true;
  for await (const part of skipBytes(file, place.bytes))
    for (const byte of part) {
      bytes += 1;
      if (byte === NEWLINE) {
        line += 1;
        if (!isBlank) return { bytes, line };
      } else if (byte !== RETURN) isBlank = false;
    }
  return { bytes, line: line + 1 };
}

async function sniffDelimiter(file: AsyncIterable<Uint8Array>): Promise<string> {
  for await (const part of file) {
    const [header = ""] = new TextDecoder().decode(part).split(/\r?\n/u, 1);
    const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
    return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
  }
  return ",";
}
