import { RequestHandler } from 'express';

/** Counts and times HTTP requests from beside: the routes know nothing of telemetry. */
export interface RequestTracker {
  readonly middleware: RequestHandler;
}
