// The policy with the permission backend, which asks it for everybody. Remy may ask for an environment, Vera may not:
//
//   curl localhost:7007/api/permission/authorize -H 'Content-Type: application/json' \
//     -H 'Authorization: Bearer mock-user-token:{"sub":"user:default/vera"}' --data '{ "items": [ { "id": "1",
//       "permission": { "type": "basic", "name": "control-plane.request.create", "attributes": { "action": "create" } } } ] }'
import { startDevBackend } from 'dev-backend';

startDevBackend({
  config: { permission: { enabled: true } },
  features: [
    import('@platform-control-plane/backstage-plugin-control-plane-backend'),
    import('@backstage/plugin-permission-backend'),
    import('../src'),
  ],
});
