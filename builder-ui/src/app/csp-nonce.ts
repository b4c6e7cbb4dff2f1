import { setNonce } from "get-nonce";

/** The nonce that the server put into index.html for style tags; `undefined` where there is none (vite's dev server). */
function readStyleNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return nonce === undefined || nonce === "" ? undefined : nonce;
}

/** Gives the nonce to the scroll lock of dialogs too, which makes its own style tag. */
export function installStyleNonce(): string | undefined {
  const nonce = readStyleNonce();
  if (nonce !== undefined) setNonce(nonce);
  return nonce;
}
