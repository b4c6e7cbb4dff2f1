import { useEffect, useState } from "react";
import type { RunDetail } from "../../../../definitions/run.ts";
import { CLOSED_RUN_STATUSES } from "../../../../definitions/run-status.ts";
import { useRoute } from "../../api/hooks.ts";
import { routeUrl } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";

export function isClosed(run: RunDetail): boolean {
  return (CLOSED_RUN_STATUSES as readonly string[]).includes(run.status);
}

/** A run, kept live by server-sent events while it is open and somebody looks. */
export function useRun(id: string) {
  const query = useRoute("getRun", { params: { id } });
  const isOpen = query.data !== undefined && !isClosed(query.data);
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    const source = new EventSource(routeUrl("watchRun", { params: { id } }));
    const onState = (event: MessageEvent<string>) => {
      setLive(true);
      queryClient.setQueryData(["getRun", { id }, null], JSON.parse(event.data) as RunDetail);
    };
    const onEnd = () => {
      source.close();
      setLive(false);
      void queryClient.invalidateQueries({ queryKey: ["getRun", { id }] });
    };
    source.addEventListener("state", onState);
    source.addEventListener("end", onEnd);
    source.addEventListener("problem", onEnd);
    source.addEventListener("error", () => setLive(false));
    return () => {
      source.close();
      setLive(false);
    };
  }, [id, isOpen]);
  return { ...query, isLive };
}
