import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  describeValue,
  isLabel,
  splitEntityRef,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  isRole,
  isVisibility,
  Role,
  RoleGrant,
  ROLES,
  Visibility,
  VISIBILITIES,
} from './Role';

const ROLES_PATH = 'controlPlane.roles';
const VISIBILITY_PATH = 'controlPlane.visibility';
const GRANT_KEYS = ['role', 'members', 'classes', 'regions', 'teams'];

/** Roles that reach no further than a team: given to a service they mean nothing unless they say which. */
const TEAM_ROLES: readonly Role[] = ['viewer', 'requester'];

/**
 * Reads `controlPlane.roles`; nobody may do anything when it is absent.
 *
 * @throws InputError naming the path of the key, what was expected and what came.
 */
export function readRoleGrants(config: Config): RoleGrant[] {
  return (config.getOptionalConfigArray(ROLES_PATH) ?? []).map((entry, index) =>
    readGrant(entry, `${ROLES_PATH}[${index}]`),
  );
}

/**
 * Reads `controlPlane.visibility`; `restricted` when it is absent.
 *
 * @throws InputError naming the path of the key, what was expected and what came.
 */
export function readVisibility(config: Config): Visibility {
  const value = config.getOptionalString(VISIBILITY_PATH) ?? 'restricted';
  if (!isVisibility(value)) {
    throw unexpected(
      VISIBILITY_PATH,
      `one of ${VISIBILITIES.join(', ')}`,
      value,
    );
  }
  return value;
}

function readGrant(entry: Config, path: string): RoleGrant {
  for (const key of entry.keys()) {
    if (!GRANT_KEYS.includes(key)) {
      throw unexpected(
        `${path}.${key}`,
        `no such key, only ${GRANT_KEYS.join(', ')}`,
        entry.get(key),
      );
    }
  }
  const role = entry.getString('role');
  if (!isRole(role)) {
    throw unexpected(`${path}.role`, `one of ${ROLES.join(', ')}`, role);
  }
  const members = readMembers(entry, `${path}.members`);
  const classes = readNames(entry, 'classes', path);
  const regions = readNames(entry, 'regions', path);
  const teams = readNames(entry, 'teams', path);
  if (members.subjects.length > 0 && TEAM_ROLES.includes(role) && !teams) {
    throw unexpected(
      `${path}.teams`,
      `the teams of ${members.subjects.join(
        ', ',
      )}, for a service belongs to no group and the role ${role} reaches no further than a team`,
      undefined,
    );
  }
  return {
    role,
    ...members,
    ...(classes && { classes }),
    ...(regions && { regions }),
    ...(teams && { teams }),
  };
}

function readMembers(
  entry: Config,
  path: string,
): Pick<RoleGrant, 'entities' | 'subjects'> {
  const entities: string[] = [];
  const subjects: string[] = [];
  const values = entry.getStringArray('members');
  if (values.length === 0) {
    throw unexpected(path, 'at least one member', values);
  }
  values.forEach((value, index) => {
    const ref = splitEntityRef(value);
    if (ref?.namespace && (ref.kind === 'user' || ref.kind === 'group')) {
      entities.push(`${ref.kind}:${ref.namespace}/${ref.name}`);
    } else if (isServiceSubject(value)) {
      subjects.push(value);
    } else {
      throw unexpected(
        `${path}[${index}]`,
        "a full reference to a user or group, such as 'group:default/payments', or the subject of a service, such as 'external:ci-payments'",
        value,
      );
    }
  });
  return { entities, subjects };
}

/** Subjects keep their case: issuers of tokens tell `Org/repo` from `org/repo`, and so must we. */
function isServiceSubject(value: string): boolean {
  return /^(?:external|plugin):\S+$/.test(value);
}

function readNames(
  entry: Config,
  key: string,
  path: string,
): string[] | undefined {
  const values = entry.getOptionalStringArray(key);
  if (values?.length === 0) {
    throw unexpected(
      `${path}.${key}`,
      'at least one name, or no such key to leave the role as wide as it is',
      values,
    );
  }
  values?.forEach((value, index) => {
    if (!isLabel(value)) {
      throw unexpected(
        `${path}.${key}[${index}]`,
        'a name of lower-case letters, digits and hyphens',
        value,
      );
    }
  });
  return values;
}

function unexpected(path: string, expected: string, got: unknown): InputError {
  return new InputError(
    `${path}: expected ${expected}; got ${describeValue(got)}`,
  );
}
