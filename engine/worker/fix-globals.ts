/**
 * What the workflow code uses of the language, in the sandbox the same for every run. `Date`, `Math`, timers and weak
 * references are not among them: the SDK puts others of its own in their place.
 */
const FIXED_GLOBALS = [
  "Array",
  "BigInt",
  "Boolean",
  "Error",
  "Function",
  "JSON",
  "Map",
  "Number",
  "Object",
  "Promise",
  "Proxy",
  "RangeError",
  "Reflect",
  "RegExp",
  "Set",
  "String",
  "Symbol",
  "TypeError",
  "Uint8Array",
  "WeakMap",
  "WeakSet",
  "isFinite",
  "isNaN",
  "parseFloat",
  "parseInt",
];

/**
 * The code of a workflow bundle, with the globals that never change as constants of its script: in a `vm` context each
 * mention of a global asks the host for it; see preload.decision.md. Lines keep their numbers.
 */
export function fixGlobals(code: string): string {
  return `const ${FIXED_GLOBALS.map((name) => `${name} = globalThis.${name}`).join(", ")};${code}`;
}
