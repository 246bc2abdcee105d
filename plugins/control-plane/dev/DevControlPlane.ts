import {
  Revision,
  RequestPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { problemError } from '@platform-control-plane/backstage-plugin-control-plane-react/testUtils';
import { auditEntry } from './data/auditOf';
import { classes } from './data/classes';
import { DevJob, DevRecord } from './data/DevRecord';
import { environments } from './data/environments';
import { openRevisionsOf, recordOf } from './data/recordOf';
import { now } from './data/times';

/** How long a publication takes here: long enough to be seen. */
const PUBLISH_MS = 6_000;

/** The requests of an installation, in the memory of the page: reloading the page brings the first ones back. */
export class DevControlPlane {
  readonly #records = new Map<string, DevRecord>();
  /** Generations that were approved here, with the instant of that. */
  readonly #underWay = new Map<string, { generation: number; since: number }>();

  static create(): DevControlPlane {
    return new DevControlPlane();
  }

  private constructor() {
    for (const environment of environments) {
      const found = classes.find(({ name }) => name === environment.class);
      if (found) {
        const record = recordOf(environment, found);
        this.#records.set(record.request.id, record);
      }
    }
  }

  /** All requests, the newest first. */
  records(): DevRecord[] {
    for (const [id, { generation, since }] of this.#underWay) {
      if (Date.now() - since > PUBLISH_MS) {
        this.#underWay.delete(id);
        this.#takeEffect(id, generation);
      }
    }
    return [...this.#records.values()].sort((one, other) =>
      other.request.createdAt.localeCompare(one.request.createdAt),
    );
  }

  /** @throws ControlPlaneError with status 404. */
  async record(id: string): Promise<DevRecord> {
    const found = this.records().find(({ request }) => request.id === id);
    return found ?? missing(`request ${id}`);
  }

  /** @throws ControlPlaneError with status 404. */
  async revision(id: string, generation: number): Promise<Revision> {
    const { revisions } = await this.record(id);
    const found = revisions.find(each => each.generation === generation);
    return found ?? missing(`revision ${generation} of ${id}`);
  }

  /** @throws ControlPlaneError with status 404. */
  async job(jobId: string): Promise<{ record: DevRecord; found: DevJob }> {
    for (const record of this.records()) {
      const found = record.jobs.find(({ job }) => job.id === jobId);
      if (found) {
        return { record, found };
      }
    }
    return missing(`job ${jobId}`);
  }

  /** Keeps what became of a request, as a new version of it. */
  put(record: DevRecord): DevRecord {
    const { request, revisions } = record;
    const kept = {
      ...record,
      request: {
        ...request,
        version: request.version + 1,
        generation: revisions.length,
        openRevisions: openRevisionsOf(revisions),
        updatedAt: now(),
      },
    };
    this.#records.set(request.id, kept);
    return kept;
  }

  /** Adds a revision; one that needs nobody is on its way at once. */
  propose(record: DevRecord, revision: Revision): DevRecord {
    const { generation, action, requestedBy, planDigest } = revision;
    const asked = this.put({
      ...record,
      revisions: [...record.revisions, revision],
      audit: [
        auditEntry(record.request.id, {
          at: now(),
          actor: requestedBy,
          action: 'revision.proposed',
          generation,
          after: planDigest,
          details: { action, reason: revision.reason },
        }),
        ...record.audit,
      ],
    });
    return revision.state === 'approved'
      ? this.publish(asked, revision)
      : asked;
  }

  /** Starts what an approved revision asks for; it takes effect some seconds later. */
  publish(record: DevRecord, { generation, action }: Revision): DevRecord {
    this.#underWay.set(record.request.id, { generation, since: Date.now() });
    const phase: RequestPhase =
      action === 'delete' ? 'deleting' : 'reconciling';
    const message = 'Waits for its turn to push';
    return this.put({
      ...record,
      request: {
        ...record.request,
        phase,
        progress: { step: 'publish', message, since: now() },
      },
    });
  }

  #takeEffect(id: string, generation: number) {
    const record = this.#records.get(id);
    const revision = record?.revisions.find(
      each => each.generation === generation,
    );
    if (!record || !revision) {
      return;
    }
    const isEnd = revision.action === 'delete';
    const at = now();
    this.put({
      ...record,
      request: {
        ...record.request,
        phase: isEnd ? 'deleted' : 'ready',
        progress: undefined,
        source: revision.source,
        labels: revision.labels,
        parameters: revision.parameters,
        published: isEnd
          ? undefined
          : {
              generation,
              repository: 'gitops',
              branch: 'main',
              commit: revision.planDigest.slice(-40),
              at,
            },
      },
      revisions: record.revisions.map(each =>
        each.generation === generation
          ? { ...each, state: 'effective', effectiveAt: at }
          : each,
      ),
    });
  }
}

async function missing(what: string): Promise<never> {
  throw await problemError(404, { detail: `There is no ${what}` });
}
