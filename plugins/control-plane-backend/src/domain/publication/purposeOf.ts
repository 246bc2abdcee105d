import { Revision } from '../revision/Revision';
import { PublicationPurpose } from './Publication';

/** What a publication of this revision is for: one that is in force already is put back as it was. */
export function purposeOf(
  desired: Pick<Revision, 'action' | 'state'>,
): PublicationPurpose {
  if (desired.action === 'delete') {
    return 'remove';
  }
  return desired.state === 'effective' ? 'repair' : 'publish';
}
