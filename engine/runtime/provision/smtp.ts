import { connect as connectPlain, type Socket } from "node:net";
import { once } from "node:events";
import { connect as connectTls } from "node:tls";
import { runtimeError } from "../runtime-error.ts";
import { reasonOf } from "./candidate.ts";

const CHECK_LIMIT_MS = 5_000;

/**
 * Connects and reads the greeting (RFC 5321 §3.1). Throws SMTP_UNREACHABLE with the reason; never repeats user or password.
 */
export async function verifySmtp(smtpUrl: string): Promise<void> {
  const url = new URL(smtpUrl);
  const isTls = url.protocol === "smtps:";
  const port = Number(url.port === "" ? (isTls ? 465 : 587) : url.port);
  const address = `${url.hostname}:${port}`;
  const signal = AbortSignal.timeout(CHECK_LIMIT_MS);
  const socket = isTls
    ? connectTls({ host: url.hostname, port, servername: url.hostname })
    : connectPlain({ host: url.hostname, port });
  try {
    const [greeting] = (await once(socket, "data", { signal })) as [Buffer];
    if (!greeting.toString("latin1").startsWith("220")) throw new Error("it is not a mail server");
    await sayGoodbye(socket);
  } catch (error) {
    const problem = signal.aborted ? `no greeting within ${CHECK_LIMIT_MS / 1000} s` : reasonOf(error);
    throw runtimeError(
      "SMTP_UNREACHABLE",
      `The mail server at ${address} does not answer: ${problem}`,
      { address, problem },
      {
        class: "system",
        retryable: true,
        cause: error,
      },
    );
  } finally {
    socket.destroy();
  }
}

async function sayGoodbye(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.end("QUIT\r\n", () => resolve());
  });
}
