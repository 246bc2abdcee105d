import { scanForSecrets } from './secretScan';

/** Joined here, so that scanners of this repository do not stop at the examples. */
const split = (...parts: string[]) => parts.join('');

describe('scanForSecrets', () => {
  it.each([
    [
      'kubernetes-secret',
      'apiVersion: v1\nkind: Secret\ndata:\n  password: aHVudGVyMg==\n',
    ],
    ['kubernetes-secret', '{"kind":"Secret","stringData":{"a":"b"}}'],
    [
      'kubernetes-secret',
      'kind: List\nitems:\n  - kind: Secret\n    stringData: { a: b }\n',
    ],
    [
      'kubernetes-secret',
      'kind: ConfigMap\n---\nkind: Secret\ndata:\n  a: {{ .Values.a }}\n',
    ],
    ['private-key', split('-----BEGIN ', 'OPENSSH PRIVATE KEY-----\nb3Bl')],
    ['private-key', split('-----BEGIN ', 'PRIVATE KEY-----')],
    ['aws-access-key', split('id: AKIA', 'ABCDEFGHIJKLMNOP')],
    [
      'aws-secret-key',
      split('aws_secret_access_key = ', 'abcdefghij'.repeat(4)),
    ],
    ['github-token', split('token: ghp', '_', 'a1B2'.repeat(9))],
    ['github-token', split('github_pat', '_', 'a1B2c3'.repeat(6))],
    ['gitlab-token', split('glp', 'at-', 'a1B2c3D4e5F6g7H8i9J0')],
    ['slack-token', split('xox', 'b-123456789012-abcdefghij')],
    [
      'json-web-token',
      split('eyJ', 'hbGciOiJIUzI1NiJ9.eyJ', 'zdWIiOiIxMjM0In0.c2lnbmF0dXJl'),
    ],
    ['password-in-url', 'uri: postgres://app:hunter2hunter2@db:5432/app'],
    ['password-literal', 'password: Tr0ub4dor3xyz'],
    ['password-literal', '  - db_password: "Tr0ub4dor3xyz"'],
  ])('finds %s', (rule, content) => {
    expect(scanForSecrets('a/b.yaml', content)).toMatchObject({
      path: 'a/b.yaml',
      rule,
    });
  });

  it.each([
    ['a secret without values', 'kind: Secret\ntype: Opaque\n'],
    [
      'a sealed secret',
      'kind: SealedSecret\nspec:\n  encryptedData:\n    a: AgBy\n',
    ],
    [
      'a secret encrypted by SOPS',
      'kind: Secret\nstringData:\n  a: ENC[AES256_GCM,data:x,type:str]\nsops: {}\n',
    ],
    [
      'a reference to a secret beside data',
      'kind: HelmRelease\nspec:\n  valuesFrom:\n    - kind: Secret\n      name: s\n  values:\n    data:\n      a: b\n',
    ],
    [
      'a template that refers to a secret',
      'kind: HelmRelease\nspec:\n  from:\n    - kind: Secret\n      name: {{ n }}\ndata: x\n',
    ],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n'],
    ['a reference', 'passwordSecretRef: my-app-db-credentials-2\n'],
    ['a name of an object', 'password: my-app-db-credentials-2\n'],
    ['a placeholder', 'password: ${DB_PASSWORD_Prod1}\n'],
    ['a variable in a URL', 'uri: postgres://app:$(DB_PASSWORD)@db:5432/app'],
    ['a digest', `image: a/b@sha256:${'0a'.repeat(32)}`],
  ])('passes %s', (_, content) => {
    expect(scanForSecrets('a/b.yaml', content)).toBeUndefined();
  });

  it('names the line and never the value', () => {
    const finding = scanForSecrets('a.yaml', 'a: 1\npassword: Tr0ub4dor3xyz\n');
    expect(finding).toEqual({
      path: 'a.yaml',
      rule: 'password-literal',
      line: 2,
    });
  });

  it('takes time in proportion to the text', () => {
    const evil = [
      'eyJ'.repeat(100_000),
      'eyJaaaaaaaaaaa-'.repeat(20_000),
      'a://b:'.repeat(50_000),
      'password: '.repeat(30_000),
      ' '.repeat(300_000),
      '-----BEGIN '.repeat(30_000),
      'kind: Secret\n'.repeat(20_000),
      `kind: Secret\na: &a [x]\n${'b: [*a, *a]\n'.repeat(10_000)}`,
    ];
    for (const text of evil) {
      const start = performance.now();
      scanForSecrets('a.yaml', text);
      // Not a measurement: linear work takes milliseconds, quadratic work over these texts minutes.
      expect(performance.now() - start).toBeLessThan(60_000);
    }
  });
});
