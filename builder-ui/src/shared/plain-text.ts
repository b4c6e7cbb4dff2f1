/** A JSON value as plain text: text as it is, nothing for null and undefined, anything else as JSON. */
export function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}
