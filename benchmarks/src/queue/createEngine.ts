import { BareEngine } from './bareEngine';
import { GraphileEngine } from './graphileEngine';
import { OurEngine } from './ourEngine';
import { PgBossEngine } from './pgBossEngine';
import { QueueEngine } from './QueueEngine';

export type EngineName = 'ours' | 'pg-boss' | 'graphile-worker' | 'bare loop';

export function createEngine(
  name: EngineName,
  url: string,
  connections: number,
): QueueEngine {
  switch (name) {
    case 'ours':
      return OurEngine.onPostgres(url, connections);
    case 'pg-boss':
      return new PgBossEngine(url, connections);
    case 'graphile-worker':
      return new GraphileEngine(url, connections);
    case 'bare loop':
      return new BareEngine(url, connections);
    // no default: every engine has a name
  }
}
