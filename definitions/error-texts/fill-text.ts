/** Puts details into a text: `{name}` becomes the detail of that name, and stays where there is none. */
export function fillText(text: string, details: Readonly<Record<string, unknown>> = {}): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = details[name];
    if (value === undefined || value === null) return whole;
    if (Array.isArray(value)) return value.join(", ");
    return typeof value === "string" ? value : (JSON.stringify(value) ?? whole);
  });
}
