/** Texts of what can go wrong while another system is spoken to. */
export const ConnectorTexts = {
  OPERATION_UNKNOWN: {
    en: "No connector has the operation {operation}. Choose another one, or install the connector that has it.",
    zh: "没有连接器提供操作 {operation}。请选择其他操作，或安装提供该操作的连接器。",
  },
  CONNECTOR_UNKNOWN: {
    en: "There is no connector {connector}. Install it, or choose another one.",
    zh: "没有连接器 {connector}。请安装该连接器，或选择其他连接器。",
  },
  CONNECTOR_INVALID: {
    en: "A connector cannot be used: {message}",
    zh: "连接器无法使用：{message}",
  },
  SERVICE_MISSING: {
    en: "This step needs a service that is not offered here. Tell whoever runs the installation.",
    zh: "此步骤需要的服务在当前环境中不可用。请联系系统管理员。",
  },
  CONNECTION_MISSING: {
    en: "{operation} needs a connection. Choose one in the step.",
    zh: "{operation} 需要连接。请在步骤中选择一个连接。",
  },
  CONNECTION_MISMATCH: {
    en: "The connection {connection} does not belong to {connector}. Choose one that does.",
    zh: "连接 {connection} 不属于 {connector}。请选择对应的连接。",
  },
  CONNECTION_INVALID: {
    en: "The connection {connection} is not complete: {problem}. Correct it on the Connections page.",
    zh: "连接 {connection} 的设置不完整：{problem}。请在“连接”页面更正。",
  },
  OPERATION_INPUT_INVALID: {
    en: "{operation} cannot use its input: {problem}. Correct the step's fields, or the data behind them.",
    zh: "{operation} 的输入无效：{problem}。请更正步骤字段或其数据。",
  },
  OPERATION_OUTPUT_INVALID: {
    en: "{operation} got an answer that it does not understand: {problem}. Check that the connection points to the right system.",
    zh: "{operation} 收到无法理解的响应：{problem}。请检查连接是否指向正确的系统。",
  },
  OPTIONS_UNSUPPORTED: {
    en: "{operation} offers no list for {field}. Type the value.",
    zh: "{operation} 未提供 {field} 的选项列表。请直接输入值。",
  },
  OPTIONS_TIMEOUT: {
    en: "The other system gave no list in time. Try again, or type the value.",
    zh: "对方系统未能及时返回列表。请重试，或直接输入值。",
  },
  OPTIONS_WRITE_REFUSED: {
    en: "The list for {operation} was not fetched: its connector tried to {method}, and a list only reads. Tell whoever made it.",
    zh: "未获取 {operation} 的选项列表：连接器尝试使用 {method}，而列表只允许读取。请联系连接器的开发者。",
  },
  ERP_LIST_MISSING: {
    en: "The ERP has no list at {path}. Type the value.",
    zh: "ERP 在 {path} 没有提供列表。请直接输入值。",
  },
  OPERATION_CANCELLED: { en: "The step was cancelled.", zh: "步骤已取消。" },
  HTTP_URL_INVALID: {
    en: "{url} cannot be called: {problem}. Correct the address.",
    zh: "无法访问 {url}：{problem}。请更正地址。",
  },
  HTTP_HOST_NOT_DECLARED: {
    en: "This connector may not call {host}. Use the HTTP connector, or a connection to that host.",
    zh: "此连接器不允许访问 {host}。请使用 HTTP 连接器，或建立到该主机的连接。",
  },
  HTTP_ADDRESS_PRIVATE: {
    en: "{host} is in a private network. An administrator can allow it with FLOWRIGHT_ALLOW_PRIVATE_HOSTS.",
    zh: "{host} 位于内部网络。管理员可通过 FLOWRIGHT_ALLOW_PRIVATE_HOSTS 允许访问。",
  },
  HTTP_REQUEST_REJECTED: {
    en: "{method} {url} was refused with status {status}: {body}. Correct what the step sends.",
    zh: "{method} {url} 被拒绝，状态码 {status}：{body}。请更正步骤发送的内容。",
  },
  HTTP_SIGN_IN_REFUSED: {
    en: "{url} refused the sign-in (status {status}). Check the connection's credentials.",
    zh: "{url} 拒绝登录（状态码 {status}）。请检查连接的凭据。",
  },
  HTTP_SYSTEM_UNAVAILABLE: {
    en: "{url} cannot serve now (status {status}). A step tries again by itself.",
    zh: "{url} 暂时无法提供服务（状态码 {status}）。步骤会自动重试。",
  },
  HTTP_REDIRECT_REFUSED: {
    en: "{url} answers with a redirect. Use the address that it points to.",
    zh: "{url} 返回重定向。请直接使用其指向的地址。",
  },
  HTTP_UNREACHABLE: {
    en: "{url} cannot be reached: {problem}. A step tries again by itself.",
    zh: "无法连接 {url}：{problem}。步骤会自动重试。",
  },
  HTTP_TIMEOUT: {
    en: "{url} gave no answer within {timeoutMs} ms. A step tries again by itself.",
    zh: "{url} 在 {timeoutMs} 毫秒内没有响应。步骤会自动重试。",
  },
  HTTP_RESPONSE_TOO_LARGE: {
    en: "{url} answered more than {maxBytes} bytes. Ask for less.",
    zh: "{url} 的响应超过 {maxBytes} 字节。请减少请求的数据量。",
  },
  HTTP_RESPONSE_INVALID: {
    en: "{url} did not answer JSON. Check the address.",
    zh: "{url} 的响应不是 JSON。请检查地址。",
  },
  SMTP_REFUSED: {
    en: "The mail server refused the mail: {problem}. Correct the address or the sender.",
    zh: "邮件服务器拒绝了邮件：{problem}。请更正收件地址或发件人。",
  },
  SMTP_BUSY: {
    en: "The mail server cannot take the mail now: {problem}. A step tries again by itself.",
    zh: "邮件服务器暂时无法接收：{problem}。步骤会自动重试。",
  },
  SMTP_UNREACHABLE: {
    en: "The mail server does not answer: {problem}. A step tries again by itself.",
    zh: "邮件服务器没有响应：{problem}。步骤会自动重试。",
  },
  SMTP_SIGN_IN_REFUSED: {
    en: "The mail server refused the sign-in: {problem}. Check the connection's user and password.",
    zh: "邮件服务器拒绝登录：{problem}。请检查连接的用户名和密码。",
  },
  ERP_ANSWER_INVALID: {
    en: "The ERP's answer lacks {field}. Check that the connection points to the right system.",
    zh: "ERP 的响应缺少 {field}。请检查连接是否指向正确的系统。",
  },
  TRYTON_SIGN_IN_REFUSED: {
    en: "Tryton refused the sign-in of {user}. Check the connection's user, password and database.",
    zh: "Tryton 拒绝了 {user} 的登录。请检查连接的用户、密码和数据库。",
  },
  TRYTON_REQUEST_REJECTED: {
    en: "Tryton refused {method}: {problem}. Correct what the step sends.",
    zh: "Tryton 拒绝了 {method}：{problem}。请更正步骤发送的内容。",
  },
  TRYTON_COMPANY_UNCLEAR: {
    en: "Tryton cannot take the opportunity: {problem}. Set the company in Tryton or in the step.",
    zh: "Tryton 无法接收商机：{problem}。请在 Tryton 或步骤中指定公司。",
  },
  TRYTON_BUSY: {
    en: "Somebody else is changing the same thing in Tryton. A step tries again by itself.",
    zh: "Tryton 中的同一数据正被其他人修改。步骤会自动重试。",
  },
} as const;
