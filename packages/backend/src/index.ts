import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
// Signs people in without a password: it must not even be loaded where others can reach the backend.
if (process.env.NODE_ENV !== 'production') {
  backend.add(
    import(
      '@platform-control-plane/backstage-plugin-auth-backend-module-control-plane-demo'
    ),
  );
}

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(
  import(
    '@platform-control-plane/backstage-plugin-catalog-backend-module-control-plane'
  ),
);

backend.add(
  import('@platform-control-plane/backstage-plugin-control-plane-backend'),
);

backend.add(import('@backstage/plugin-events-backend'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import(
    '@platform-control-plane/backstage-plugin-permission-backend-module-control-plane'
  ),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitea'));
backend.add(
  import(
    '@platform-control-plane/backstage-plugin-scaffolder-backend-module-control-plane'
  ),
);

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(
  import(
    '@platform-control-plane/backstage-plugin-search-backend-module-control-plane'
  ),
);

backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
