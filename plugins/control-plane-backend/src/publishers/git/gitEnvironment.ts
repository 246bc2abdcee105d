/** How one Git process may reach its remote, and with which identity. */
export interface GitConnection {
  /** Remote address without credentials. */
  url: string;
  /** Permits file, plain http and loopback remotes; https and ssh are always permitted. */
  allowInsecure: boolean;
  /** HTTP header sent to the remote, e.g. `{ Authorization: 'Basic …' }`. */
  headers?: Record<string, string>;
  ssh?: { privateKeyFile: string; knownHostsFile: string };
}

/** What a Git process inherits from the backend: where programs are, proxies and certificate stores; nothing else. */
const INHERITED = [
  'PATH',
  'TMPDIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
];

/** What every process needs to be alone with itself: no configuration of machine or user, no questions, plain English. */
const ALONE: Readonly<Record<string, string>> = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  HOME: '/nonexistent',
  LC_ALL: 'C',
};

/** Settings for every Git process. No file of the machine or of the user can add to them. */
const FIXED_CONFIG: ReadonlyArray<[string, string]> = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsync', 'none'], // The repository is a cache: a damaged one is deleted and fetched again.
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['transfer.fsckObjects', 'true'],
  ['http.followRedirects', 'false'],
  ['http.lowSpeedLimit', '1'],
  ['http.lowSpeedTime', '60'],
  ['submodule.recurse', 'false'],
  ['push.followTags', 'false'],
  ['push.recurseSubmodules', 'no'],
  ['advice.pushUpdateRejected', 'true'],
];

export interface GitEnvironmentOptions {
  /** The environment of the backend, of which only a few names pass. */
  inherited: Record<string, string | undefined>;
  connection?: GitConnection;
  /** Further settings for this process, e.g. the signing key. */
  config?: Record<string, string>;
  /** Further variables for this process, e.g. author and committer. */
  variables?: Record<string, string>;
  /** The ssh program; a seam for tests. */
  sshProgram: string;
}

/**
 * The complete environment of a Git process.
 *
 * @remarks
 * Tokens travel here and nowhere else: argv is visible to every user of a machine, the environment only to ours. The header
 * is bound to the remote's address, so that it goes to no other host.
 */
export function gitEnvironment(
  options: GitEnvironmentOptions,
): Record<string, string> {
  const { inherited, connection } = options;
  const environment = plainEnvironment(inherited);
  const config = [
    ...FIXED_CONFIG,
    ...protocolConfig(connection),
    ...headerConfig(connection),
    ...Object.entries(options.config ?? {}),
  ];
  config.forEach(([key, value], index) => {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return {
    ...environment,
    GIT_CONFIG_COUNT: String(config.length),
    GIT_ASKPASS: '',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_SSH_VARIANT: 'ssh',
    GIT_SSH_COMMAND: sshCommand(options.sshProgram, connection),
    ...options.variables,
  };
}

/** The environment of a process that is not our own Git: it has no settings of ours, and no secrets. */
export function plainEnvironment(
  inherited: Record<string, string | undefined>,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of INHERITED) {
    const value = inherited[name];
    if (value !== undefined) {
      environment[name] = value;
    }
  }
  if (environment.SSL_CERT_FILE && !environment.GIT_SSL_CAINFO) {
    // A Git that was built with GnuTLS knows only its own name for it.
    environment.GIT_SSL_CAINFO = environment.SSL_CERT_FILE;
  }
  return { ...environment, ...ALONE };
}

function protocolConfig(connection?: GitConnection): Array<[string, string]> {
  const allowed: Array<[string, string]> = [['protocol.allow', 'never']];
  if (connection) {
    const protocols = connection.allowInsecure
      ? ['https', 'ssh', 'http', 'file']
      : ['https', 'ssh'];
    for (const protocol of protocols) {
      allowed.push([`protocol.${protocol}.allow`, 'always']);
    }
  }
  return allowed;
}

function headerConfig(connection?: GitConnection): Array<[string, string]> {
  return Object.entries(connection?.headers ?? {}).map(([name, value]) => [
    `http.${connection?.url}.extraHeader`,
    `${name}: ${value}`,
  ]);
}

/** Git hands this to a shell, so every value is quoted. Without a key `false` stands in: no ssh agent or default key is ever used. */
function sshCommand(program: string, connection?: GitConnection): string {
  return connection?.ssh
    ? [program, ...sshOptions(connection.ssh)].map(quoteForShell).join(' ')
    : 'false';
}

/** Options of ssh that leave nothing to the machine: the given key, the given known hosts, and no questions. */
export function sshOptions(ssh: {
  privateKeyFile: string;
  knownHostsFile: string;
}): string[] {
  return [
    '-F',
    '/dev/null',
    '-o',
    'BatchMode=yes',
    '-o',
    'StrictHostKeyChecking=yes',
    '-o',
    'IdentitiesOnly=yes',
    '-o',
    'IdentityAgent=none',
    '-o',
    'ConnectTimeout=20',
    // A connection whose other end is gone ends after a minute, as one over HTTP does.
    '-o',
    'ServerAliveInterval=20',
    '-o',
    'ServerAliveCountMax=3',
    '-o',
    'GlobalKnownHostsFile=/dev/null',
    '-o',
    `UserKnownHostsFile="${ssh.knownHostsFile}"`,
    '-i',
    ssh.privateKeyFile,
  ];
}

export function quoteForShell(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
