/**
 * Temporal's sandbox replaces the global `Date` by a wrapper but keeps the prototype, so a date's `constructor` is not
 * the global `Date`, and CEL, which knows values by their constructor, would refuse every date. Imported first.
 */
if (Date.prototype.constructor !== Date)
  // oxlint-disable-next-line no-extend-native -- nothing is added: the sandbox's own Date gets its place back
  Object.defineProperty(Date.prototype, "constructor", { value: Date, writable: true, configurable: true });
