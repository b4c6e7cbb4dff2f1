import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

/** Columns of the lead files that the run can import, and the fields they go to. */
const KNOWN_MAPPING: Record<string, string> = {
  "Prospect ID": "name",
  "Lead Origin": "origin",
  "Lead Source": "source",
  "Total Time Spent on Website": "minutesOnSite",
  "What is your current occupation": "occupation",
  TotalVisits: "visits",
  Country: "country",
  City: "city",
};

export interface LeadFile {
  csv: string;
  mapping: Record<string, string>;
  count: number;
}

/** Reads a CSV of leads; columns that are not in KNOWN_MAPPING are left out of the import. Throws when no column gives the name. */
export async function readLeadFile(file: string): Promise<LeadFile> {
  const csv = await readFile(file, "utf8");
  const rows = parse<Record<string, string>>(csv, { columns: true, bom: true });
  const columns = Object.keys(rows[0] ?? {});
  const mapping = Object.fromEntries(
    columns.filter((column) => column in KNOWN_MAPPING).map((column) => [column, KNOWN_MAPPING[column] ?? ""]),
  );
  if (!Object.values(mapping).includes("name"))
    throw new Error(`${file} has no column "Prospect ID" to name the leads by`);
  return { csv, mapping, count: rows.length };
}

/** Makes `count` leads, the same ones every time. */
export function makeLeadFile(count: number): LeadFile {
  const origins = ["API", "Landing Page Submission", "Lead Add Form"];
  const sources = ["Google", "Direct Traffic", "Olark Chat", "Reference", "Organic Search"];
  const occupations = ["Unemployed", "Working Professional", "Student", ""];
  const rows = Array.from({ length: count }, (_, index) => ({
    "Prospect ID": `Lead ${String(index + 1).padStart(5, "0")}`,
    "Lead Origin": origins[index % origins.length],
    "Lead Source": sources[(index * 7) % sources.length],
    "Total Time Spent on Website": (index * 37) % 2_000,
    "What is your current occupation": occupations[(index * 3) % occupations.length],
    TotalVisits: index % 12,
    Country: index % 2 === 0 ? "India" : "中国",
    City: index % 2 === 0 ? "Mumbai" : "上海",
  }));
  const mapping = Object.fromEntries(Object.keys(rows[0] ?? {}).map((column) => [column, KNOWN_MAPPING[column] ?? ""]));
  return { csv: stringify(rows, { header: true }), mapping, count };
}
