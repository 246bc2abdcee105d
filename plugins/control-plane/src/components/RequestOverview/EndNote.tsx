import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import {
  EnvironmentRequest,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  Instant,
  LoadedContent,
  TextSkeleton,
  useControlPlaneLinks,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';

/** Of a request that was rejected or withdrawn: why, by whom, and how to ask again. */
export function EndNote({ request }: { request: EnvironmentRequest }) {
  const { phase } = request;
  return phase === 'rejected' || phase === 'withdrawn' ? (
    <Ended request={request} phase={phase} />
  ) : null;
}

function Ended(props: {
  request: EnvironmentRequest;
  phase: 'rejected' | 'withdrawn';
}) {
  const { request, phase } = props;
  const { t } = useTranslationRef(requestTexts);
  const links = useControlPlaneLinks();
  const revision = useLoaded(
    ['revision', request.id, request.generation],
    (api, signal) =>
      api.getRevision(request.id, request.generation, { signal }),
  );
  return (
    <LoadedContent loaded={revision} skeleton={<TextSkeleton lines={2} />}>
      {value => (
        <Alert
          status={phase === 'rejected' ? 'danger' : 'info'}
          icon
          title={value.endedReason || t('request.end.noReason')}
          description={
            <Who revision={value} words={t(`request.end.${phase}`)} />
          }
          customActions={
            <ButtonLink
              size="small"
              variant="secondary"
              href={`${links.newRequest(request.class.name)}?${sameAgain(
                request,
              )}`}
            >
              {t('request.end.again')}
            </ButtonLink>
          }
        />
      )}
    </LoadedContent>
  );
}

/** Fills in the form with what was asked for, as far as the form reads it from its address. */
function sameAgain({ team, app, region }: EnvironmentRequest) {
  return new URLSearchParams({ team, app, region });
}

function Who({ revision, words }: { revision: Revision; words: string }) {
  const { t } = useTranslationRef(requestTexts);
  const rejection = revision.approvals.find(
    ({ decision }) => decision === 'reject',
  );
  const at = rejection?.decidedAt ?? revision.endedAt;
  return (
    <span>
      {words}
      {rejection && (
        <>
          {' '}
          {t('request.end.by')} <ActorName actor={rejection.decidedBy} />
        </>
      )}
      {at && (
        <>
          , <Instant at={at} />
        </>
      )}
    </span>
  );
}
