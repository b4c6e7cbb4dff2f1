const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A key as this person's keyboard names it. */
export function showKey(keys: string): string {
  return IS_APPLE ? keys.replace("Ctrl", "⌘") : keys;
}
