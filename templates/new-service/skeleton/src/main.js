import { readFileSync } from 'node:fs';
import { createService } from './service.js';

const { name } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
const port = Number(process.env.PORT || 8080);
const service = createService({ name });

service.listen(port, () => console.log(`${name} listens on port ${port}`));

// Kubernetes sends SIGTERM and waits: answers under way are finished, and no new ones begun.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    service.close();
    service.closeIdleConnections();
  });
}
