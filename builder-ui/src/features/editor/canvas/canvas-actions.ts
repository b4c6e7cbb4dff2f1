import { createContext, useContext } from "react";
import type { Place } from "../../../../../definitions/operations/index.ts";

/** What cards and edges may do; absent where the canvas is only looked at. */
export interface CanvasActions {
  openAdd: (place: Place, at: { x: number; y: number }) => void;
  toggleFold: (id: string) => void;
}
export const CanvasActionsContext = createContext<CanvasActions | null>(null);

export function useCanvasActions(): CanvasActions | null {
  return useContext(CanvasActionsContext);
}
