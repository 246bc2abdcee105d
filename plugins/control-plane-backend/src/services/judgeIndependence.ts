import {
  Caller,
  checkFourEyes,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { Verdict } from '../domain/request/judgeActions';
import { Revision } from '../domain/revision/Revision';
import { RevisionStore } from '../store/RevisionStore';

/** What the rule of four eyes says to a caller about some revisions, from one query. */
export async function judgeIndependence(
  revisions: RevisionStore,
  options: { caller: Caller; revisions: readonly Revision[] },
): Promise<(revision: Revision) => Verdict> {
  const decidedOn = await revisions.listEditors(options.revisions);
  const editors = new Map(
    decidedOn.map(found => [
      `${found.requestId}/${found.generation}`,
      found.editors,
    ]),
  );
  return ({ requestId, generation, requestedBy }) => {
    const verdict = checkFourEyes({
      caller: options.caller,
      requestedBy,
      editors: editors.get(`${requestId}/${generation}`) ?? [],
    });
    return verdict.type === 'violated'
      ? { type: 'denied', reason: verdict.reason }
      : { type: 'allowed' };
  };
}
