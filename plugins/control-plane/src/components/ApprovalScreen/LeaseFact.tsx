import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EnvironmentRequest,
  Plan,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Instant,
  useLength,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { determineLeaseChange } from '../../present/determineLeaseChange';
import { decideTexts } from '../../translation';
import { NowThen } from '../NowThen';

const HOUR_MS = 3_600_000;

/** How long it lives, and how long it would. */
export function LeaseFact(props: {
  request: EnvironmentRequest;
  revision: Revision;
  plan?: Plan;
}) {
  const { t } = useTranslationRef(decideTexts);
  const length = useLength();
  const change = determineLeaseChange(props);
  const end = (at: string | undefined) =>
    at ? <Instant at={at} /> : t('decide.screen.notStarted');
  switch (change.kind) {
    case 'starts':
      return (
        <>
          <strong>
            {t('decide.screen.leaseStarts', {
              length: length(change.hours * HOUR_MS),
            })}
          </strong>
          {change.expiresAt && (
            <>
              {'; '}
              {t('decide.screen.leaseEndsIfNow', {
                at: <Instant at={change.expiresAt} />,
              })}
            </>
          )}
        </>
      );
    case 'same':
      return (
        <>
          {change.expiresAt
            ? t('decide.screen.leaseUntil', {
                at: <Instant at={change.expiresAt} />,
              })
            : t('decide.screen.notStarted')}
          , {t('decide.screen.leaseSame')}
        </>
      );
    case 'longer':
      return (
        <>
          <NowThen
            now={end(change.now)}
            then={change.then && end(change.then)}
          />
          {' ('}
          {t('decide.screen.leaseLonger', {
            length: length(change.byHours * HOUR_MS),
          })}
          )
        </>
      );
    case 'ends':
      return (
        <NowThen now={end(change.now)} then={t('decide.screen.leaseEnds')} />
      );
    default: {
      const unreachable: never = change;
      throw new Error(`Unknown change of lease ${unreachable}`);
    }
  }
}
