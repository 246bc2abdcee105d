import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  EnvironmentRequest,
  isTerminalPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  EntityLink,
  Fact,
  LeaseText,
  Price,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';

/** What tells one request from another, at a glance. */
export function useHeaderFacts(request: EnvironmentRequest): Fact[] {
  const { t } = useTranslationRef(requestTexts);
  const links = useControlPlaneLinks();
  const { team, app, requester, owner } = request;
  return [
    {
      label: t('request.facts.team'),
      value: (
        <EntityLink entityRef={`group:default/${team}`}>{team}</EntityLink>
      ),
    },
    {
      label: t('request.facts.app'),
      value: (
        <EntityLink entityRef={`component:default/${app}`}>{app}</EntityLink>
      ),
    },
    {
      label: t('request.facts.class'),
      value: (
        <Link href={links.class(request.class.name)}>
          {t('request.facts.classRevision', {
            name: request.class.name,
            revision: String(request.class.revision),
          })}
        </Link>
      ),
    },
    { label: t('request.facts.region'), value: request.region },
    ...(isTerminalPhase(request.phase)
      ? []
      : [
          {
            label: t('request.facts.lease'),
            value: <LeaseText lease={request.lease} />,
          },
        ]),
    { label: t('request.facts.price'), value: <Price cost={request.cost} /> },
    {
      label: t('request.facts.requester'),
      value: <ActorName actor={requester} />,
    },
    ...(owner === requester
      ? []
      : [
          {
            label: t('request.facts.owner'),
            value: <ActorName actor={owner} />,
          },
        ]),
  ];
}
