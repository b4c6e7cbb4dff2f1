import { forgetAllLocally } from "../shared/local-store.ts";
import { ApiError } from "./api-error.ts";
import { queryClient } from "./query-client.ts";

interface SignInAnswer {
  /** The password was right; a code of the authenticator is still wanted. */
  needsCode: boolean;
}

async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
  let response: Response;
  try {
    response = await fetch(`/api/auth/${path}`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch (error) {
    throw new ApiError({ status: 0, code: "SERVER_UNREACHABLE" }, { cause: error });
  }
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown> | null;
  if (response.ok) return answer ?? {};
  if (response.status === 401) throw new ApiError({ status: 401, code: "SIGN_IN_REFUSED" });
  if (response.status === 429) throw new ApiError({ status: 429, code: "SIGN_IN_TOO_OFTEN" });
  const code = typeof answer?.["code"] === "string" ? answer["code"] : `HTTP_${response.status}`;
  const detail = typeof answer?.["message"] === "string" ? { detail: answer["message"] } : {};
  throw new ApiError({ status: response.status, code, ...detail });
}

/**
 * Asks for everything again; only who is signed in is waited for. A question that met the ended session waits for this
 * sign-in itself: to wait for it here would be for ever.
 */
async function askAgain(): Promise<void> {
  const all = queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "getMe" });
  void all.catch(() => undefined);
  await queryClient.invalidateQueries({ queryKey: ["getMe"] });
}

/** Signs in with e-mail and password. Throws ApiError `SIGN_IN_REFUSED` for a wrong pair. */
export async function signIn(email: string, password: string): Promise<SignInAnswer> {
  const answer = await post("sign-in/email", { email, password });
  const needsCode = answer["twoFactorRedirect"] === true;
  if (!needsCode) await askAgain();
  return { needsCode };
}

/** The second step for people with an authenticator. */
export async function verifyCode(code: string): Promise<void> {
  await post("two-factor/verify-totp", { code });
  await askAgain();
}

/** Ends the session and goes to the sign-in page. */
export async function signOut(): Promise<void> {
  await post("sign-out", {}).catch(() => undefined);
  await forgetAllLocally();
  queryClient.clear();
  window.location.assign("/sign-in");
}
