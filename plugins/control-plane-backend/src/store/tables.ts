/** Tables of the stores; the queue has its own. */
export const tables = {
  approvals: 'approvals',
  auditEntries: 'audit_entries',
  classes: 'classes',
  classRevisions: 'class_revisions',
  descriptorLooks: 'descriptor_looks',
  descriptors: 'descriptors',
  drift: 'drift',
  idempotencyKeys: 'idempotency_keys',
  inventory: 'inventory',
  manifestBlobs: 'manifest_blobs',
  outbox: 'outbox',
  publications: 'publications',
  requests: 'requests',
  revisionManifests: 'revision_manifests',
  revisions: 'revisions',
} as const;
