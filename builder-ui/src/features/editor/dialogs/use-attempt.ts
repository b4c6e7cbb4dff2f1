import { useState } from "react";

/** Something that a dialog does: whether it is under way, and what stood in its way. */
export function useAttempt(): { isBusy: boolean; error: unknown; attempt: (act: () => Promise<void>) => void } {
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await act();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, error, attempt: (act) => void run(act) };
}
