import { formatFieldErrors } from '../validation';
import { DescriptorEntity, parseDescriptor } from './parseDescriptor';

const classSpec = {
  title: 'Sandbox',
  regions: ['us-east-1'],
  lease: { defaultHours: 24, maxHours: 48, onExpiry: 'delete' },
  namespaces: ['app'],
  quotaProfile: 'small',
  cost: { monthly: 10, currency: 'USD' },
};

const requestSpec = {
  class: 'preview',
  team: 'platform',
  app: 'payments-api',
  region: 'us-east-1',
};

function aClass(
  spec: unknown,
  metadata: DescriptorEntity['metadata'] = { name: 'sandbox' },
): DescriptorEntity {
  return { kind: 'EnvironmentClass', metadata, spec };
}

function aRequest(spec: unknown): DescriptorEntity {
  return { kind: 'EnvironmentRequest', metadata: { name: 'preview' }, spec };
}

/** The errors of a descriptor in one line. */
function errorsOf(entity: DescriptorEntity): string {
  const result = parseDescriptor(entity);
  return result.type === 'invalid' ? formatFieldErrors(result.errors) : '';
}

describe('parseDescriptor', () => {
  it('reads a class, named as its entity, with the defaults of its fields', () => {
    expect(parseDescriptor(aClass(classSpec))).toMatchObject({
      type: 'valid',
      value: {
        kind: 'EnvironmentClass',
        spec: {
          name: 'sandbox',
          kind: 'environment',
          approval: { requiredFor: [] },
        },
      },
    });
  });

  it('reads a request', () => {
    expect(parseDescriptor(aRequest(requestSpec))).toEqual({
      type: 'valid',
      value: { kind: 'EnvironmentRequest', spec: requestSpec },
    });
  });

  it.each([
    ['a missing spec', aRequest(undefined), 'spec: expected an object'],
    [
      'a missing spec of a class',
      aClass(undefined),
      'spec: expected an object',
    ],
    [
      'a missing field',
      aRequest({ ...requestSpec, region: undefined }),
      'spec.region: expected a string, got nothing',
    ],
    [
      'a field that there is not',
      aRequest({ ...requestSpec, leaseHors: 24 }),
      'spec.leaseHors: expected no such field, got 24',
    ],
    [
      'manifests of its own, which only a call may bring',
      aRequest({ ...requestSpec, manifests: [] }),
      'spec.manifests: expected no such field',
    ],
    [
      'a lease that is no number of hours',
      aRequest({ ...requestSpec, leaseHours: '3 days' }),
      'spec.leaseHours: expected a number, got "3 days"',
    ],
    [
      'a class whose name cannot be one',
      aClass(classSpec, { name: 'My_Sandbox' }),
      'metadata.name: expected a lower-case RFC 1123 label',
    ],
    [
      'a class in a namespace',
      aClass(classSpec, { name: 'sandbox', namespace: 'team-a' }),
      'metadata.namespace: expected default',
    ],
    [
      'a second name of a class',
      aClass({ ...classSpec, name: 'other' }),
      'spec.name: expected no such field',
    ],
    [
      'a wrong lease of a class',
      aClass({
        ...classSpec,
        lease: { defaultHours: 72, maxHours: 48, onExpiry: 'delete' },
      }),
      'spec.lease.defaultHours: expected no more than lease.maxHours, got 72',
    ],
    [
      'a list in place of the spec of a class',
      aClass([]),
      'spec: expected an object, got a list of 0',
    ],
    [
      'another kind',
      { kind: 'Component', metadata: { name: 'x' } },
      'kind: expected EnvironmentClass or EnvironmentRequest',
    ],
  ])('names what is wrong with %s', (_, entity, expected) => {
    expect(errorsOf(entity)).toContain(expected);
  });

  it('names every field that is wrong', () => {
    expect(errorsOf(aRequest({ class: 'preview', app: 7 }))).toMatch(
      /spec\.team.*spec\.app.*spec\.region/,
    );
  });
});
