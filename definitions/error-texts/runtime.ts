/** Texts of what can go wrong while Flowright is configured, provisioned and started. */
export const RuntimeTexts = {
  CONFIGURATION_INVALID: {
    en: "The setting {variable} is not usable: {problem}. Correct it in the environment and start again.",
    zh: "设置 {variable} 无效：{problem}。请在环境变量中更正后重新启动。",
  },
  CONFIGURATION_MISSING: {
    en: "The setting {variable} is missing. This process is part of a larger installation and needs it: {purpose}.",
    zh: "缺少设置 {variable}。此进程是整套系统的一部分，必须提供该设置：{purpose}。",
  },
  ENCRYPTION_KEY_UNREADABLE: {
    en: "The encryption keys in {file} cannot be read: {problem}. Restore the file from a backup; without it stored credentials are lost.",
    zh: "无法读取 {file} 中的加密密钥：{problem}。请从备份恢复该文件；否则已保存的凭据将无法使用。",
  },
  PROVISION_FAILED: {
    en: "No way to get {what} worked. {tried}",
    zh: "无法获得 {what}，所有方式都已失败。{tried}",
  },
  PROVISION_CANCELLED: { en: "The start was stopped before it was complete.", zh: "启动在完成之前被中止。" },
  DOWNLOAD_UNREACHABLE: {
    en: "{host} cannot be reached from this machine ({problem}).",
    zh: "本机无法访问 {host}（{problem}）。",
  },
  DOWNLOAD_FAILED: { en: "The download of {what} failed: {problem}.", zh: "下载 {what} 失败：{problem}。" },
  PYTHON_MISSING: {
    en: "Python 3 was not found. Install Python 3.10 or newer with its venv module.",
    zh: "未找到 Python 3。请安装 Python 3.10 或更高版本及其 venv 模块。",
  },
  PYTHON_PACKAGE_FAILED: {
    en: "The Python package {what} could not be installed: {problem}.",
    zh: "无法安装 Python 包 {what}：{problem}。",
  },
  TEMPORAL_UNREACHABLE: {
    en: "Temporal at {address} does not answer for the namespace {namespace}: {problem}.",
    zh: "Temporal（{address}）未响应命名空间 {namespace}：{problem}。",
  },
  MONGODB_UNREACHABLE: {
    en: "MongoDB does not pass its check: {problem}.",
    zh: "MongoDB 未通过检查：{problem}。",
  },
  MONGODB_NO_REPLICA_SET: {
    en: "MongoDB runs without a replica set, so it has no transactions and no change streams. Start mongod with --replSet and run rs.initiate() once.",
    zh: "MongoDB 未以副本集方式运行，因此没有事务和变更流。请使用 --replSet 启动 mongod 并执行一次 rs.initiate()。",
  },
  SMTP_UNREACHABLE: {
    en: "The mail server at {address} does not answer: {problem}.",
    zh: "邮件服务器 {address} 未响应：{problem}。",
  },
  PORT_TAKEN: {
    en: "Port {port} on {host} is taken. Stop what uses it or set {variable} to another port.",
    zh: "{host} 的端口 {port} 已被占用。请停止占用它的程序，或将 {variable} 设为其他端口。",
  },
  INSTANCE_ALREADY_RUNNING: {
    en: "Flowright already runs on the data folder {folder} (process {pid}). Stop it first, or set FLOWRIGHT_DATA to another folder.",
    zh: "Flowright 已在数据目录 {folder} 上运行（进程 {pid}）。请先停止它，或将 FLOWRIGHT_DATA 设为其他目录。",
  },
  PART_NOT_BUILT: {
    en: "The file {file} is missing. Run the build (npm start does it).",
    zh: "缺少文件 {file}。请先构建（npm start 会自动构建）。",
  },
  PART_START_FAILED: {
    en: "{part} did not become ready: {problem}. Its log is {log}.",
    zh: "{part} 未能就绪：{problem}。日志位于 {log}。",
  },
  PART_UNKNOWN: { en: "There is no running part named {part}.", zh: "没有名为 {part} 的运行部件。" },
  MAILBOX_UNREACHABLE: {
    en: "The built-in mailbox does not answer: {problem}.",
    zh: "内置邮箱未响应：{problem}。",
  },
  MAILBOX_MAIL_UNKNOWN: { en: "There is no mail {id} in the mailbox.", zh: "邮箱中没有邮件 {id}。" },
  MAILBOX_REQUEST_INVALID: {
    en: "The mailbox does not understand the request: {problem}.",
    zh: "邮箱无法理解该请求：{problem}。",
  },
  MAILBOX_TOKEN_REFUSED: {
    en: "The mailbox refused the token of this request.",
    zh: "邮箱拒绝了此请求的令牌。",
  },
  COMMAND_UNKNOWN: {
    en: "There is no command {command}. `flowright --help` lists them.",
    zh: "没有命令 {command}。运行 `flowright --help` 查看所有命令。",
  },
  COMMAND_ARGUMENT_INVALID: {
    en: "The arguments of {command} are not usable: {problem}. `flowright {command} --help` shows how it is called.",
    zh: "命令 {command} 的参数无效：{problem}。运行 `flowright {command} --help` 查看用法。",
  },
} as const;
export type RuntimeErrorCode = keyof typeof RuntimeTexts;
