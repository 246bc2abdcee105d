import {
  createRequestBodySchema,
  EnvironmentClass,
  FieldError,
  parseInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** What is wrong with a region for a class; nothing chosen is wrong too. */
export function regionErrors(
  region: string,
  { name, regions }: EnvironmentClass,
): FieldError[] {
  return regions.includes(region)
    ? []
    : [
        {
          field: 'region',
          expected: `one of ${regions.join(
            ', ',
          )}, the regions of class ${name}`,
          got: region === '' ? 'nothing' : JSON.stringify(region),
        },
      ];
}

const leaseSchema = createRequestBodySchema.pick({ leaseHours: true });

/** What is wrong with a lease in hours, by the class's cap or, without one, by what any class may take. */
export function leaseErrors(
  leaseHours: number | undefined,
  environmentClass: EnvironmentClass | undefined,
): FieldError[] {
  if (
    leaseHours !== undefined &&
    environmentClass &&
    leaseHours > environmentClass.lease.maxHours
  ) {
    const { name, lease } = environmentClass;
    return [
      {
        field: 'leaseHours',
        expected: `at most ${lease.maxHours}, the cap of class ${name}`,
        got: String(leaseHours),
      },
    ];
  }
  const parsed = parseInput(leaseSchema, { leaseHours });
  return parsed.type === 'invalid' ? parsed.errors : [];
}
