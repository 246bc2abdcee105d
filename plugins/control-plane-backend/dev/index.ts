// The plugin alone, publishing to a Git repository in the temporary folder. Who sends no token is the requester Remy.
//
//   curl localhost:7007/api/control-plane/v1/environment-classes
//   curl localhost:7007/api/control-plane/v1/environment-requests \
//     -H 'Content-Type: application/json' --data @../../examples/requests/preview.json
//
// As the approver Ada:
//
//   curl localhost:7007/api/control-plane/v1/approvals \
//     -H 'Authorization: Bearer mock-user-token:{"sub":"user:default/ada"}'
import { startDevBackend } from 'dev-backend';

startDevBackend({
  features: [import('../src')],
});
