import { useEffect, useLayoutEffect, useRef } from "react";

const nameOf = (name: string) => `flowright-unsaved:${name}`;

/** What was being edited in this tab when its page was left without saving; null where there is nothing. */
export function readKeptEdit(name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(name)) ?? "null") as unknown;
  } catch {
    return null;
  }
}

/**
 * Keeps what is edited and not saved when the page is left, by a link, by going back or by a reload, until it is opened again
 * in this tab; before the tab is closed the browser asks. The answer forgets a value: it was saved, or is not wanted.
 */
export function useKeptEdit<T>(name: string, value: T, isUnsaved: boolean): (value: T) => void {
  const latest = useRef({ value, isUnsaved });
  const forgotten = useRef<T | null>(null);
  useLayoutEffect(() => {
    latest.current = { value, isUnsaved };
  });
  useEffect(() => {
    const keep = () => {
      const { current } = latest;
      try {
        if (current.isUnsaved && current.value !== forgotten.current)
          sessionStorage.setItem(nameOf(name), JSON.stringify(current.value));
        else sessionStorage.removeItem(nameOf(name));
      } catch {
        // No room in the browser's store: then only its own question stands between the change and its loss.
      }
    };
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, [name]);
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isUnsaved]);
  return (done) => {
    forgotten.current = done;
  };
}
