import { environmentClassSpecSchema } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { classNamed, renderer } from '../__testUtils__/renderInputs';
import { defaultClasses } from './defaultClasses';

describe('defaultClasses', () => {
  it.each(defaultClasses.map(spec => [spec.name, spec] as const))(
    '%s is a valid class that can be rendered',
    (_, spec) => {
      expect(environmentClassSpecSchema.parse(spec)).toEqual(spec);
      expect(renderer.validateClass(spec)).toEqual([]);
    },
  );

  it.each([
    ['preview', 2, 0, 72, 1, 'small', 150, 'delete'],
    ['shared-staging', 1, 0, 168, 2, 'medium', 700, 'delete'],
    ['production', 2, 4, 24, 4, 'large', 2400, 'review'],
  ])(
    '%s has its published figures',
    (name, regions, approvals, hours, namespaces, profile, price, onExpiry) => {
      const spec = classNamed(name);
      expect(spec.regions).toHaveLength(regions);
      expect(spec.approval.requiredFor).toHaveLength(approvals);
      expect(spec.lease).toMatchObject({ defaultHours: hours, onExpiry });
      expect(spec.namespaces).toHaveLength(namespaces);
      expect(spec.quotaProfile).toBe(profile);
      expect(spec.cost).toEqual({ monthly: price, currency: 'USD' });
    },
  );
});
