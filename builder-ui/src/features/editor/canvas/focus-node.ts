/** True for what stands in the inspector. */
export function isInInspector(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[data-testid=inspector]") !== null;
}

/** True for the page itself, and for a card: nobody has gone on to a field or a list from there. */
export function isOnCanvas(target: Element | null): boolean {
  return target === null || target === document.body || target.closest(".react-flow") !== null;
}

const TRIES = 8;
const AGAIN_MS = 120;

/** Focuses a card that is drawn; false where it is not. */
export function focusDrawnNode(id: string): boolean {
  const node = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  node?.focus({ preventScroll: true });
  return node !== null;
}

/**
 * Focuses a drawn node; two frames later, because it may only just have come into view, and again for a second while it
 * is not drawn. `unless` is asked last.
 */
export function focusNodeElement(id: string, unless: () => boolean = () => false, tries = TRIES): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (unless() || focusDrawnNode(id) || tries === 0) return;
      window.setTimeout(() => focusNodeElement(id, unless, tries - 1), AGAIN_MS);
    }),
  );
}
