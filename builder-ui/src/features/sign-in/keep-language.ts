import { call } from "../../api/client.ts";
import { currentLanguage } from "../../i18n/i18n.ts";
import { showError } from "../../shared/show-message.ts";

/**
 * Gives the account that signs in first the language that its person sees: nobody has chosen one for it. A failure is
 * shown and holds nobody up: the language can be set under Settings.
 */
export async function keepLanguageOfFirstRun(): Promise<void> {
  try {
    const { user } = await call("getMe", {});
    const language = currentLanguage();
    if (user.language !== language) await call("updateUser", { params: { id: user.id }, body: { language } });
  } catch (error) {
    showError(error);
  }
}
