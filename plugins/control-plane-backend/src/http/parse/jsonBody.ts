import { RouteName } from '@platform-control-plane/backstage-plugin-control-plane-common';
import express, { RequestHandler } from 'express';

/** The largest body that most routes take, with room for white space. */
const LIMIT = '64kb';

/** With files of the team in it: 200 KiB of them, each of whose characters JSON may write as an escape of three times the length. */
const LIMIT_WITH_FILES = '704kb';

const WITH_FILES: ReadonlySet<string> = new Set<RouteName>([
  'createRequest',
  'planCreate',
  'changeRequest',
  'planChange',
]);

const plain = express.json({ limit: LIMIT });
const withFiles = express.json({ limit: LIMIT_WITH_FILES });

/** Reads the JSON body of a route, as large as that route takes and no larger. */
export function jsonBody(route: string): RequestHandler {
  return WITH_FILES.has(route) ? withFiles : plain;
}
