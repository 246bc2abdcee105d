import { classifyGitFailure } from './classifyGitFailure';

const judge = (stderr: string, stdout = '') =>
  classifyGitFailure({
    exitCode: 128,
    stdout: Buffer.from(stdout),
    stderr,
  });

describe('classifyGitFailure', () => {
  it.each([
    [
      'https without credentials',
      "fatal: could not read Username for 'https://github.com': terminal prompts disabled\n",
      'authentication_failed',
      false,
    ],
    [
      'https 401',
      "remote: HTTP Basic: Access denied\nfatal: Authentication failed for 'https://gitlab.com/a/b.git/'\n",
      'authentication_failed',
      false,
    ],
    [
      'https 403',
      "remote: Permission to acme/gitops.git denied to bot.\nfatal: unable to access 'https://github.com/acme/gitops.git/': The requested URL returned error: 403\n",
      'authentication_failed',
      false,
    ],
    [
      'ssh key refused',
      'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n',
      'authentication_failed',
      false,
    ],
    [
      'ssh host key',
      'No ED25519 host key is known for github.com and you have requested strict checking.\nHost key verification failed.\nfatal: Could not read from remote repository.\n',
      'authentication_failed',
      false,
    ],
    [
      'secondary rate limit',
      "remote: You have exceeded a secondary rate limit.\nfatal: unable to access 'https://github.com/acme/gitops.git/': The requested URL returned error: 403\n",
      'unreachable',
      true,
    ],
    [
      'repository not found by https',
      "remote: Repository not found.\nfatal: repository 'https://github.com/acme/none.git/' not found\n",
      'repository_missing',
      false,
    ],
    [
      'repository not found by path',
      "fatal: '/srv/none.git' does not appear to be a git repository\nfatal: Could not read from remote repository.\n",
      'repository_missing',
      false,
    ],
    [
      'redirect of a moved repository',
      "fatal: unable to access 'https://example.org/a.git/': The requested URL returned error: 301\n",
      'repository_missing',
      false,
    ],
    [
      'branch missing',
      "fatal: couldn't find remote ref refs/heads/nope\n",
      'branch_missing',
      false,
    ],
    [
      'protected branch',
      'remote: error: GH006: Protected branch update failed for refs/heads/main.        \nremote: error: Changes must be made through a pull request.        \n',
      'push_denied',
      false,
    ],
    [
      'archived repository',
      "remote: This repository was archived so it is read-only.\nfatal: unable to access 'https://github.com/acme/old.git/': The requested URL returned error: 403\n",
      'push_denied',
      false,
    ],
    [
      'host unknown',
      "fatal: unable to access 'https://no-such-host.invalid/x.git/': Could not resolve host: no-such-host.invalid\n",
      'unreachable',
      true,
    ],
    [
      'connection refused',
      "fatal: unable to access 'http://127.0.0.1:1/x.git/': Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server\n",
      'unreachable',
      true,
    ],
    [
      'ssh connection refused',
      'ssh: connect to host 127.0.0.1 port 1: Connection refused\nfatal: Could not read from remote repository.\n',
      'unreachable',
      true,
    ],
    [
      'connection timed out',
      'ssh: connect to host git.example.org port 22: Connection timed out\nfatal: Could not read from remote repository.\n',
      'unreachable',
      true,
    ],
    [
      'remote hung up',
      'error: RPC failed; curl 52 Empty reply from server\nsend-pack: unexpected disconnect while reading sideband packet\nfatal: the remote end hung up unexpectedly\n',
      'unreachable',
      true,
    ],
    [
      'server error',
      "fatal: unable to access 'https://example.org/x.git/': The requested URL returned error: 503\n",
      'unreachable',
      true,
    ],
    [
      'push too large',
      'error: RPC failed; HTTP 413 curl 22 The requested URL returned error: 413\nsend-pack: unexpected disconnect while reading sideband packet\nfatal: the remote end hung up unexpectedly\n',
      'push_denied',
      false,
    ],
    [
      'disk full here',
      'fatal: write error: No space left on device\nfatal: fetch-pack: invalid index-pack output\n',
      'disk_full',
      true,
    ],
    [
      'disk full there',
      'remote: fatal: write error: No space left on device        \nerror: remote unpack failed: index-pack abnormal exit\n',
      'disk_full',
      true,
    ],
    [
      'protocol not allowed',
      "fatal: transport 'file' not allowed\n",
      'repository_missing',
      false,
    ],
    ['anything else', 'fatal: something new\n', 'unknown', true],
  ])('%s', (_, stderr, reason, retryable) => {
    const failure = judge(stderr);
    expect(failure).toMatchObject({ reason, retryable });
    expect(failure.message).toMatch(/^[A-Z]/);
    expect(failure.advice).toMatch(/\.$/);
  });

  it('asks to wait a minute when the host limits', () => {
    expect(judge('error: 429 Too Many Requests')).toMatchObject({
      reason: 'unreachable',
      retryAfterSeconds: 60,
    });
  });

  it('repeats what a hook said and knows that one commit may be to blame', () => {
    const failure = judge(
      "remote: policy says no        \nTo file:///x.git\nerror: failed to push some refs to 'file:///x.git'\n",
      'To file:///x.git\n!\t0123:refs/heads/main\t[remote rejected] (pre-receive hook declined)\nDone\n',
    );
    expect(failure).toMatchObject({
      reason: 'push_denied',
      retryable: false,
      aboutContent: true,
      message: expect.stringContaining('remote: policy says no'),
    });
  });

  describe('when GitHub tells of a rule violation', () => {
    const violation = (...lines: string[]) =>
      judge(
        [
          'error: GH013: Repository rule violations found for refs/heads/main.',
          'Review all repository rules at https://github.com/acme/gitops/rules?ref=refs%2Fheads%2Fmain',
          '',
          ...lines,
        ]
          .map(line => `remote: ${line}        `)
          .concat(
            '! [remote rejected] refs/heads/main (push declined due to repository rule violations)',
          )
          .join('\n'),
      );

    it.each([
      [
        'a secret',
        [
          '- GITHUB PUSH PROTECTION',
          '  ——————————',
          '    Resolve the following violations before pushing again',
          '',
          '    - Push cannot contain secrets',
          '',
          '      —— GitHub Personal Access Token ————',
          '       locations:',
          '         - commit: 8728dbe67',
          '           path: teams/payments/config.yaml:4',
        ],
      ],
      [
        'a path',
        ['- GITHUB PUSH PROTECTION', '', '    - File path is restricted'],
      ],
      ['a file that is too large', ['- File size exceeds 1 MB']],
      ['a message', ['- Commit message must match a given regex pattern']],
      [
        'a secret, besides the branch',
        [
          '- Changes must be made through a pull request.',
          '- Push cannot contain secrets',
        ],
      ],
    ])('knows that one commit may be to blame for %s', (_, lines) => {
      const failure = violation(...lines);
      expect(failure).toMatchObject({
        reason: 'push_denied',
        retryable: false,
        aboutContent: true,
        message: expect.stringContaining('what a commit holds'),
      });
      expect(failure.message).toContain(lines[lines.length - 1].trim());
    });

    it.each([
      'Changes must be made through a pull request.',
      'Cannot update this protected ref.',
      'Cannot force-push to this branch',
      '3 of 3 required status checks are expected.',
      'Required status check "commit message / file size" is expected.',
      'Commits must have verified signatures.',
    ])('knows that no commit gets through: %s', line => {
      expect(violation(`- ${line}`)).toMatchObject({
        reason: 'push_denied',
        retryable: false,
        aboutContent: false,
        message: expect.stringContaining('protected'),
      });
    });

    it.each([
      'remote: - Commit author email must end with @example.org',
      'remote: - Committer email must end with @example.org',
      'remote: error: GH007: Your push would publish a private email address.\n! [remote rejected] refs/heads/main (push declined due to email privacy restrictions)',
    ])('blames the author that all commits share: %s', said => {
      expect(judge(said)).toMatchObject({
        reason: 'push_denied',
        retryable: false,
        aboutContent: false,
        advice: expect.stringContaining('git.authorEmail'),
      });
    });
  });

  it('removes secrets from what Git said', () => {
    const failure = classifyGitFailure(
      {
        exitCode: 128,
        stdout: Buffer.alloc(0),
        stderr: `fatal: https://bot:s3cret-word@example.org refused\nremote: Authorization: Basic abcdef\nremote: token ghp_${'a1B2'.repeat(
          9,
        )}\nfatal: known-value\n`,
      },
      ['known-value'],
    );
    expect(failure.message).not.toMatch(/s3cret|abcdef|ghp_|known-value/);
    expect(failure.message).toContain('***');
  });

  it('says that a stopped command took too long, whatever it wrote', () => {
    expect(
      classifyGitFailure({
        exitCode: null,
        stdout: Buffer.alloc(0),
        stderr: 'fatal: anything',
        stopped: 'timeout',
      }),
    ).toMatchObject({ reason: 'unreachable', retryable: true });
  });
});
