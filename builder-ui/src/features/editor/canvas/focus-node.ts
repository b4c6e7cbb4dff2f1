/** True for what stands in the inspector. */
export function isInInspector(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[data-testid=inspector]") !== null;
}

const TRIES = 8;
const AGAIN_MS = 120;

/**
 * Focuses a drawn node; two frames later, because it may only just have come into view, and again for a second while it
 * is not drawn. `unless` is asked last.
 */
export function focusNodeElement(id: string, unless: () => boolean = () => false, tries = TRIES): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (unless()) return;
      const node = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
      if (node !== null) node.focus({ preventScroll: true });
      else if (tries > 0) window.setTimeout(() => focusNodeElement(id, unless, tries - 1), AGAIN_MS);
    }),
  );
}
