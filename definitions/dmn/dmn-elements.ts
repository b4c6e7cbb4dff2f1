import type { DmnElement } from "dmn-moddle";

/** The text of an attribute or of a `text` element; empty where there is none. */
export function textOf(element: DmnElement | undefined, name: string): string {
  const value = element?.get(name);
  return typeof value === "string" ? value : "";
}

export function childOf(element: DmnElement | undefined, name: string): DmnElement | undefined {
  const value = element?.get(name);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as DmnElement) : undefined;
}

export function childrenOf(element: DmnElement | undefined, name: string): DmnElement[] {
  const value = element?.get(name);
  return Array.isArray(value) ? (value as DmnElement[]) : [];
}

/** The id in a reference such as `#Decision_1`. */
export function referredId(element: DmnElement | undefined): string {
  const href = textOf(element, "href");
  return href.slice(href.lastIndexOf("#") + 1);
}

/** A short name of an element's place: its kind and its name or id. */
export function placeOf(element: DmnElement): string {
  const kind = element.$type.replace(/^dmn:/u, "");
  const name = textOf(element, "name") || textOf(element, "id");
  return name === "" ? kind : `${kind} ${name}`;
}
