import type { Command } from "../command.ts";
import { doctor } from "./doctor.ts";

/** Every command of `flowright`, in the order of its help. */
export const COMMANDS: readonly Command[] = [doctor];
