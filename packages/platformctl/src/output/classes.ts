import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { z } from 'zod';
import { formatDetails, formatTable } from './table';
import { formatCost } from './values';

export function formatClasses(classes: readonly EnvironmentClass[]): string {
  return formatTable(classes, [
    { title: 'NAME', value: ({ name }) => name },
    { title: 'KIND', value: ({ kind }) => kind },
    { title: 'REGIONS', value: ({ regions }) => regions.join(', ') },
    { title: 'APPROVAL FOR', value: formatApproval },
    { title: 'LEASE', value: formatLease },
    { title: 'COST', value: ({ cost }) => formatCost(cost) },
  ]);
}

/** One class and, in a line each, the parameters that it takes. */
export function formatClass(item: EnvironmentClass): string {
  const details = formatDetails([
    ['Name', item.name],
    ['Title', item.title],
    ['Description', item.description],
    ['Kind', item.kind],
    ['Revision', `${item.revision} (${item.digest})`],
    ['Defined by', item.origin],
    ['Regions', item.regions.join(', ')],
    ['Approval for', formatApproval(item)],
    ['Lease', formatLease(item)],
    ['Namespaces', item.namespaces.join(', ')],
    ['Quota profile', item.quotaProfile],
    ['Policy packs', item.policyPacks.join(', ')],
    ['Cost', formatCost(item.cost)],
    ['Foreign edits', item.drift.onForeignEdit],
  ]);
  const parameters = readParameters(item);
  if (parameters.length === 0) {
    return details;
  }
  const table = formatTable(parameters, [
    { title: 'PARAMETER', value: ({ name }) => name },
    { title: 'TYPE', value: ({ type }) => type },
    { title: 'NEEDED', value: ({ needed }) => (needed ? 'yes' : 'no') },
    { title: 'DESCRIPTION', value: ({ description }) => description },
  ]);
  return `${details}\n${table}`;
}

function formatApproval({ approval }: EnvironmentClass): string {
  return approval.requiredFor.join(', ') || 'nothing';
}

function formatLease({ lease }: EnvironmentClass): string {
  return `${lease.defaultHours} h, at most ${lease.maxHours} h, then ${lease.onExpiry}`;
}

/** The part of a JSON Schema that fits a line; `--output yaml` shows it whole. */
const parametersSchema = z.object({
  properties: z
    .record(
      z.string(),
      z.object({
        type: z.string().optional(),
        description: z.string().optional(),
      }),
    )
    .default({}),
  required: z.array(z.string()).default([]),
});

function readParameters(item: EnvironmentClass) {
  const schema = parametersSchema.safeParse(item.parametersSchema);
  if (!schema.success) {
    return [];
  }
  const { properties, required } = schema.data;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    needed: required.includes(name),
    ...property,
  }));
}
