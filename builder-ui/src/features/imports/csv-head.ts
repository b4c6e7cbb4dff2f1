/** The first lines of a CSV file, for a preview. The import itself is read by the server. */
export interface CsvHead {
  columns: string[];
  rows: string[][];
}

const SEPARATORS = [",", ";", "\t"] as const;

/** The separator that occurs most often in the first line, outside quotes. */
function guessSeparator(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, "");
  let best: string = ",";
  for (const separator of SEPARATORS) {
    if (bare.split(separator).length > bare.split(best).length) best = separator;
  }
  return best;
}

/** Reads at most `limit` rows after the head (RFC 4180 quoting). A row that is cut off at the end is left out. */
export function readCsvHead(text: string, limit: number): CsvHead {
  const source = text.replace(/^\uFEFF/, "");
  const separator = guessSeparator(source.slice(0, source.search(/\r|\n|$/)));
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
    cell = "";
  };
  for (let index = 0; index < source.length && rows.length <= limit; index++) {
    const char = source[index];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source[index + 1] === '"') {
        cell += '"';
        index++;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === separator) {
      row.push(cell);
      cell = "";
    } else if (char === "\n") endRow();
    else if (char !== "\r") cell += char;
  }
  if (rows.length <= limit && !quoted && (cell !== "" || row.length > 0)) endRow();
  const [columns = [], ...body] = rows;
  return { columns: columns.map((column) => column.trim()), rows: body.slice(0, limit) };
}
