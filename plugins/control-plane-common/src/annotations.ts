/** Labels that every rendered object carries. */
export const LABEL_REQUEST_ID = 'control-plane.io/request-id';
export const LABEL_TEAM = 'control-plane.io/team';
export const LABEL_APP = 'control-plane.io/app';
export const LABEL_CLASS = 'control-plane.io/class';

/** Trailers of a publication's commit. */
export const TRAILER_OPERATION = 'Control-Plane-Operation';
export const TRAILER_REQUEST = 'Control-Plane-Request';
export const TRAILER_GENERATION = 'Control-Plane-Generation';
export const TRAILER_PLAN_DIGEST = 'Plan-Digest';
export const TRAILER_APPROVED_BY = 'Approved-By';

/** Header by which a caller makes a create repeatable; the server makes one and returns it when absent. */
export const HEADER_IDEMPOTENCY_KEY = 'Idempotency-Key';
