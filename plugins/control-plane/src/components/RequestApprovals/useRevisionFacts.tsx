import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Revision } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Fact,
  Instant,
  Price,
  useLength,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';

const HOUR_MS = 3_600_000;

/** What a revision asked for and what became of it. */
export function useRevisionFacts(revision: Revision): Fact[] {
  const { t } = useTranslationRef(requestTexts);
  const length = useLength();
  const { action, leaseHours, endedReason, endedAt, effectiveAt } = revision;
  const hours = length(leaseHours * HOUR_MS);
  return [
    {
      label: t('request.approvals.price'),
      value: <Price cost={revision.cost} />,
    },
    // A change and a deletion leave the lease alone.
    ...(action === 'update' || action === 'delete'
      ? []
      : [
          {
            label: t('request.approvals.lease'),
            value:
              action === 'extend'
                ? t('request.approvals.leaseAdded', { length: hours })
                : hours,
          },
        ]),
    { label: t('request.approvals.rule'), value: revision.approvalRule },
    ...(revision.extraManifests
      ? [
          {
            label: t('request.approvals.extra'),
            value: revision.extraManifests.join(', '),
          },
        ]
      : []),
    ...(effectiveAt
      ? [
          {
            label: t('request.approvals.inForce'),
            value: <Instant at={effectiveAt} />,
          },
        ]
      : []),
    ...(endedReason || endedAt
      ? [
          {
            label: t('request.approvals.ended'),
            value: (
              <>
                {endedAt && <Instant at={endedAt} />} {endedReason}
              </>
            ),
          },
        ]
      : []),
  ];
}
