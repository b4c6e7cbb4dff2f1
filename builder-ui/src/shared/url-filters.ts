import { useSearchParams } from "react-router";

export interface UrlFilters<K extends string> {
  values: Partial<Record<K, string>>;
  set: (key: K, value: string | null | undefined) => void;
  clear: () => void;
  /** Whether any filter is set. */
  active: boolean;
}

/** Filters that live in the address: a link or a reload shows the same list. */
export function useUrlFilters<K extends string>(keys: readonly K[]): UrlFilters<K> {
  const [params, setParams] = useSearchParams();
  const values: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const value = params.get(key);
    if (value !== null && value !== "") values[key] = value;
  }
  const change = (edit: (next: URLSearchParams) => void) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        edit(next);
        return next;
      },
      { replace: true },
    );
  return {
    values,
    set: (key, value) =>
      change((next) => {
        if (value === null || value === undefined || value === "") next.delete(key);
        else next.set(key, value);
      }),
    clear: () =>
      change((next) => {
        for (const key of keys) next.delete(key);
      }),
    active: Object.keys(values).length > 0,
  };
}
