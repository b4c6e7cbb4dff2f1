import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";

/** Only what may heal by itself is tried again: the network and server errors, never a refusal. */
function mayHeal(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status >= 500 || error.status === 0;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    // Also without a connection: what this browser keeps is asked then (offline-copies.ts).
    queries: {
      networkMode: "always",
      staleTime: 5_000,
      retry: (count, error) => count < 2 && mayHeal(error),
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: "always", retry: false },
  },
});
