/** What a caller's idempotency key stands for. */
export interface IdempotencyRecord {
  caller: string;
  key: string;
  /** Digest of the body that came with the key first. */
  bodyDigest: string;
  requestId: string;
}

export interface IdempotencyStore {
  /** A record younger than 24 h. */
  find(caller: string, key: string): Promise<IdempotencyRecord | undefined>;
  /** @throws ConflictError when the key is taken: another call with it committed first. */
  insert(record: IdempotencyRecord): Promise<void>;
  /** Removes records older than 24 h; returns how many. */
  purge(): Promise<number>;
}
