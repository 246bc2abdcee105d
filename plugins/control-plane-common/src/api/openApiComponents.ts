import { z } from 'zod';
import {
  approvalCountSchema,
  approvalSchema,
  approveBodySchema,
  auditEntrySchema,
  callerSchema,
  changeRequestBodySchema,
  classRefSchema,
  conditionSchema,
  costSchema,
  createRequestBodySchema,
  decisionSchema,
  deleteRequestBodySchema,
  driftSchema,
  environmentClassSchema,
  environmentRequestSchema,
  extendRequestBodySchema,
  extraManifestSchema,
  fileDiffSchema,
  findingSchema,
  healthSchema,
  heldPauseSchema,
  jobLogEntrySchema,
  jobSchema,
  jobWaitSchema,
  jsonValueSchema,
  labelSchema,
  lanePublicationSchema,
  manifestSchema,
  pauseBodySchema,
  pauseSchema,
  pendingApprovalSchema,
  planSchema,
  problemSchema,
  progressSchema,
  publicationSchema,
  publishLaneSchema,
  rejectBodySchema,
  replayedJobsSchema,
  replayJobsBodySchema,
  requestActionSchema,
  requestCountsSchema,
  revisionDiffSchema,
  revisionSchema,
  revisionSummarySchema,
  sourceSchema,
  targetManifestsSchema,
  targetSchema,
  timelineEntrySchema,
  timelineSchema,
  waitSchema,
  withdrawBodySchema,
  workQueueSchema,
} from '../wire';

/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

type Named = Readonly<Record<string, z.ZodType>>;

/** What callers send, and what is the same in both directions. */
const inputs: Named = {
  ApproveBody: approveBodySchema,
  ChangeRequestBody: changeRequestBodySchema,
  CreateRequestBody: createRequestBodySchema,
  DeleteRequestBody: deleteRequestBodySchema,
  ExtendRequestBody: extendRequestBodySchema,
  ExtraManifest: extraManifestSchema,
  JsonValue: jsonValueSchema,
  PauseBody: pauseBodySchema,
  RejectBody: rejectBodySchema,
  ReplayJobsBody: replayJobsBodySchema,
  Source: sourceSchema,
  WithdrawBody: withdrawBodySchema,
};

/** What the API answers. */
const outputs: Named = {
  Approval: approvalSchema,
  ApprovalCount: approvalCountSchema,
  AuditEntry: auditEntrySchema,
  CallerRights: callerSchema,
  ClassRef: classRefSchema,
  Condition: conditionSchema,
  Cost: costSchema,
  Decision: decisionSchema,
  Drift: driftSchema,
  EnvironmentClass: environmentClassSchema,
  EnvironmentRequest: environmentRequestSchema,
  FileDiff: fileDiffSchema,
  Finding: findingSchema,
  Health: healthSchema,
  HeldPause: heldPauseSchema,
  Job: jobSchema,
  JobLogEntry: jobLogEntrySchema,
  JobWait: jobWaitSchema,
  LanePublication: lanePublicationSchema,
  Manifest: manifestSchema,
  Pause: pauseSchema,
  PendingApproval: pendingApprovalSchema,
  Plan: planSchema,
  Problem: problemSchema,
  Progress: progressSchema,
  Publication: publicationSchema,
  PublishLane: publishLaneSchema,
  ReplayedJobs: replayedJobsSchema,
  RequestActionVerdict: requestActionSchema,
  RequestCounts: requestCountsSchema,
  Revision: revisionSchema,
  RevisionDiff: revisionDiffSchema,
  RevisionSummary: revisionSummarySchema,
  Target: targetSchema,
  TargetManifests: targetManifestsSchema,
  Timeline: timelineSchema,
  TimelineEntry: timelineEntrySchema,
  Wait: waitSchema,
  WorkQueue: workQueueSchema,
};

const referenceTo = (name: string) => `#/components/schemas/${name}`;

/** Says in JSON Schema what zod leaves out, and drops what says nothing. */
function amend(
  schema: z.core.$ZodType,
  json: JsonSchema,
  io: 'input' | 'output',
) {
  if (schema === labelSchema) {
    json.pattern = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$';
  }
  if (json.format === 'date-time' || json.format === 'uuid') {
    delete json.pattern;
  }
  // Answers grow members within a version of the API; only what callers send is closed to unknown ones.
  if (io === 'output' && json.additionalProperties === false) {
    delete json.additionalProperties;
  }
}

function convertNamed(
  io: 'input' | 'output',
  schemas: Named,
): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) {
    registry.add(schema, { id });
  }
  const converted = z.toJSONSchema(registry, {
    io,
    uri: referenceTo,
    override: ({ zodSchema, jsonSchema }) => amend(zodSchema, jsonSchema, io),
  }).schemas;
  // The dialect is OpenAPI 3.1's own, and a component is known by its place.
  return Object.fromEntries(
    Object.entries(converted).map(([name, { $schema, $id, ...json }]) => [
      name,
      json,
    ]),
  );
}

/** The schema of one parameter or header, in place. */
export function parameterSchema(schema: z.core.$ZodType): JsonSchema {
  const { $schema, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) =>
      amend(zodSchema, jsonSchema, 'input'),
  });
  return json;
}

/** Every schema that the document refers to, and the way to refer to one. */
export interface Components {
  schemas: Record<string, JsonSchema>;
  reference(schema: z.ZodType): { $ref: string };
}

/** `answers` suggests names for the schemas of answers; those that have one keep it. */
export function buildComponents(answers: Named): Components {
  const names = new Map<z.ZodType, string>();
  for (const schemas of [inputs, outputs, answers]) {
    for (const [name, schema] of Object.entries(schemas)) {
      names.set(schema, names.get(schema) ?? name);
    }
  }
  const all = Object.fromEntries(
    Array.from(names, ([schema, name]) => [name, schema]),
  );
  return {
    schemas: {
      ...convertNamed('output', all),
      ...convertNamed('input', inputs),
    },
    reference(schema) {
      const name = names.get(schema);
      if (name === undefined) {
        throw new Error('Expected a schema that has a name in the document');
      }
      return { $ref: referenceTo(name) };
    },
  };
}
