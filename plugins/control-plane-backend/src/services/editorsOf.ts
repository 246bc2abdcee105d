import { Revision } from '../domain/revision/Revision';
import { RevisionStore } from '../store/RevisionStore';

/**
 * Everybody whose work a yes to a revision would put in force.
 *
 * @throws Error when the store does not know the revision: who edited it must never be guessed.
 */
export async function editorsOf(
  revisions: RevisionStore,
  { requestId, generation }: Pick<Revision, 'requestId' | 'generation'>,
): Promise<string[]> {
  const [found] = await revisions.listEditors([{ requestId, generation }]);
  if (!found) {
    throw new Error(
      `The database does not say who asked for generation ${generation} of ${requestId}`,
    );
  }
  return found.editors;
}
