import { anOutboxEntry } from '../../__testUtils__/builders';
import { OutboxKind } from './OutboxEntry';
import { sinksOf } from './sinksOf';

const MACHINES = ['events', 'signals'];
const EVERYBODY = [...MACHINES, 'notifications'];

describe('sinksOf', () => {
  it.each<[OutboxKind, Record<string, string>, string[]]>([
    ['approval_wanted', {}, EVERYBODY],
    ['decision_taken', { decidedBy: 'user:default/ada' }, EVERYBODY],
    ['decision_taken', { decidedBy: 'policy:class-preview-create' }, MACHINES],
    ['request_changed', {}, MACHINES],
    ['request_changed', { phase: 'ready' }, MACHINES],
    ['request_changed', { became: 'ready' }, EVERYBODY],
    ['request_changed', { became: 'failed' }, EVERYBODY],
    ['lease_expiring', {}, EVERYBODY],
    ['lease_expired', {}, EVERYBODY],
    ['drift_found', {}, EVERYBODY],
  ])('tells of %s %j: %j', (kind, payload, sinks) => {
    expect(sinksOf(anOutboxEntry({ kind, payload }))).toEqual(sinks);
  });
});
