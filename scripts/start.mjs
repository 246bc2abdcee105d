// Starts the app and the backend for development. The environment may choose:
//   CONTROL_PLANE_APP_PORT      port of the app (3000)
//   CONTROL_PLANE_API_PORT      port of the API (7007)
//   CONTROL_PLANE_METRICS_PORT  port of the metrics (9464)
//   CONTROL_PLANE_FORGE_PORT    port of the forge that new services are published to (3010)
//   CONTROL_PLANE_DATABASE      `sqlite` (default), or `postgres` for an embedded PostgreSQL
//   CONTROL_PLANE_DATA          folder for databases and the demo repository (.data)
//   CONTROL_PLANE_GITOPS_URL    publish to this repository instead of a demo one
//
// `npm start -- backend` leaves the app out.
import { enterToolchain } from './toolchain.mjs';

try {
  await enterToolchain();
  const { installDependencies } = await import('./dependencies.mjs');
  installDependencies();
  const { startDevelopment } = await import('./development.mjs');
  await startDevelopment({ withApp: process.argv[2] !== 'backend' });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
