/** A key (kebab-case, DESIGN §4) made from a name; `""` when nothing of the name can be used, for example Chinese. */
export function makeKey(name: string): string {
  const words = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[-0-9]+|-+$/g, "");
  return words.slice(0, 64).replace(/-+$/, "");
}
