import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { isRequestEntity } from './entityContents';

export const environmentCard = EntityCardBlueprint.make({
  name: 'environment',
  params: {
    type: 'content',
    filter: isRequestEntity,
    loader: () =>
      import('./components/EntityEnvironmentCard').then(m => (
        <m.EntityEnvironmentCard />
      )),
  },
});

export const entityCards = [environmentCard];
