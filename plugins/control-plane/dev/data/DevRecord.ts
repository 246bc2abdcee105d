import {
  AuditEntry,
  Drift,
  EnvironmentRequest,
  Job,
  JobLogEntry,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** One request with all that belongs to it. Operations replace its members; nothing in them is changed in place. */
export interface DevRecord {
  request: EnvironmentRequest;
  /** Oldest first. */
  revisions: Revision[];
  /** Newest first, as are jobs and audit. */
  drift: Drift[];
  jobs: DevJob[];
  audit: AuditEntry[];
}

export interface DevJob {
  job: Job;
  logs: JobLogEntry[];
}
