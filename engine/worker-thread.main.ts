import { Script } from "node:vm";
import { isMainThread } from "node:worker_threads";
import { guardLongCalls } from "./worker/guard-long-calls.ts";

// Loaded by `node --import` into the worker process, for the threads in which its workflows run.
// oxlint-disable-next-line typescript/unbound-method -- it is called on the script that it is called on
if (!isMainThread) Script.prototype.runInContext = guardLongCalls(Script.prototype.runInContext);
