import { CallerRights } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { determineSubPageAccess } from './determineSubPageAccess';

const nobody: CallerRights = {
  subject: 'user:default/vera',
  roles: ['viewer'],
  create: [],
  mayDecide: false,
  operations: 'none',
  mayReadAudit: false,
};

describe('determineSubPageAccess', () => {
  it.each([
    ['operations', { operations: 'none' as const }, 'denied'],
    ['operations', { operations: 'read' as const }, 'granted'],
    ['operations', { operations: 'manage' as const }, 'granted'],
    ['audit', { mayReadAudit: false }, 'denied'],
    ['audit', { mayReadAudit: true }, 'granted'],
    ['fleet', {}, 'granted'],
  ])('judges %s with %j as %s', (name, rights, expected) => {
    expect(
      determineSubPageAccess(`sub-page:control-plane/${name}`, {
        ...nobody,
        ...rights,
      }),
    ).toBe(expected);
  });

  it('does not know about a gated sub page before the rights are there', () => {
    expect(
      determineSubPageAccess('sub-page:control-plane/audit', undefined),
    ).toBe('unknown');
  });

  it('leaves sub pages of others alone', () => {
    expect(determineSubPageAccess('sub-page:acme/costs', undefined)).toBe(
      'granted',
    );
  });
});
