import { randomInt } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "./configuration.ts";
import { writeFileDurably } from "./durable-file.ts";

/** The first administrator's sign-in. `passwordFile` is set when the password was generated here. */
export interface Administrator {
  email: string;
  password: string;
  passwordFile?: string;
  /** True once: at the start that generated the password. */
  isNew: boolean;
}

/** No letters or digits that look alike. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** The given password, else the one generated at the first start and kept (mode 0600) in the data folder. */
export function keepAdministrator(configuration: Configuration): Administrator {
  const email = configuration.adminEmail;
  if (configuration.adminPassword !== undefined) return { email, password: configuration.adminPassword, isNew: false };
  const passwordFile = join(configuration.dataFolder, "first-password");
  if (existsSync(passwordFile))
    return { email, password: readFileSync(passwordFile, "utf8").trim(), passwordFile, isNew: false };
  const password = Array.from({ length: 20 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  writeFileDurably(passwordFile, `${password}\n`, 0o600);
  return { email, password, passwordFile, isNew: true };
}
