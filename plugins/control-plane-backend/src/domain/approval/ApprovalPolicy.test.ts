import { RevisionAction } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { approvalRequirement } from './ApprovalPolicy';

describe('approvalRequirement', () => {
  it.each<[string, RevisionAction[], RevisionAction, boolean, string]>([
    ['asks for nobody', [], 'create', false, 'policy class-preview-create'],
    ['asks', ['create'], 'create', false, 'person class-preview-create'],
    [
      'asks for others only',
      ['create'],
      'update',
      true,
      'policy class-preview-update',
    ],
    ['asks', ['extend'], 'extend', true, 'person class-preview-extend'],
    ['asks', ['delete'], 'delete', true, 'person class-preview-delete'],
    ['asks for nobody', [], 'delete', true, 'policy class-preview-delete'],
    ['asks', ['delete'], 'delete', false, 'policy nothing-published'],
  ])(
    'when the class %s (%j), %s (published: %s) needs %s',
    (_, requiredFor, action, everPublished, expected) => {
      const { type, rule } = approvalRequirement({
        approval: { requiredFor },
        className: 'preview',
        action,
        everPublished,
      });
      expect(`${type} ${rule}`).toBe(expected);
    },
  );
});
