/** True for what stands in the inspector. */
export function isInInspector(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[data-testid=inspector]") !== null;
}

/** Focuses a drawn node; two frames later, because it may only just have come into view. `unless` is asked last. */
export function focusNodeElement(id: string, unless: () => boolean = () => false): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (unless()) return;
      document
        .querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
        ?.focus({ preventScroll: true });
    }),
  );
}
