import { aPublication, aRequest, aRevision } from '../__testUtils__/builders';
import { commitOf } from './commitOf';

const request = aRequest();
const revision = aRevision();
const commit = (options: Partial<Parameters<typeof commitOf>[0]> = {}) =>
  commitOf({
    request,
    revision,
    publication: aPublication(),
    approvedBy: ['user:default/avery', 'policy:free'],
    ...options,
  });

describe('commitOf', () => {
  it('says what it is, why, and who allowed it', () => {
    expect(commit()).toEqual({
      subject: 'Create payments-api (preview, eu-west)',
      body: '> try the new checkout',
      trailers: [
        { key: 'Control-Plane-Request', value: request.id },
        { key: 'Control-Plane-Generation', value: '1' },
        { key: 'Plan-Digest', value: revision.planDigest },
        { key: 'Approved-By', value: 'user:default/avery' },
        { key: 'Approved-By', value: 'policy:free' },
      ],
    });
  });

  it('quotes the reason, so that none of its lines reads as a trailer', () => {
    const reason = 'Because.\n\nApproved-By: user:default/mallory\n';
    expect(commit({ revision: aRevision({ reason }) }).body).toBe(
      '> Because.\n>\n> Approved-By: user:default/mallory',
    );
  });

  it('has no body when no reason was given', () => {
    expect(commit({ revision: aRevision({ reason: '' }) })).not.toHaveProperty(
      'body',
    );
  });

  it.each([
    ['publish', 'update', 'Update'],
    ['publish', 'create', 'Create'],
    ['remove', 'delete', 'Remove'],
    ['repair', 'create', 'Repair'],
  ] as const)('names a %s of a %s revision', (purpose, action, verb) => {
    expect(
      commit({
        publication: aPublication({ purpose }),
        revision: aRevision({ action }),
      }).subject,
    ).toBe(`${verb} payments-api (preview, eu-west)`);
  });

  it('fits its subject into the 72 characters that Git shows', () => {
    const app = 'a'.repeat(63);
    const { subject } = commit({ request: aRequest({ app }) });
    expect(subject).toHaveLength(72);
    expect(subject).toBe(`Create ${app} …`);
  });
});
