import { FilterExpression } from '../../../domain/request/RequestFilter';
import { RequestQuery } from '../../RequestStore';

/** Columns whose index is walked in the order of the page, for each of some values of them. */
export interface Walk {
  columns: readonly string[];
  /** A value for each of the columns. */
  values: ReadonlyArray<readonly string[]>;
  /** The columns whose values are those of a filter, which has no more to say then. */
  filtered: readonly string[];
}

interface Candidate {
  column: string;
  values: readonly string[];
  isFilter: boolean;
}

/** With more parts than this one query would be longer than what it saves. */
const MAX_VALUES = 20;

/**
 * Which index a list walks: of the filters, the one that leaves the least to look at.
 *
 * @remarks
 * None when nothing narrows the list, or when it is sorted by what only one index has: then that index is walked.
 */
export function chooseWalk(query: RequestQuery): Walk | undefined {
  if (query.sort !== 'createdAt') {
    return undefined;
  }
  // Narrow ones first: a person has fewer requests than a team, and a team fewer than a class.
  const { visible } = query;
  const candidates = [
    filter('requests.requester', query.requesters),
    visibility('requests.requester', mustBe(visible, 'requester')),
    filter('requests.app', query.apps),
    filter('requests.team', query.teams),
    visibility('requests.team', mustBe(visible, 'team')),
    filter('requests.phase', query.phases),
    filter('requests.class_name', query.classes),
  ];
  const chosen = candidates.find(
    ({ values }) => values.length > 0 && values.length <= MAX_VALUES,
  );
  return chosen && withPhases(chosen, query.phases);
}

/** A team's requests have an index with their phases in it; those of a person or an app are few enough without. */
function withPhases(
  { column, values, isFilter }: Candidate,
  phases: readonly string[] = [],
): Walk {
  const filtered = isFilter ? [column] : [];
  const pairs = values.flatMap(value =>
    [...new Set(phases)].map(phase => [value, phase]),
  );
  return column === 'requests.team' &&
    pairs.length > 0 &&
    pairs.length <= MAX_VALUES
    ? {
        columns: [column, 'requests.phase'],
        values: pairs,
        filtered: [...filtered, 'requests.phase'],
      }
    : { columns: [column], values: values.map(value => [value]), filtered };
}

function filter(column: string, values: readonly string[] = []): Candidate {
  return { column, values: [...new Set(values)], isFilter: true };
}

function visibility(column: string, values: readonly string[] = []): Candidate {
  return { column, values: [...new Set(values)], isFilter: false };
}

/** The values that a fact has in all that an expression lets through; undefined when it does not say. */
function mustBe(
  expression: FilterExpression,
  key: 'team' | 'requester',
): readonly string[] | undefined {
  switch (expression.type) {
    case 'match':
      return expression.key === key ? expression.values : undefined;
    case 'all':
      return expression.of
        .map(part => mustBe(part, key))
        .find(values => values !== undefined);
    default:
      return undefined;
  }
}
