// The collators with the search backend, its index in memory, and the control plane. What is asked for is found seconds
// later; without a search term everything is.
//
//   curl localhost:7007/api/search/query?term=preview
import { startDevBackend } from 'dev-backend';

startDevBackend({
  config: {
    search: {
      collators: {
        controlPlane: {
          schedule: {
            frequency: { seconds: 10 },
            timeout: { seconds: 10 },
            initialDelay: { seconds: 3 },
          },
        },
      },
    },
  },
  features: [
    import('@platform-control-plane/backstage-plugin-control-plane-backend'),
    import('@backstage/plugin-search-backend'),
    import('../src'),
  ],
});
