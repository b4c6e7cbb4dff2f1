import { createContext, useContext } from "react";
import type { Permission, RouteResponse } from "../../../definitions/api.ts";

export type Me = RouteResponse<"getMe">;
export type Meta = RouteResponse<"getMeta">;
export const MeContext = createContext<Me | null>(null);
export const MetaContext = createContext<Meta | null>(null);

/** Who is signed in. Throws outside the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error("useMe is for pages inside the shell");
  return me;
}

/** What this server is; `null` until it is known. */
export function useMeta(): Meta | null {
  return useContext(MetaContext);
}

/** Whether the person may do this: buttons for what they may not do are not shown. */
export function useMay(permission: Permission): boolean {
  return useContext(MeContext)?.permissions.includes(permission) ?? false;
}
