import { useMounted } from "@mantine/hooks";
import { useState } from "react";

/**
 * `opened`, but false in the first render. An overlay that is loaded when it opens for the first time must see itself
 * open, else it does not know where the focus was and cannot give it back.
 */
export function useOpenAfterMount(opened: boolean): boolean {
  const isMounted = useMounted();
  return isMounted && opened;
}

/** True from the first time that `isNeeded` is: what was loaded once stays, so that closing can be seen. */
export function useNeededOnce(isNeeded: boolean): boolean {
  const [wasNeeded, setNeeded] = useState(isNeeded);
  if (isNeeded && !wasNeeded) setNeeded(true);
  return wasNeeded || isNeeded;
}
