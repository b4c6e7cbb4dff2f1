import type { KeptMail } from "./caught-mail.ts";
import { listenForReaders } from "./http-listener.ts";
import { openMailStore } from "./mail-store.ts";
import { listenForMail } from "./smtp-listener.ts";

export interface MailCatcher {
  smtpUrl: string;
  /** For createMailboxClient. */
  mailbox: { url: string; token: string };
  close(): Promise<void>;
}

/** Starts the SMTP server and its reading side over one folder; port 0 = a free one. */
export async function startMailCatcher(options: {
  folder: string;
  /** Address to listen on; default loopback. */
  host?: string;
  smtpPort: number;
  httpPort: number;
  token: string;
  onKept?: (mail: KeptMail) => void;
  onProblem?: (error: Error) => void;
}): Promise<MailCatcher> {
  const host = options.host ?? "127.0.0.1";
  const store = await openMailStore(options.folder);
  const smtp = await listenForMail(
    store,
    { host, port: options.smtpPort },
    options.onKept ?? (() => undefined),
    options.onProblem ?? (() => undefined),
  );
  const http = await listenForReaders(store, { host, port: options.httpPort }, options.token);
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    mailbox: { url: `http://127.0.0.1:${http.port}`, token: options.token },
    async close() {
      await smtp.close();
      await http.close();
    },
  };
}
