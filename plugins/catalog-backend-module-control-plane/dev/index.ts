// Both directions with the catalog backend and the control plane: the descriptors of `examples` become a class and a
// request, and each request becomes a resource.
//
//   curl localhost:7007/api/catalog/entities/by-query?filter=kind=resource
//   curl localhost:7007/api/control-plane/v1/environment-requests
import { startDevBackend } from 'dev-backend';

const locations = [
  location('org.yaml', ['User', 'Group']),
  location('entities.yaml', [
    'API',
    'Component',
    'Domain',
    'Resource',
    'System',
  ]),
  location('descriptors/classes.yaml', ['EnvironmentClass']),
  location('descriptors/requests.yaml', ['EnvironmentRequest']),
];

startDevBackend({
  catalog: 'real',
  config: { catalog: { locations } },
  controlPlane: {
    catalog: {
      classLocations: ['file:../../examples/descriptors/classes.yaml'],
      lookSeconds: 5,
    },
  },
  features: [
    import('@platform-control-plane/backstage-plugin-control-plane-backend'),
    import('@backstage/plugin-catalog-backend'),
    import('../src'),
  ],
});

function location(file: string, allow: string[]) {
  return {
    type: 'file',
    target: `../../examples/${file}`,
    rules: [{ allow }],
  };
}
