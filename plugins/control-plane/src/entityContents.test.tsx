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
    ['Environments', environmentsContent, [true, false, false, false]],
    ['Manifests', manifestsContent, [false, true, false, false]],
    ['Timeline', timelineContent, [false, true, false, false]],
    ['Approvals', approvalsContent, [true, true, false, false]],
    ['Drift', driftContent, [true, true, false, false]],
  ])('show %s where it is about something', (title, content, shown) => {
    const tester = createExtensionTester(content);
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
