import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import { navModule } from './navModule';

describe('AppSidebar', () => {
  it('leads to the pages and lets the user out', async () => {
    const identityApi = mockApis.identity.mock({
      getBackstageIdentity: async () => ({
        type: 'user',
        userEntityRef: 'user:default/remy',
        ownershipEntityRefs: [],
      }),
    });
    renderTestApp({
      features: [
        catalogPlugin,
        notificationsPlugin,
        scaffolderPlugin,
        searchPlugin,
        navModule,
      ],
      apis: [identityApi],
    });

    for (const name of [
      'Platform Control Plane: home',
      'Catalog',
      'Create',
      'Notifications',
    ]) {
      expect(await screen.findByRole('link', { name })).toBeInTheDocument();
    }
    expect(await screen.findByRole('link', { name: 'remy' })).toHaveAttribute(
      'href',
      '/catalog/default/user/remy',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));

    expect(identityApi.signOut).toHaveBeenCalledTimes(1);
  });
});
