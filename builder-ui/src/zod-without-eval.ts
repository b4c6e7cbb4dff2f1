/**
 * Keeps zod from probing `new Function`, which the Content-Security-Policy forbids and reports. Call it before anything
 * that may load zod. The setting is made by hand, because to call `z.config` every page would have to load zod.
 */
export function forbidEvalInZod(): void {
  const scope = globalThis as { __zod_globalConfig?: { jitless?: boolean } };
  scope.__zod_globalConfig = { ...scope.__zod_globalConfig, jitless: true };
}
