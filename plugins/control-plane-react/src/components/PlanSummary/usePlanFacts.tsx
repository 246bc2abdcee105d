import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Plan } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { controlPlaneReactTranslationRef } from '../../translation';
import { useLength } from '../Duration';
import { Fact } from '../FactList';
import { Instant } from '../Instant';
import { Price } from '../Price';
import { StatusChip } from '../StatusChip';

const HOUR_MS = 3_600_000;

/** What of a plan is decided on, fact by fact. */
export function usePlanFacts(plan: Plan): Fact[] {
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const length = useLength();
  const { lease, approval } = plan;
  const hours = length(lease.hours * HOUR_MS);
  return [
    {
      label: t('request.plan.action'),
      value: t(`status.action.${plan.action}`),
    },
    { label: t('request.plan.price'), value: <Price cost={plan.cost} /> },
    {
      label: t('request.plan.lease'),
      value:
        plan.action === 'extend'
          ? t('request.plan.addedLease', { length: hours })
          : hours,
    },
    ...(lease.expiresAt
      ? [
          {
            label: t('request.plan.leaseEnds'),
            value: <Instant at={lease.expiresAt} />,
          },
        ]
      : []),
    {
      label: t('request.plan.approval'),
      value: (
        <StatusChip
          tone={approval.required ? 'warning' : 'success'}
          title={t('request.plan.rule', { rule: approval.rule })}
        >
          {approval.required
            ? t('request.plan.approvalNeeded')
            : t('request.plan.approvalByPolicy')}
        </StatusChip>
      ),
    },
    {
      label: t('request.plan.class'),
      value: t('request.plan.classRevision', {
        name: plan.class.name,
        revision: String(plan.class.revision),
      }),
    },
    { label: t('request.plan.target'), value: plan.target },
    {
      label: t('request.plan.namespaces'),
      value: (
        <ul>
          {plan.namespaces.map(name => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      ),
      isWide: true,
    },
  ];
}
