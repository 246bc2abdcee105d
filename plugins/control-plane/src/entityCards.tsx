import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { Legible } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { isRequestEntity } from './entityContents';

export const environmentCard = EntityCardBlueprint.make({
  name: 'environment',
  params: {
    type: 'content',
    filter: isRequestEntity,
    loader: () =>
      import('./components/EntityEnvironmentCard').then(m => (
        <Legible>
          <m.EntityEnvironmentCard />
        </Legible>
      )),
  },
});

export const entityCards = [environmentCard];
