// The actions with the scaffolder backend, two templates of `templates/` and the control plane. A task acts as Remy.
//
//   curl localhost:7007/api/scaffolder/v2/actions
//   curl localhost:7007/api/scaffolder/v2/tasks -H 'Content-Type: application/json' --data '{
//     "templateRef": "template:default/request-environment",
//     "values": { "class": "preview", "team": "platform", "app": "billing-api", "region": "us-east-1" } }'
//   curl localhost:7007/api/scaffolder/v2/tasks/$id/events
import { startDevBackend } from 'dev-backend';

startDevBackend({
  features: [
    import('@platform-control-plane/backstage-plugin-control-plane-backend'),
    import('@backstage/plugin-scaffolder-backend'),
    import('../src'),
  ],
});
