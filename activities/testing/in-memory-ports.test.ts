import { createInMemoryPorts } from "./in-memory-ports.ts";
import { describePortsContract } from "./ports-contract.ts";

describePortsContract("in memory", async () => ({
  ports: createInMemoryPorts(),
  workspaceId: "one",
  otherWorkspaceId: "two",
}));
