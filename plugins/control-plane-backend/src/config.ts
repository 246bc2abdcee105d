import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  FieldError,
  parseInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneConfigShape,
  controlPlaneConfigSchema,
} from './configSchema';
import { GitRepositories } from './publishers/git/GitRepositories';

const ROOT = 'controlPlane';

export type RepositoryConfig =
  ControlPlaneConfigShape['repositories'][string] & {
    name: string;
  };
export type TargetConfig = ControlPlaneConfigShape['targets'][number];

/** Everything that an operator sets, checked as a whole. */
export interface ControlPlaneConfig {
  classes: ControlPlaneConfigShape['classes'];
  defaultClasses: boolean;
  repositories: ReadonlyMap<string, RepositoryConfig>;
  targets: readonly TargetConfig[];
  queue: ControlPlaneConfigShape['queue'];
  git: ControlPlaneConfigShape['git'];
  resyncSeconds: number;
  expirySeconds: number;
  catalogCacheSeconds: number;
  catalog: ControlPlaneConfigShape['catalog'];
}

/**
 * Reads `controlPlane`.
 *
 * @throws InputError naming every key that is wrong with its whole path, what was expected and what came: the backend must not start on half a configuration.
 */
export function readControlPlaneConfig(config: Config): ControlPlaneConfig {
  const parsed = parseInput(
    controlPlaneConfigSchema,
    config.getOptional(ROOT) ?? {},
  );
  const errors =
    parsed.type === 'invalid'
      ? parsed.errors.map(describeError)
      : [...repositoryErrors(parsed.value), ...referenceErrors(parsed.value)];
  if (parsed.type === 'invalid' || errors.length > 0) {
    throw new InputError(
      `The configuration of the control plane is wrong: ${errors.join('; ')}`,
    );
  }
  const { value } = parsed;
  return {
    classes: value.classes,
    defaultClasses: value.defaultClasses,
    repositories: new Map(
      Object.entries(value.repositories).map(([name, repository]) => [
        name,
        { ...repository, name },
      ]),
    ),
    targets: value.targets,
    queue: value.queue,
    git: value.git,
    resyncSeconds: value.resyncSeconds,
    expirySeconds: value.expirySeconds,
    catalogCacheSeconds: value.catalogCacheSeconds,
    catalog: value.catalog,
  };
}

/** Keys whose values may hold a secret, whether by purpose (a token) or by mistake (a password in an address). */
const MAY_BE_SECRET =
  /token|secret|passw|passphrase|credential|key|url|server/i;

/**
 * One wrong key for people: `controlPlane.classes[0].lease.maxHours: expected at most 8760, got 9000`.
 *
 * @remarks
 * Logs keep messages of a failed start, so nothing that may be a secret is repeated. A name that is no plain word may be a value at the
 * wrong place, such as an address with a password, and is not repeated either.
 */
function describeError({ field, expected, got }: FieldError): string {
  const odd = field.indexOf('"');
  const shown = odd === -1 ? field : `${field.slice(0, odd)}…`;
  const secret = odd !== -1 || MAY_BE_SECRET.test(field);
  return `${keyPath(shown)}: expected ${expected}, got ${
    secret && got.startsWith('"') ? 'a text that is not shown' : got
  }`;
}

/** `classes.0.lease` as people write it in a configuration file: `controlPlane.classes[0].lease`. */
function keyPath(field: string): string {
  return field === 'body'
    ? ROOT
    : `${ROOT}.${field.replace(/\.(\d+)(?=\.|$)/g, '[$1]')}`;
}

function hasCredentials(address: string): boolean {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address) && URL.canParse(address)) {
    const { protocol, username, password } = new URL(address);
    return password !== '' || (username !== '' && protocol !== 'ssh:');
  }
  // What is no address at all, e.g. `user:password@host:path`.
  return /^[^/@]*:[^/@]*@/.test(address);
}

/** Addresses with credentials would end in logs, messages and, for the delivery engine, in manifests. */
function repositoryErrors(value: ControlPlaneConfigShape): string[] {
  const errors: string[] = [];
  for (const [name, settings] of Object.entries(value.repositories)) {
    const key = `${ROOT}.repositories.${name}`;
    if (hasCredentials(settings.url)) {
      errors.push(
        `${key}.url: expected an address without credentials; move them to ${key}.credentials, or to integrations, and replace them where they were shown`,
      );
      continue;
    }
    const resolved = new GitRepositories([settings]).resolve({
      repositoryUrl: settings.url,
      branch: settings.branch,
    });
    if (resolved.type === 'refused') {
      errors.push(`${key}: ${resolved.message}. ${resolved.advice}`);
    }
  }
  value.targets.forEach((target, index) => {
    const key = `${ROOT}.targets[${index}]`;
    if (hasCredentials(target.deliveryRepositoryUrl)) {
      errors.push(
        `${key}.deliveryRepositoryUrl: expected an address without credentials; give them to the delivery engine (a repository Secret of Argo CD, secretRef of Flux)`,
      );
    }
    if (
      target.destination.server &&
      hasCredentials(target.destination.server)
    ) {
      errors.push(
        `${key}.destination.server: expected an address without credentials; give them to the delivery engine (a cluster Secret)`,
      );
    }
  });
  return errors;
}

function referenceErrors(value: ControlPlaneConfigShape): string[] {
  const { repositories, targets, classes, queue } = value;
  const known = Object.keys(repositories);
  return [
    ...targets.flatMap(({ repository }, index) =>
      known.includes(repository)
        ? []
        : [
            `${ROOT}.targets[${index}].repository: expected one of ${ROOT}.repositories (${
              known.join(', ') || 'none'
            }), got ${repository}`,
          ],
    ),
    ...repeated(targets.map(({ name }) => name)).map(
      ({ index, value: name }) =>
        `${ROOT}.targets[${index}].name: expected a name that no other target has, got ${name}`,
    ),
    ...repeated(targets.map(({ region }) => region)).map(
      ({ index, value: region }) =>
        `${ROOT}.targets[${index}].region: expected a region that no other target has, got ${region}`,
    ),
    ...repeated(classes.map(({ name }) => name)).map(
      ({ index, value: name }) =>
        `${ROOT}.classes[${index}].name: expected a name that no other class has, got ${name}`,
    ),
    ...(queue.backoffSeconds > queue.maxBackoffSeconds
      ? [
          `${ROOT}.queue.backoffSeconds: expected no more than maxBackoffSeconds (${queue.maxBackoffSeconds}), got ${queue.backoffSeconds}`,
        ]
      : []),
  ];
}

/** The values that occurred before in the list, with their position. */
function repeated(values: string[]): Array<{ index: number; value: string }> {
  return values
    .map((value, index) => ({ index, value }))
    .filter(({ index, value }) => values.indexOf(value) < index);
}
