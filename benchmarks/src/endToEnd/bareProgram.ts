import { bareLimit } from '../git/bareLimit';
import { BenchmarkOrigin } from '../git/BenchmarkOrigin';
import { RequestFiles } from '../git/RequestPlan';
import { answerAsProgram } from '../frame/runInFreshProcess';
import { query } from '../queue/databases';

export interface BareInput {
  /** Of the database that holds the requests. */
  databaseUrl: string;
  origin: string;
}

export type BareOutput = { seconds: number; pushes: number };

const AT_ONCE = 100;

/** Pushes what the requests of a database want on the branch, and nothing else: no checks, no records, no queue. */
answerAsProgram<BareInput, BareOutput>(async ({ databaseUrl, origin }) => {
  const requests = await contentsOf(databaseUrl);
  const limit = await bareLimit(BenchmarkOrigin.at(origin));
  let pushes = 0;
  const startedAt = performance.now();
  for (let from = 0; from < requests.length; from += AT_ONCE) {
    await limit.push(requests.slice(from, from + AT_ONCE));
    pushes += 1;
  }
  return { seconds: (performance.now() - startedAt) / 1000, pushes };
});

async function contentsOf(databaseUrl: string): Promise<RequestFiles[]> {
  const rows = await query<{ folder: string; path: string; content: string }>(
    databaseUrl,
    `select requests.path as folder, manifests.path, blobs.content
     from requests
     join revision_manifests as manifests on manifests.request_id = requests.id
     join manifest_blobs as blobs on blobs.digest = manifests.digest
     order by requests.id, manifests.path`,
  );
  const requests = new Map<string, RequestFiles>();
  for (const { folder, path, content } of rows) {
    const request = requests.get(folder) ?? { folder, files: [], before: [] };
    request.files.push({ path, content });
    requests.set(folder, request);
  }
  return [...requests.values()];
}
