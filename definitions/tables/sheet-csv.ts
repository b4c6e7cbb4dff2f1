import { userError } from "../errors.ts";

const MAX_CHARACTERS = 8_000_000;

/** Rows as CSV (RFC 4180) with a byte order mark, so that spreadsheets read it as UTF-8. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) =>
    row.map((cell) => (/[",;\t\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(","),
  );
  return `\u{FEFF}${lines.join("\r\n")}\r\n`;
}

/** The separator that stands most often in the first line outside quotes: comma, semicolon (many spreadsheets) or tab. */
function findSeparator(text: string): string {
  const line = /^[^\r\n]*/u.exec(text.replaceAll(/"[^"]*"/gu, ""))?.[0] ?? "";
  const count = (mark: string) => line.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/**
 * Rows of a CSV or of cells copied from a spreadsheet (tab-separated). Throws `SHEET_FILE_INVALID` for a quote without end
 * and for more than 8 million characters.
 */
export function readCsv(given: string): string[][] {
  if (given.length > MAX_CHARACTERS) {
    const problem = `it has more than ${MAX_CHARACTERS} characters`;
    throw userError("SHEET_FILE_INVALID", `the file cannot be read as a sheet: ${problem}`, { problem });
  }
  const text = given.startsWith("\u{FEFF}") ? given.slice(1) : given;
  const separator = findSeparator(text);
  const field = new RegExp(
    String.raw`(?:"((?:[^"]|"")*)"|([^"${separator}\r\n][^${separator}\r\n]*|))(${separator}|\r\n|\n|\r|$)`,
    "y",
  );
  const rows: string[][] = [];
  let row: string[] = [];
  while (field.lastIndex < text.length || row.length > 0) {
    const at = field.lastIndex;
    const found = field.exec(text);
    if (found === null) {
      const problem = `line ${rows.length + 1}: a closing quote is missing or something follows it`;
      throw userError("SHEET_FILE_INVALID", `the file cannot be read as a sheet: ${problem}`, { problem });
    }
    const [whole, quoted, plain, end] = found;
    row.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end !== separator) {
      rows.push(row);
      row = [];
    }
    if (whole === "" && at >= text.length) break;
  }
  return rows;
}
