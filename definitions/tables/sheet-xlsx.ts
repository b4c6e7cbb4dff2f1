import { userError } from "../errors.ts";
import type { SheetCell } from "./sheet.ts";

const MAX_BYTES = 10_000_000;
const MAX_UNPACKED = 100_000_000;
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

function refuse(problem: string): Error {
  return userError("SHEET_FILE_INVALID", `the file cannot be read as a sheet: ${problem}`, { problem });
}

/** Refuses a file whose directory says that it unpacks to more than 100 MB, before anything is unpacked. */
function checkUnpackedSize(bytes: Uint8Array): void {
  if (bytes.length > MAX_BYTES) throw refuse(`it has more than ${MAX_BYTES / 1e6} MB`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw refuse("it is no XLSX file");
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let total = 0;
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw refuse("its directory is broken");
    total += view.getUint32(at + 24, true);
    if (total > MAX_UNPACKED) throw refuse(`it unpacks to more than ${MAX_UNPACKED / 1e6} MB`);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

/** Rows of a workbook's first sheet. Throws `SHEET_FILE_INVALID`. */
export async function readXlsx(bytes: Uint8Array): Promise<SheetCell[][]> {
  checkUnpackedSize(bytes);
  const { readSheet } = await import("read-excel-file/universal");
  try {
    return (await readSheet(Uint8Array.from(bytes).buffer, { trim: false })) as unknown as SheetCell[][];
  } catch (thrown) {
    throw refuse(thrown instanceof Error ? thrown.message.slice(0, 200) : "it is no XLSX file");
  }
}

/** Rows as a workbook of one sheet; every cell is text, so none is a formula. */
export async function writeXlsx(rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const { default: write } = await import("write-excel-file/universal");
  const data = rows.map((row) =>
    row.map((value) => ({
      value,
      type: String,
      ...(row[0]?.startsWith("#") === true ? { fontWeight: "bold" as const } : {}),
    })),
  );
  const blob = (await write(data, { sheet: "Table" }).toBlob()) as { arrayBuffer(): Promise<ArrayBuffer> };
  return new Uint8Array(await blob.arrayBuffer());
}
