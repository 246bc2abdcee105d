import { FaultWorld } from './FaultWorld';

/** People may ask for a reconcile as often as they like. */
const ASKED = 'request.reconcile_asked';

/** Everything about a request that must not depend on what went wrong on the way. */
export async function summaryOf(
  world: FaultWorld,
  id: string,
): Promise<string> {
  const records = await world.records();
  const isOwn = ({ requestId }: { requestId: string | null }) =>
    requestId === id;
  const request = records.requests.find(other => other.id === id);
  const publications = records.publications.filter(isOwn);
  const operations = publications.map(({ operationId }) => operationId);
  const commits = await world.branch.commits();
  const summary = {
    phase: request?.phase,
    failure: request?.progress?.failure?.reason,
    published: request?.publishedGeneration,
    revisions: records.revisions
      .filter(isOwn)
      .map(
        ({ generation, action, state }) => `${generation} ${action} ${state}`,
      ),
    approvals: records.approvals
      .filter(isOwn)
      .map(({ generation, decision }) => `${generation} ${decision}`)
      .sort(),
    publications: publications.map(
      ({ generation, purpose, state }) => `${generation} ${purpose} ${state}`,
    ),
    drift: records.drift
      .filter(isOwn)
      .map(({ path, isOpen }) => `${path} ${isOpen}`)
      .sort(),
    audit: records.audit
      .filter(isOwn)
      .map(({ action }) => action)
      .filter(action => action !== ASKED)
      .sort(),
    jobs: records.jobs
      .filter(({ key, state }) => key === id && state !== 'done')
      .map(({ state }) => state),
    inventory: records.inventory.filter(isOwn).length,
    commits: commits
      .filter(commit =>
        commit.operationIds.some(operation => operations.includes(operation)),
      )
      .map(({ subject }) => subject)
      .reverse(),
    files: (await world.branch.files()).filter(
      path => request && path.startsWith(`${request.path}/`),
    ),
    told: [
      ...new Set(
        world.told
          .filter(({ requestId }) => requestId === id)
          .map(({ kind }) => kind),
      ),
    ].sort(),
  };
  return JSON.stringify(summary).replaceAll(id, 'req');
}
