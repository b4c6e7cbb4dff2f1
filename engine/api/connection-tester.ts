/** Tries connections through their connectors. */
export interface ConnectionTester {
  /** Throws what the connector threw. CONNECTION_TEST_UNSUPPORTED where it has no test. */
  test(workspaceId: string, key: string): Promise<void>;
}
