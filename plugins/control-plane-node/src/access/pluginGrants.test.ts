import {
  classReadPermission,
  controlPlanePermissions,
  descriptorReadPermission,
  requestReadPermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { AccessPolicy } from './AccessPolicy';

const policy = new AccessPolicy([]);

const allowedTo = (subject: string) =>
  controlPlanePermissions
    .map(({ name }) => name)
    .filter(
      name => policy.decide({ type: 'service', subject }, name).type !== 'deny',
    );

describe('grants of plugins', () => {
  it('let the catalog read every request and descriptor and do nothing else', () => {
    expect(allowedTo('plugin:catalog')).toEqual([
      requestReadPermission.name,
      descriptorReadPermission.name,
    ]);
    expect(
      policy.decide(
        { type: 'service', subject: 'plugin:catalog' },
        requestReadPermission.name,
      ),
    ).toEqual({ type: 'allow' });
  });

  it('let search read every request and class and do nothing else', () => {
    expect(allowedTo('plugin:search')).toEqual([
      classReadPermission.name,
      requestReadPermission.name,
    ]);
  });

  it.each(['plugin:scaffolder', 'external:catalog', 'external:plugin:catalog'])(
    'give nothing to %s',
    subject => {
      expect(allowedTo(subject)).toEqual([]);
    },
  );

  it('are not for a user who has the name of the plugin', () => {
    const caller = {
      type: 'user',
      ref: 'plugin:catalog',
      ownership: ['plugin:catalog'],
    } as const;
    expect(policy.decide(caller, requestReadPermission.name)).toEqual({
      type: 'deny',
    });
  });
});
