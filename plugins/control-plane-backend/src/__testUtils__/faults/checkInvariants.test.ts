import { checkInvariants } from './checkInvariants';
import { CheckOptions } from './invariants/Checked';
import { folderOf, IDS, WholeEvidence, wholeEvidence } from './wholeEvidence';

const { live, waiting, gone } = IDS;
const FILE = `${folderOf(live)}/namespace.yaml`;

/** What is done to good evidence, and what is then found. */
type Tampering = [
  what: string,
  tamper: (evidence: WholeEvidence) => unknown,
  found: RegExp,
  options?: CheckOptions,
];

const jobOf = ({ records }: WholeEvidence) => records.jobs[0];
const revisionOf = (
  { records }: WholeEvidence,
  id: string,
  generation: number,
) => {
  const revision = records.revisions.find(
    other => other.requestId === id && other.generation === generation,
  );
  if (!revision) {
    throw new Error(`There is no ${id}/${generation}`);
  }
  return revision;
};
const requestOf = ({ records }: WholeEvidence, id: string) =>
  records.requests[[live, waiting, gone].indexOf(id)];
/** Those of the target, live/1, gone/1, live/2 and gone/2. */
const publicationOf = ({ records }: WholeEvidence, index: number) =>
  records.publications[index];

const TAMPERINGS: Record<string, Tampering[]> = {
  '1: what was accepted is whole': [
    [
      'a revision that is not there',
      ({ records }) => records.revisions.splice(1, 1),
      /invariant 1: .* is at generation 3 and has the revisions 1, 3/,
    ],
    [
      'a second create',
      evidence => {
        revisionOf(evidence, live, 2).action = 'create';
      },
      /invariant 1: generation 2 of .* is a create/,
    ],
    [
      'a request that shows an extension',
      evidence => {
        requestOf(evidence, live).specGeneration = 3;
      },
      /invariant 1: .* shows generation 3, which is no spec revision/,
    ],
    [
      'an approved request without a job',
      ({ records }) => records.jobs.splice(0, 1),
      /invariant 1: .* was approved and never had a job/,
    ],
    [
      'a proposal without a word in the audit',
      ({ records }) => records.audit.splice(0, 1),
      /invariant 1: .* is told as revision.proposed 0 times, expected 1/,
    ],
    [
      'an approval that the audit tells of twice',
      ({ records }) => records.audit.push(records.audit[1]),
      /invariant 1: .* is told as revision.approved 2 times, expected 1/,
    ],
    [
      'an approval that nobody gave',
      ({ records }) => records.approvals.splice(0, 1),
      /invariant 1: .*\/1 is effective and nobody approved it/,
    ],
    [
      'an approval of another plan',
      ({ records }) => {
        records.approvals[0].planDigest = 'another';
      },
      /invariant 1: .* was decided on by another plan digest/,
    ],
    [
      'a rejection that changed nothing',
      ({ records }) => {
        records.approvals[0].decision = 'reject';
      },
      /invariant 1: .* is effective with 1 rejections/,
    ],
    [
      'a revision without manifests',
      ({ records }) => records.manifests.splice(2, 1),
      new RegExp(`invariant 1: ${waiting}/1 has no manifests`),
    ],
    [
      'a content under the digest of another',
      ({ records }) => {
        records.manifests[2].content = 'another';
      },
      /invariant 1: .* does not hold what sha256:/,
    ],
    [
      'a manifest elsewhere',
      ({ records }) => {
        records.manifests[2].path = 'elsewhere/namespace.yaml';
      },
      /invariant 1: elsewhere\/namespace.yaml is outside the folder of/,
    ],
    [
      'a key that is forgotten',
      ({ records }) => records.keys.pop(),
      /invariant 1: the key gone stands for 0 requests/,
      { keys: ['live', 'waiting', 'gone'] },
    ],
    [
      'a request that is not there',
      ({ records }) => records.requests.splice(1, 1),
      /invariant 1: the key waiting stands for .*, which is not there/,
      { keys: ['live', 'waiting', 'gone'] },
    ],
    [
      'a request that nobody asked for',
      () => {},
      new RegExp(`invariant 1: ${gone} is there and nobody asked for it`),
      { keys: ['live', 'waiting'] },
    ],
  ],
  '2: one effect': [
    [
      'a second commit of an operation',
      ({ branch }) =>
        branch.commits.push({
          ...branch.commits[4],
          id: 'c7',
          parents: ['c6'],
        }),
      /invariant 2: .* has 2 commits: c4, c7/,
    ],
    [
      'a commit of an operation that nobody knows',
      ({ branch }) => branch.commits[4].operations.splice(0, 1, 'op-x'),
      /invariant 2: commit c4 is of op-x, of which the database knows nothing/,
    ],
    [
      'a commit of two operations',
      ({ branch }) =>
        branch.commits[4].operations.push(...branch.commits[6].operations),
      /invariant 2: commit c4 is of .* and .*, of which the database expects a commit each/,
    ],
    [
      'a commit that names a request alone',
      ({ branch }) => branch.commits[5].requests.push(live),
      /invariant 2: commit c5 names a request and no operation/,
    ],
    [
      'a commit in the name of another request',
      ({ branch }) => branch.commits[4].requests.splice(0, 1, gone),
      /invariant 2: commit c4 of .* names .*\/2, expected .*\/2/,
    ],
    [
      'a commit with two parents',
      ({ branch }) => branch.commits[4].parents.push('c0'),
      /invariant 2: commit c4 of .* has 2 parents/,
    ],
    [
      'a commit that changed what is not its own',
      ({ branch }) => branch.commits[4].changes.set('README.md', 'x'),
      /invariant 2: commit c4 changed README.md, which .* does not own/,
    ],
    [
      'a publication that the branch does not hold',
      ({ branch }) => branch.commits.splice(4, 1),
      /invariant 2: .* is told as published by c4, which the branch does not hold/,
    ],
    [
      'an unchanged operation with a commit',
      evidence => {
        publicationOf(evidence, 3).state = 'unchanged';
      },
      /invariant 2: .* is told as unchanged and has commit c4/,
    ],
    [
      'an unchanged operation on a head that never was',
      evidence => {
        Object.assign(publicationOf(evidence, 3), {
          state: 'unchanged',
          commit: 'c9',
        });
      },
      /invariant 2: .* is told as unchanged at c9, which the branch does not hold/,
    ],
    [
      'a failed operation with a commit',
      evidence => {
        publicationOf(evidence, 3).state = 'failed';
      },
      /invariant 2: .* is told as failed and has commit c4/,
    ],
    [
      'an operation that was passed over without a try, with a commit',
      evidence => {
        Object.assign(publicationOf(evidence, 3), {
          state: 'skipped',
          base: null,
        });
      },
      /invariant 2: .* is told as skipped and has commit c4/,
    ],
    [
      'an operation that was never tried, with a commit',
      evidence => {
        Object.assign(publicationOf(evidence, 3), {
          state: 'pending',
          base: null,
        });
      },
      /invariant 2: .* was never tried and has commit c4/,
    ],
    [
      'an older generation on top of a newer one',
      ({ branch }) => {
        const [first, second] = [branch.commits[2], branch.commits[4]];
        branch.commits[2] = second;
        branch.commits[4] = first;
      },
      /invariant 2: commit c2 put generation 1 of .* on generation 2/,
    ],
    [
      'an end that is told twice',
      ({ records }) => records.audit.push(records.audit[3]),
      /invariant 2: the end of .* is told 2 times/,
    ],
  ],
  '3: tickets': [
    [
      'a job that was worked on although it is paused',
      () => {},
      /invariant 3: job .* was worked on although it is paused/,
      { heldAt: new Map([[`job of ${live}`, 0]]) },
    ],
    [
      'a finished job with a ticket',
      evidence => {
        jobOf(evidence).ticket = 'ticket';
      },
      /invariant 3: job .* is done with ticket ticket/,
    ],
    [
      'a live job that ended',
      evidence => {
        jobOf(evidence).state = 'ready';
      },
      /invariant 3: job .* is ready and ended at/,
      { atRest: false },
    ],
    [
      'two live jobs of a key',
      evidence => {
        Object.assign(jobOf(evidence), { state: 'ready', finishedAt: null });
        evidence.records.jobs.push({ ...jobOf(evidence), id: 'another' });
      },
      /invariant 3: 2 jobs of reconcile-request .* are live/,
      { atRest: false },
    ],
    [
      'a job that was done twice',
      ({ records }) => records.jobLogs.push(records.jobLogs[1]),
      /invariant 3: job .* was done 2 times/,
    ],
    [
      'a job that was done and lives',
      evidence => {
        Object.assign(jobOf(evidence), { state: 'ready', finishedAt: null });
      },
      /invariant 3: job .* was done and is ready/,
      { atRest: false },
    ],
    [
      'an attempt that ended and did not begin',
      ({ records }) =>
        records.jobLogs.push({
          ...records.jobLogs[1],
          message: 'Done; runs once more, because somebody asked meanwhile',
        }),
      /invariant 3: job .* tells of 2 ends and 1 beginnings/,
    ],
  ],
  '4: leases': [
    [
      'a job that is leased when nobody works',
      evidence => {
        Object.assign(jobOf(evidence), {
          state: 'leased',
          finishedAt: null,
          ticket: 't',
          leaseUntil: 1,
        });
      },
      /invariant 4: job .* is leased until 1 and nobody works/,
    ],
    [
      'a lease that nobody took from its holder',
      evidence => {
        Object.assign(jobOf(evidence), {
          state: 'leased',
          finishedAt: null,
          ticket: 't',
          leaseUntil: 1,
        });
      },
      /invariant 4: job .* is leased until 1 and nobody works/,
      { atRest: false, now: new Date(20_000) },
    ],
  ],
  '5: attempts': [
    [
      'more attempts than there may be',
      evidence => {
        jobOf(evidence).attempt = 6;
      },
      /invariant 5: job .* is done at attempt 6 of 5/,
    ],
    [
      'a dead job without a reason',
      evidence => {
        jobOf(evidence).state = 'dead';
      },
      /invariant 5: job .* is dead and does not say why/,
    ],
    [
      'a job that was given up early',
      evidence => {
        Object.assign(jobOf(evidence), {
          state: 'dead',
          errorMessage: 'x',
          errorType: 'retryable',
        });
      },
      /invariant 5: job .* is dead after 1 of 5 attempts/,
    ],
    [
      'a job that waits when nobody works',
      evidence => {
        Object.assign(jobOf(evidence), { state: 'ready', finishedAt: null });
      },
      /invariant 5: job .* waits and nobody works/,
    ],
  ],
  '6: removals': [
    [
      'a removal that nobody asked for',
      evidence => {
        publicationOf(evidence, 3).purpose = 'remove';
      },
      /invariant 6: .* is to remove, and generation 2 of .* is no deletion/,
    ],
    [
      'a deletion that publishes',
      evidence => {
        publicationOf(evidence, 4).purpose = 'publish';
      },
      /invariant 6: .* is to publish, and generation 2 of .* is a deletion/,
    ],
    [
      'a commit that removed what its generation holds',
      ({ branch }) => branch.commits[4].changes.set(FILE, undefined),
      /invariant 6: commit c4 removed .*namespace.yaml for/,
    ],
  ],
  '7: convergence': [
    [
      'a commit of other bytes',
      ({ branch }) => branch.commits[2].changes.set(FILE, 'other'),
      /invariant 7: commit c2 left .*namespace.yaml other than .*\/1 holds it/,
    ],
    [
      'other bytes on the branch',
      ({ branch }) => branch.tree.set(FILE, 'other'),
      /invariant 7: .*namespace.yaml is not what generation 2 of .* holds, and not told as drift/,
    ],
    [
      'a file that is gone from the branch',
      ({ branch }) => branch.tree.delete(FILE),
      /invariant 7: .*namespace.yaml is not what generation 2/,
    ],
    [
      'drift of what is as it was published',
      ({ records }) =>
        records.drift.push({ requestId: live, path: FILE, isOpen: true }),
      /invariant 7: .*namespace.yaml is told as drift of .* and is as it was published/,
    ],
    [
      'drift of what is not published',
      ({ records }) =>
        records.drift.push({ requestId: gone, path: FILE, isOpen: true }),
      /invariant 7: .*namespace.yaml is told as drift of .*, of which nothing is published/,
    ],
    [
      'drift that should have been repaired',
      evidence => {
        revisionOf(evidence, live, 2).repairs = true;
        evidence.branch.tree.set(FILE, 'edited');
        evidence.records.drift.push({
          requestId: live,
          path: FILE,
          isOpen: true,
        });
      },
      /invariant 7: .* has drift that its class repairs/,
    ],
    [
      'a file that is nobody’s',
      ({ branch }) => {
        const path = `${folderOf(gone)}/namespace.yaml`;
        branch.tree.set(path, 'left');
        branch.commits[6].changes.set(path, 'left');
      },
      /invariant 7: .*namespace.yaml is on the branch and nobody's/,
    ],
    [
      'an inventory of another generation',
      ({ records }) => {
        records.inventory[0].generation = 1;
      },
      /invariant 7: the inventory of .* holds 1 objects other than the 1 of generation 2/,
    ],
    [
      'a publication that waits when nobody works',
      evidence => {
        publicationOf(evidence, 3).state = 'pending';
      },
      /invariant 7: .* is pending and nobody works/,
    ],
    [
      'an approved change that did not arrive',
      evidence => {
        requestOf(evidence, live).phase = 'queued';
      },
      /invariant 7: .* is queued at generation 2, and generation 2 \(update\) is approved/,
    ],
    [
      'an approved change that did not arrive, of which only an earlier try failed',
      evidence => {
        Object.assign(requestOf(evidence, live), {
          phase: 'queued',
          progress: { failure: { reason: 'unreachable' } },
        });
      },
      /invariant 7: .* is queued at generation 2, and generation 2 \(update\) is approved/,
    ],
    [
      'an approved change that did not arrive, although its job was done since it was given up',
      evidence => {
        requestOf(evidence, live).phase = 'queued';
        evidence.records.jobs.push({
          ...jobOf(evidence),
          id: 'another',
          state: 'dead',
          errorMessage: 'x',
          errorType: 'terminal',
          finishedAt: (jobOf(evidence).finishedAt ?? 0) - 1,
        });
      },
      /invariant 7: .* is queued at generation 2, and generation 2 \(update\) is approved/,
    ],
    [
      'a deletion that did not arrive',
      evidence => {
        requestOf(evidence, gone).phase = 'deleting';
      },
      /invariant 7: .* is deleting at generation null, and generation 2 \(delete\) is approved/,
    ],
  ],
  '8: intents': [
    [
      'an operation of another name',
      evidence => {
        publicationOf(evidence, 3).planDigest = 'another';
      },
      /invariant 8: op-.* is number 0 of .*\/2, expected op-/,
    ],
    [
      'a request of another name',
      ({ records }) => {
        records.keys[0].key = 'another';
      },
      /invariant 8: .* is of the keys another, and none of them makes that name/,
    ],
    [
      'a publication that was never begun',
      evidence => {
        revisionOf(evidence, live, 2).publicationStartedAt = null;
      },
      /invariant 8: generation 2 of .* and its publications disagree on whether it was begun/,
    ],
    [
      'a start that is not told',
      ({ records }) => records.audit.splice(2, 1),
      /invariant 8: the start of .* is not told once/,
    ],
    [
      'a commit without a base',
      evidence => {
        publicationOf(evidence, 3).base = null;
      },
      /invariant 8: commit c4 of .* does not come after the base null/,
    ],
    [
      'a commit before its base',
      evidence => {
        publicationOf(evidence, 3).base = 'c5';
      },
      /invariant 8: commit c4 of .* does not come after the base c5/,
    ],
  ],
  '9: empty commits': [
    [
      'a commit that changes nothing',
      ({ branch }) => branch.commits[4].changes.clear(),
      /invariant 9: commit c4 of .* changes nothing/,
    ],
  ],
  '10: phases': [
    [
      'a phase that is none',
      evidence => {
        requestOf(evidence, live).phase = 'resting';
      },
      /invariant 10: .* is resting and that is no phase/,
    ],
    [
      'a ready request without a publication',
      evidence => {
        requestOf(evidence, live).publishedGeneration = null;
      },
      /invariant 10: .* is ready and publishes nothing/,
    ],
    [
      'a request that is behind what is in force',
      evidence => {
        requestOf(evidence, live).publishedGeneration = 1;
      },
      /invariant 10: .* publishes generation 1, although 2 is in force/,
    ],
    [
      'a published generation that is not in force',
      evidence => {
        Object.assign(revisionOf(evidence, live, 2), {
          state: 'approved',
          effectiveAt: null,
        });
      },
      /invariant 10: .* publishes generation 2, which is approved/,
    ],
    [
      'a request that waits for nothing',
      evidence => {
        Object.assign(revisionOf(evidence, waiting, 1), {
          state: 'superseded',
          endedAt: 1,
          endedReason: 'x',
        });
      },
      /invariant 10: .* is pending_approval and has no revision that waits for approval/,
    ],
    [
      'a request that waits although it was approved',
      evidence => {
        requestOf(evidence, live).phase = 'pending_approval';
      },
      /invariant 10: .* is pending_approval and somebody approved generation 1/,
    ],
    [
      'a failed request that does not say why',
      evidence => {
        requestOf(evidence, live).phase = 'failed';
      },
      /invariant 10: .* is failed and does not say why/,
    ],
    [
      'a teardown that nobody approved',
      evidence => {
        requestOf(evidence, live).phase = 'deleting';
      },
      /invariant 10: .* is deleting and has no approved deletion/,
    ],
    [
      'a deleted request whose deletion is not in force',
      evidence => {
        revisionOf(evidence, gone, 2).state = 'approved';
      },
      /invariant 10: .* is deleted and has no deletion in force/,
    ],
    [
      'a withdrawn request without a withdrawal',
      evidence => {
        requestOf(evidence, waiting).phase = 'withdrawn';
      },
      /invariant 10: .* is withdrawn and has no withdrawn revision/,
    ],
    [
      'an open revision of a request that has ended',
      evidence => {
        requestOf(evidence, waiting).phase = 'rejected';
      },
      /invariant 10: .* has ended, and generation 1 is pending_approval/,
    ],
    [
      'work after the end',
      ({ records }) =>
        records.audit.push({
          ...records.audit[0],
          action: 'publication.started',
          requestId: gone,
        }),
      /invariant 10: .* was deleted, and afterwards publication.started is told/,
    ],
    [
      'a live job of a request that has ended',
      evidence => {
        Object.assign(evidence.records.jobs[1], {
          state: 'ready',
          finishedAt: null,
        });
      },
      /invariant 10: .* has ended, and its job is ready/,
    ],
    [
      'a pending publication of a request that has ended',
      evidence => {
        publicationOf(evidence, 4).state = 'pending';
      },
      /invariant 10: .* has ended, and op-.* is pending/,
    ],
    [
      'two open revisions of a slot',
      evidence => {
        evidence.records.revisions.push({
          ...revisionOf(evidence, waiting, 1),
          generation: 2,
        });
      },
      /invariant 10: the spec slot of .* has 2 open revisions/,
    ],
    [
      'a lease that runs before anything is published',
      evidence => {
        requestOf(evidence, waiting).leaseStartedAt = 1;
      },
      /invariant 10: the lease of .* runs from 1 to null, and its publication was not begun/,
    ],
    [
      'a lease above its cap',
      evidence => {
        requestOf(evidence, live).leaseMaxHours = 0;
      },
      /invariant 10: the lease of .* is longer than its maximum/,
    ],
    [
      'a revision in force that never came into it',
      evidence => {
        revisionOf(evidence, live, 2).effectiveAt = null;
      },
      /invariant 10: generation 2 of .* is effective and in force since null/,
    ],
    [
      'a revision that ended without a reason',
      evidence => {
        Object.assign(revisionOf(evidence, waiting, 1), {
          state: 'superseded',
          endedAt: 1,
        });
      },
      /invariant 10: generation 1 of .* is superseded and does not say why/,
    ],
  ],
};

describe('checkInvariants', () => {
  it('finds nothing where database and branch agree', () => {
    expect(
      checkInvariants(wholeEvidence(), { keys: ['live', 'waiting', 'gone'] }),
    ).toEqual([]);
  });

  describe.each(Object.entries(TAMPERINGS))('invariant %s', (_, tamperings) => {
    it.each(
      // Jest would take a missing last argument for a callback that it has to wait for.
      tamperings.map(([what, tamper, found, options]) => ({
        what,
        tamper,
        found,
        options,
      })),
    )('finds $what', ({ tamper, found, options }) => {
      const evidence = wholeEvidence();

      tamper(evidence);

      expect(checkInvariants(evidence, options).join('\n')).toMatch(found);
    });
  });

  it('finds nothing wrong with drift that is told', () => {
    const evidence = wholeEvidence();
    evidence.branch.tree.set(FILE, 'edited');
    evidence.records.drift.push({ requestId: live, path: FILE, isOpen: true });

    expect(checkInvariants(evidence)).toEqual([]);
  });

  it('lets a job wait that a pause holds', () => {
    const evidence = wholeEvidence();
    Object.assign(jobOf(evidence), {
      state: 'ready',
      finishedAt: null,
      isPaused: true,
    });
    evidence.records.jobLogs.pop();

    expect(checkInvariants(evidence)).toEqual([]);
  });

  it.each([true, false])(
    'lets edits wait for a look that a pause holds, told or not (%s)',
    isTold => {
      const evidence = wholeEvidence();
      revisionOf(evidence, live, 2).repairs = true;
      evidence.branch.tree.set(FILE, 'edited');
      if (isTold) {
        evidence.records.drift.push({
          requestId: live,
          path: FILE,
          isOpen: true,
        });
      }
      expect(checkInvariants(evidence)).not.toEqual([]);

      evidence.records.jobs.push({
        ...jobOf(evidence),
        id: 'look',
        kind: 'resync-repository',
        key: 'gitops',
        state: 'ready',
        attempt: 0,
        finishedAt: null,
        isPaused: true,
      });

      expect(checkInvariants(evidence)).toEqual([]);
    },
  );

  it('lets a removal tell of files of others that it will take along', () => {
    const evidence = wholeEvidence();
    const path = `${folderOf(gone)}/added-by-hand.yaml`;
    requestOf(evidence, gone).phase = 'deleting';
    evidence.records.drift.push({ requestId: gone, path, isOpen: true });
    expect(checkInvariants(evidence).join()).toMatch(/is told as drift/);

    evidence.branch.tree.set(path, 'by hand');

    expect(checkInvariants(evidence).join()).not.toMatch(/is told as drift/);
  });

  it('lets an operation be under way until everything is at rest', () => {
    const evidence = wholeEvidence();
    Object.assign(jobOf(evidence), { state: 'ready', finishedAt: null });
    evidence.records.jobLogs.pop();

    expect(checkInvariants(evidence, { atRest: false })).toEqual([]);
  });

  it('takes it that somebody forced commits off the branch only when it is told so', () => {
    const evidence = wholeEvidence();
    evidence.branch.commits.splice(4, 1);
    evidence.branch.tree.set(FILE, 'before');
    evidence.records.drift.push({ requestId: live, path: FILE, isOpen: true });

    expect(checkInvariants(evidence)).not.toEqual([]);
    expect(checkInvariants(evidence, { rewritten: true })).toEqual([]);
  });
});
