import { once } from "node:events";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { KeptMail } from "./caught-mail.ts";
import type { MailStore } from "./mail-store.ts";

const MAX_MAIL_BYTES = 30_000_000;

export interface SmtpListener {
  port: number;
  close(): Promise<void>;
}

/** An SMTP server that keeps every mail before it answers 250 (RFC 5321 §4.5.5). Port 0 = a free one. */
export async function listenForMail(
  store: MailStore,
  at: { host: string; port: number },
  onKept: (mail: KeptMail) => void,
  onProblem: (error: Error) => void,
): Promise<SmtpListener> {
  const answerData = async (
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error?: Error | null, message?: string) => void,
  ): Promise<void> => {
    try {
      const mail = await receiveMail(stream, session, store);
      callback(null, `OK: kept as ${mail.id}`);
      onKept(mail);
    } catch (error) {
      const problem = error instanceof Error ? error : new Error(String(error));
      if (!(problem instanceof MailTooLarge)) onProblem(problem);
      callback(Object.assign(problem, { responseCode: problem instanceof MailTooLarge ? 552 : 451 }));
    }
  };
  const server = new SMTPServer({
    name: "flowright-mailbox",
    banner: "Flowright mailbox: mail is kept, none leaves",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    size: MAX_MAIL_BYTES,
    onData: (stream, session, callback) => void answerData(stream, session, callback),
  });
  server.on("error", onProblem);
  server.listen(at.port, at.host);
  await once(server.server, "listening");
  const address = server.server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : at.port,
    close: async () => new Promise((resolve) => server.close(() => resolve())),
  };
}

class MailTooLarge extends Error {
  constructor() {
    super(`the mail is larger than ${MAX_MAIL_BYTES} bytes`);
  }
}

async function receiveMail(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  store: MailStore,
): Promise<KeptMail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw new MailTooLarge();
  const { mailFrom, rcptTo } = session.envelope;
  return store.keep(Buffer.concat(chunks), {
    from: mailFrom === false ? "" : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
  });
}
