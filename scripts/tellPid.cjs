// Runs before everything else in each Node process that `npm start` starts for the backend. The command that runs the
// backend stays alive when the backend itself dies; so the backend says here which process it is.
const { writeFileSync } = require('node:fs');

const file = process.env.CONTROL_PLANE_PID_FILE;
// Only the backend itself has this, not the command around it.
if (file && process.env.BACKSTAGE_CLI_CHANNEL) {
  writeFileSync(file, String(process.pid));
  // Whatever the backend starts is not the backend.
  delete process.env.CONTROL_PLANE_PID_FILE;
}
