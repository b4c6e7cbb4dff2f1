/**
 * Temporal's SDK takes a stack trace of every promise that a workflow makes and maps each of its frames to the sources,
 * for a query that nobody asks here: a quarter of a run's CPU time. Without a limit that is a number, V8 takes none. A
 * worker that logs at `debug` keeps them (keepStackTraces). Only for the preload: the SDK freezes `Error` after it.
 */
if (Reflect.get(globalThis, "FLOWRIGHT_STACK_TRACES") !== true) Reflect.set(Error, "stackTraceLimit", undefined);
