/** An identifier of ours made of a name, free among the taken ones, which it joins. Letters of other scripts fall away. */
export function freeIdentifier(name: string, taken: Set<string>): string {
  const words = name
    .normalize("NFKD")
    .split(/[^A-Za-z0-9]+/u)
    .filter((word) => word !== "");
  const joined = words
    .map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join("")
    .replace(/^[^a-z]+/u, "")
    .slice(0, 56);
  const base = joined === "" ? "column" : joined;
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}${number}`;
  taken.add(id);
  return id;
}

/** A table's key made of a decision's name. */
export function makeTableKey(name: string): string {
  const key = name
    .normalize("NFKD")
    .replaceAll(/([a-z0-9])([A-Z])/gu, "$1-$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== "")
    .join("-")
    .replace(/^[^a-z]+/u, "")
    .slice(0, 60)
    .replace(/-$/u, "");
  return key === "" ? "decision" : key;
}
