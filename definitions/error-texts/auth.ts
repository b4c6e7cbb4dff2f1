/** Texts of what can go wrong with sign-in, API keys and permissions. */
export const AuthTexts = {
  SESSION_MISSING: {
    en: "You are not signed in. Sign in, or send an API key as “Authorization: Bearer fr_…”.",
    zh: "您尚未登录。请先登录，或以 “Authorization: Bearer fr_…” 发送 API 密钥。",
  },
  API_KEY_INVALID: {
    en: "This API key is not known here. It may have been revoked; create a new one under Settings, API keys.",
    zh: "此 API 密钥无效，可能已被撤销。请在“设置 › API 密钥”中新建一个。",
  },
  PERMISSION_DENIED: {
    en: "Your role {role} lacks the permission {permission}. Ask an administrator for another role.",
    zh: "您的角色 {role} 没有权限 {permission}。请联系管理员更改角色。",
  },
  ACCOUNT_WITHOUT_PERSON: {
    en: "Your sign-in is not linked to an active person of this workspace. Ask an administrator.",
    zh: "您的登录账号未关联到此工作区的在职人员，请联系管理员。",
  },
  REQUEST_ORIGIN_REFUSED: {
    en: "The request came from another site and was refused. Open Flowright in this browser and try again; programs use an API key.",
    zh: "请求来自其他网站，已被拒绝。请在此浏览器中打开 Flowright 重试；程序请使用 API 密钥。",
  },
  AUTH_ROUTE_UNKNOWN: { en: "There is no sign-in function at {path}.", zh: "没有 {path} 这个登录接口。" },
  USER_EMAIL_TAKEN: {
    en: "Somebody with the e-mail {email} is here already. Use another address or change that person.",
    zh: "已有使用邮箱 {email} 的人员。请换一个地址或修改该人员。",
  },
  USER_ID_TAKEN: { en: "The id {id} belongs to somebody else already.", zh: "编号 {id} 已被其他人员使用。" },
  USER_LAST_ADMIN: {
    en: "This is the last active administrator. Make somebody else an administrator first.",
    zh: "这是最后一位在职管理员。请先将其他人设为管理员。",
  },
} as const;
