import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export interface RotatingLog {
  readonly path: string;
  /** Appends one line; the newline is added. */
  write(line: string): void;
  close(): void;
}

/** A log file that is renamed to `.1`, `.2`, … when it reaches `maxBytes`; `keep` old ones stay. */
export function openRotatingLog(path: string, maxBytes = 10_000_000, keep = 3): RotatingLog {
  mkdirSync(dirname(path), { recursive: true });
  let file = openSync(path, "a", 0o600);
  let size = statSync(path).size;
  let isOpen = true;
  const rotate = () => {
    closeSync(file);
    for (let old = keep - 1; old >= 1; old -= 1)
      if (existsSync(`${path}.${old}`)) renameSync(`${path}.${old}`, `${path}.${old + 1}`);
    renameSync(path, `${path}.1`);
    file = openSync(path, "a", 0o600);
    size = 0;
  };
  return {
    path,
    write(line) {
      if (!isOpen) return;
      const bytes = Buffer.from(`${line}\n`);
      if (size > 0 && size + bytes.length > maxBytes) rotate();
      writeSync(file, bytes);
      size += bytes.length;
    },
    close() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}
