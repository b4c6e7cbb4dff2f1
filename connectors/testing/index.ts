/** The test kit for connectors. */
export { checkConformance, type ConformanceProblem } from "./conformance.ts";
export { createFakeHost, type FakeHost, type FakeHostOptions, type LogLine } from "./fake-host.ts";
export { recordHttp, type RecordedExchange, type RecordedHttp } from "./recorded-http.ts";
