import { PassThrough } from "node:stream";
import { createTransport } from "nodemailer";
import { FlowrightError } from "../../definitions/errors.ts";
import type { DeliveryReceipt } from "../sdk/services.ts";
import type { SmtpSettings } from "./settings.ts";

export interface SmtpMessage {
  messageId: string;
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string | undefined;
  subject: string;
  html: string | undefined;
  text: string | undefined;
}

/** Nothing of a send lasts longer, so that a step's retry never overlaps with it. */
const SEND_LIMIT_MS = 25_000;
const CONNECT_LIMIT_MS = 10_000;

/**
 * Sends one message. Throws SMTP_REFUSED (5xx, not retryable), SMTP_BUSY (4xx), SMTP_UNREACHABLE, SMTP_SIGN_IN_REFUSED,
 * OPERATION_CANCELLED, and DELIVERY_UNKNOWN when the connection broke after the whole message had been written.
 */
export async function sendMessage(
  settings: SmtpSettings,
  message: SmtpMessage,
  signal: AbortSignal,
): Promise<DeliveryReceipt> {
  if (signal.aborted) throw cancelled();
  const transport = createTransport(transportOptions(settings));
  let isWritten = false;
  transport.use("stream", (mail, done) => {
    mail.message.transform(() => new PassThrough().once("end", () => (isWritten = true)));
    done();
  });
  const stop = createStop(signal, () => transport.close());
  try {
    const info = await Promise.race([
      transport.sendMail({ ...message, disableFileAccess: true, disableUrlAccess: true }),
      stop.stopped,
    ]);
    return {
      messageId: message.messageId,
      response: info.response,
      accepted: info.accepted.map(String),
      rejected: info.rejected.map(String),
    };
  } catch (error) {
    throw toDeliveryError(error, isWritten);
  } finally {
    stop.clear();
    transport.close();
  }
}

/** Connects and signs in, without sending. Throws as `sendMessage`. */
export async function verifyServer(settings: SmtpSettings): Promise<void> {
  const transport = createTransport(transportOptions(settings));
  try {
    await transport.verify();
  } catch (error) {
    throw toDeliveryError(error, false);
  } finally {
    transport.close();
  }
}

function transportOptions(settings: SmtpSettings) {
  const limits = {
    connectionTimeout: CONNECT_LIMIT_MS,
    greetingTimeout: CONNECT_LIMIT_MS,
    socketTimeout: SEND_LIMIT_MS,
  };
  if (settings.url !== undefined) return { url: settings.url, ...limits };
  const security = settings.security ?? "starttls";
  return {
    host: settings.host ?? "",
    port: settings.port ?? (security === "tls" ? 465 : 587),
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    ...(settings.user === undefined ? {} : { auth: { user: settings.user, pass: settings.password ?? "" } }),
    ...limits,
  };
}

function createStop(signal: AbortSignal, close: () => void): { stopped: Promise<never>; clear(): void } {
  let onAbort = () => {};
  let timer: NodeJS.Timeout | undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      close();
      reject(cancelled());
    };
    signal.addEventListener("abort", onAbort, { once: true });
    timer = setTimeout(() => {
      close();
      reject(new Error(`no answer within ${SEND_LIMIT_MS} ms`));
    }, SEND_LIMIT_MS);
  });
  return {
    stopped,
    clear() {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    },
  };
}

interface SmtpFailure {
  message: string;
  code?: string;
  responseCode?: number;
  response?: string;
}

function toDeliveryError(error: unknown, isWritten: boolean): FlowrightError {
  const failure = error as SmtpFailure;
  const problem = failure.response ?? failure.message;
  if (failure.responseCode !== undefined) {
    const isFinal = failure.responseCode >= 500;
    if (failure.code === "EAUTH") {
      return smtpError("SMTP_SIGN_IN_REFUSED", `The mail server refused the sign-in: ${problem}.`, false, { problem });
    }
    return smtpError(
      isFinal ? "SMTP_REFUSED" : "SMTP_BUSY",
      `The mail server ${isFinal ? "refused the mail" : "cannot take the mail now"}: ${problem}`,
      !isFinal,
      { status: failure.responseCode, problem },
    );
  }
  if (isWritten) {
    return smtpError(
      "DELIVERY_UNKNOWN",
      `The connection broke after the mail was written, and before the server's answer: ${problem}.`,
      true,
      { problem },
    );
  }
  if (error instanceof FlowrightError) return error;
  if (failure.code === "EENVELOPE" || failure.code === "EMESSAGE") {
    return new FlowrightError({
      code: "MAIL_INVALID",
      class: "user",
      retryable: false,
      message: `The mail cannot be sent: ${problem}.`,
      details: { problem },
    });
  }
  if (failure.code === "EAUTH") {
    return smtpError("SMTP_SIGN_IN_REFUSED", `The sign-in at the mail server failed: ${problem}.`, false, { problem });
  }
  return smtpError("SMTP_UNREACHABLE", `The mail server does not answer: ${problem}.`, true, { problem });
}

function smtpError(code: string, message: string, retryable: boolean, details: Record<string, unknown>) {
  return new FlowrightError({ code, class: "connector", retryable, message, details });
}
function cancelled(): FlowrightError {
  return smtpError("OPERATION_CANCELLED", "The step was cancelled.", true, {});
}
