import {
  FileDiff,
  Plan,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { formatDetails, formatTable } from './table';
import { formatCost, formatInstant } from './values';
import { printable } from './printable';

/** What is decided on, in a few lines. */
export function formatPlanSummary(plan: Plan): string {
  return formatDetails([
    ['Request', `${plan.requestId}, generation ${plan.generation}`],
    ['Action', plan.action],
    ['App', `${plan.app} of ${plan.team}`],
    ['Class', `${plan.class.name} (revision ${plan.class.revision})`],
    ['Region', `${plan.region} on ${plan.target}`],
    ['Namespaces', plan.namespaces.join(', ')],
    ['Path', plan.path],
    ['Cost', formatCost(plan.cost)],
    ['Lease', formatLease(plan)],
    [
      'Approval',
      plan.approval.required
        ? `needed (${plan.approval.rule})`
        : `by policy (${plan.approval.rule})`,
    ],
    ['Manifests', plan.manifests.length],
    ['Plan digest', plan.digest],
  ]);
}

/** An update changes no lease: its plan has no hours. */
function formatLease({ lease }: Plan): string {
  const length = lease.hours > 0 ? `${lease.hours} hours` : 'unchanged';
  return lease.expiresAt
    ? `${length}, until ${formatInstant(lease.expiresAt)} if it took effect now`
    : length;
}

/** The summary, the findings and the changes against the branch. */
export function formatPlan(plan: Plan): string {
  const findings = formatTable(plan.findings, [
    { title: 'SEVERITY', value: ({ severity }) => severity },
    { title: 'RULE', value: ({ rule }) => rule },
    { title: 'PATH', value: ({ path }) => path },
    { title: 'FINDING', value: ({ message }) => message },
    { title: 'REMEDY', value: ({ remedy }) => remedy },
  ]);
  return [
    formatPlanSummary(plan),
    ...(plan.findings.length > 0 ? [findings] : []),
    formatChanges(plan),
  ].join('\n');
}

function formatChanges({ changes }: Pick<Plan, 'changes'>): string {
  switch (changes.type) {
    case 'compared':
      return formatDiff(changes.files);
    case 'untouched':
      return 'No file changes.\n';
    case 'unavailable':
      return `Changes against the branch are unknown: ${printable(
        changes.message,
      )}\n`;
    default: {
      const unreachable: never = changes;
      throw new Error(`Unknown changes ${JSON.stringify(unreachable)}`);
    }
  }
}

/** The files that change, with how many lines each gains and loses. */
export function formatChangeSummary({ changes }: Plan): string {
  if (changes.type !== 'compared' || changes.files.length === 0) {
    return changes.type === 'compared'
      ? 'No file changes.\n'
      : formatChanges({ changes });
  }
  return formatTable(changes.files, [
    { title: 'CHANGE', value: ({ change }) => change },
    { title: 'FILE', value: file => file.path },
    { title: 'LINES', value: ({ diff }) => countLines(diff) },
  ]);
}

/** `+3 -1`: what a unified diff adds and takes away; its first two lines are the names of the files. */
function countLines(diff: string): string {
  const lines = diff.split('\n');
  const starting = (mark: string) =>
    lines.filter(
      line => line.startsWith(mark) && !line.startsWith(mark.repeat(3)),
    ).length;
  return `+${starting('+')} -${starting('-')}`;
}

/** Unified diffs, one file after another. */
export function formatDiff(files: readonly FileDiff[]): string {
  if (files.length === 0) {
    return 'No file changes.\n';
  }
  return files
    .map(({ path, change, diff }) =>
      printable(`# ${change} ${path}\n${diff.trimEnd()}\n`),
    )
    .join('\n');
}
