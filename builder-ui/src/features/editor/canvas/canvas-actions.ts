import { createContext, useContext } from "react";
import type { Place } from "../../../../../definitions/operations/index.ts";

/** What cards and edges may do; absent where the canvas is only looked at. */
export interface CanvasActions {
  openAdd: (place: Place, at: { x: number; y: number }) => void;
  toggleFold: (id: string) => void;
  startRename: (id: string) => void;
  /** Takes the typed name of a step or group (`group:…`); null leaves it as it was. */
  rename: (id: string, name: string | null) => void;
  /** Takes the size of a note or group, by its id on the canvas. */
  resize: (id: string, size: { width: number; height: number }) => void;
}
export const CanvasActionsContext = createContext<CanvasActions | null>(null);

export function useCanvasActions(): CanvasActions | null {
  return useContext(CanvasActionsContext);
}
