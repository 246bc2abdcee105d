import {
  RevisionAction,
  TimelineState,
  TimelineStep,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Why a station is not behind us. */
export interface TimelineWait {
  /** On what, in words. */
  what: string;
  /** On whom: entity references, or `system:<part>`. */
  whom: string[];
  since: Date;
  /** When it is looked at or tried again, if that is known. */
  next?: Date;
  /** What a person can do. */
  advice?: string;
}

export type TimelineLink =
  | { kind: 'revision'; ref: string }
  | { kind: 'approval'; ref: string }
  | { kind: 'job'; ref: string }
  | { kind: 'commit'; ref: string; repository: string };

/** One station of a revision. */
export interface TimelineEntry {
  step: TimelineStep;
  state: TimelineState;
  startedAt?: Date;
  finishedAt?: Date;
  /** Who did it: an entity reference, `policy:<rule>` or `system:<part>`. */
  actor?: string;
  message: string;
  wait?: TimelineWait;
  links: TimelineLink[];
}

/** One revision's way from the wish to the effect. */
export interface Timeline {
  generation: number;
  action: RevisionAction;
  entries: TimelineEntry[];
}
