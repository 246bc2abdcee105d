import { Entity } from '@backstage/catalog-model';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { aComponent, anEnvironment } from './__testUtils__/renderOnEntity';
import { environmentCard } from './entityCards';
import {
  approvalsContent,
  driftContent,
  environmentsContent,
  manifestsContent,
  timelineContent,
} from './entityContents';

const elsewhere: Entity = {
  ...aComponent,
  metadata: { ...aComponent.metadata, namespace: 'other' },
};
const bucket: Entity = {
  ...anEnvironment,
  metadata: { name: 'bucket', namespace: 'default' },
};

describe('entity contents', () => {
  it.each([
    [
      'Environments',
      createExtensionTester(environmentsContent),
      [true, false, false, false],
    ],
    [
      'Manifests',
      createExtensionTester(manifestsContent),
      [false, true, false, false],
    ],
    [
      'Timeline',
      createExtensionTester(timelineContent),
      [false, true, false, false],
    ],
    [
      'Approvals',
      createExtensionTester(approvalsContent),
      [true, true, false, false],
    ],
    ['Drift', createExtensionTester(driftContent), [true, true, false, false]],
  ])('show %s where it is about something', (title, tester, shown) => {
    const filter = tester.get(EntityContentBlueprint.dataRefs.filterFunction);
    expect(tester.get(EntityContentBlueprint.dataRefs.title)).toBe(title);
    expect(
      [aComponent, anEnvironment, elsewhere, bucket].map(entity =>
        filter?.(entity),
      ),
    ).toEqual(shown);
  });

  it('shows the card on environments only', () => {
    const filter = createExtensionTester(environmentCard).get(
      EntityCardBlueprint.dataRefs.filterFunction,
    );
    expect(
      [aComponent, anEnvironment, bucket].map(entity => filter?.(entity)),
    ).toEqual([false, true, false]);
  });
});
