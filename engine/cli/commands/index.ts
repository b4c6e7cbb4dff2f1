import type { Command } from "../command.ts";
import { assign } from "./assign.ts";
import { backTest } from "./back-test.ts";
import { calendar } from "./calendar.ts";
import { connector } from "./connector.ts";
import { deploy } from "./deploy.ts";
import { diff } from "./diff.ts";
import { doctor } from "./doctor.ts";
import { exportCommand } from "./export.ts";
import { rules } from "./rules.ts";
import { score } from "./score.ts";
import { simulate } from "./simulate.ts";
import { table } from "./table.ts";
import { test } from "./test.ts";
import { validate } from "./validate.ts";

/** Every command of `flowright`, in the order of its help. */
export const COMMANDS: readonly Command[] = [
  doctor,
  validate,
  simulate,
  test,
  table,
  score,
  rules,
  calendar,
  assign,
  exportCommand,
  diff,
  deploy,
  backTest,
  connector,
];
