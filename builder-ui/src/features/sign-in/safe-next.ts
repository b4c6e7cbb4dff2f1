/** Where to go after sign-in. Only a path of this site: never another host. */
export function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : "/workflows";
}
