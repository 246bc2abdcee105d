import { Publication } from '../publication/Publication';
import { Request } from '../request/Request';
import { Approval, Revision } from '../revision/Revision';
import { TimelineJob } from './heldByPause';

/** Everything that a timeline is told from. */
export interface TimelineFacts {
  request: Request;
  revision: Revision;
  /** Decisions on the revision, oldest first. */
  approvals: readonly Approval[];
  /** The newest publication that was to bring the revision to the branch; no repair of what was there already. */
  publication?: Publication;
  /** The job that works on the request, or did when the publication started. */
  job?: TimelineJob;
  /** The live job of the lane that the publication waits in. */
  lane?: TimelineJob;
  classTitle: string;
  /** Who may decide on the revision: entity references. */
  deciders: readonly string[];
  /** Who operates the control plane: entity references. */
  operators: readonly string[];
  now: Date;
}

/** The yes that the revision was given, if it was. */
export function yesOf({ approvals }: TimelineFacts): Approval | undefined {
  return approvals.find(({ decision }) => decision === 'approve');
}

/** Whether the revision ended without effect. */
export function hasEnded({ revision }: TimelineFacts): boolean {
  return revision.endedAt !== undefined;
}

const ENDINGS: Readonly<Record<string, string>> = {
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  superseded: 'Superseded',
};

/** What became of a revision that ended without effect, in words. */
export function endingOf({ revision }: TimelineFacts): string {
  const ending = ENDINGS[revision.state] ?? 'Ended';
  return revision.endedReason ? `${ending}: ${revision.endedReason}` : ending;
}

/** An instant, if it still lies ahead. */
export function ifAhead(
  { now }: TimelineFacts,
  instant: Date | undefined,
): Date | undefined {
  return instant && instant > now ? instant : undefined;
}
