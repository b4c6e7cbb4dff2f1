import { create } from "zustand";

interface SessionGate {
  /** Calls that wait for the person to sign in again. */
  waiting: ((signedIn: boolean) => void)[];
  /** Resolves when the person signed in (`true`) or gave up (`false`). */
  ask: () => Promise<boolean>;
  settle: (signedIn: boolean) => void;
}

/** Holds calls that met an ended session until the dialog over the page is answered. */
export const useSessionGate = create<SessionGate>()((set, get) => ({
  waiting: [],
  ask: () => new Promise((resolve) => set({ waiting: [...get().waiting, resolve] })),
  settle: (signedIn) => {
    const { waiting } = get();
    set({ waiting: [] });
    for (const resolve of waiting) resolve(signedIn);
  },
}));

/** Opens the sign-in dialog over the page. Gives whether the call may be sent again. */
export function waitForSignIn(): Promise<boolean> {
  return useSessionGate.getState().ask();
}
