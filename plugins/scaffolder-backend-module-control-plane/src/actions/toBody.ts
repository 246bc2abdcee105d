import {
  ChangeRequestBody,
  CreateRequestBody,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

interface SourceInput {
  url?: string;
  ref?: string;
  path?: string;
}

/** The fields of an environment as a template gives them. */
export interface EnvironmentInput {
  class: string;
  team: string;
  app: string;
  region: string;
  leaseHours?: number;
  owner?: string;
  source?: SourceInput | null;
  labels?: Record<string, string>;
  parameters?: CreateRequestBody['parameters'];
  reason?: string;
}

/** The fields of a change as a template gives them. */
export interface ChangeInput
  extends Pick<
    EnvironmentInput,
    'owner' | 'source' | 'labels' | 'parameters' | 'reason'
  > {
  classRevision?: 'current';
}

/** Makes the body of a create. Fields that a form left empty are not sent. */
export function toCreateBody(input: EnvironmentInput): CreateRequestBody {
  const { class: className, team, app, region, leaseHours, owner } = input;
  const { labels, parameters, reason } = input;
  return withoutEmpty({
    class: className,
    team,
    app,
    region,
    leaseHours,
    owner,
    source: toSource(input.source) ?? undefined,
    labels,
    parameters,
    reason,
  });
}

/** Makes the body of a change. `source: null` takes the repository away; a source without members changes nothing. */
export function toChangeBody(input: ChangeInput): ChangeRequestBody {
  const { owner, labels, parameters, classRevision, reason } = input;
  return withoutEmpty({
    owner,
    source: toSource(input.source),
    labels,
    parameters,
    classRevision,
    reason,
  });
}

/** What is missing in a source that has something is told by the control plane, which names the field. */
function toSource(
  source: SourceInput | null | undefined,
): CreateRequestBody['source'] | null {
  if (!source) {
    return source;
  }
  const { url = '', ref = '', path } = source;
  return url || ref || path ? withoutEmpty({ url, ref, path }) : undefined;
}

/** Members that are undefined are as good as absent, and an empty text of a form is a field that was left out. */
function withoutEmpty<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([, member]) => member !== undefined && member !== '',
    ),
  ) as T;
}
