import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import { useControlPlaneLinks } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiArrowRightLine } from '@remixicon/react';
import { useId } from 'react';
import { useAskTitle } from '../../hooks/useAskTitle';
import { decideTexts } from '../../translation';
import { useNextApproval } from './useNextApproval';

/** The way on after a decision. */
export function NextInInbox(props: { id: string; generation: number }) {
  const { t } = useTranslationRef(decideTexts);
  const links = useControlPlaneLinks();
  const askTitle = useAskTitle();
  const nextId = useId();
  const loaded = useNextApproval(props.id, props.generation);
  const inbox = (
    <ButtonLink href={`${links.root()}/approvals`} variant="secondary">
      {t('decide.outcome.toInbox')}
    </ButtonLink>
  );
  if (loaded.status !== 'ready') {
    return <Flex>{inbox}</Flex>;
  }
  const { next, more } = loaded.value;
  if (!next) {
    return (
      <Flex direction="column" gap="2" align="start">
        <Text color="secondary">{t('decide.outcome.noNext')}</Text>
        {inbox}
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="2" align="start">
      <ButtonLink
        href={links.approval(next.request.id, next.revision.generation)}
        variant="primary"
        size="medium"
        aria-describedby={nextId}
        iconEnd={<RiArrowRightLine aria-hidden />}
      >
        {t('decide.outcome.next')}
      </ButtonLink>
      <Text id={nextId} color="secondary" variant="body-small">
        {askTitle(next.request, next.revision.action)}
        {more > 0 && <>; {t('decide.outcome.nextMore', { count: more })}</>}
      </Text>
      {inbox}
    </Flex>
  );
}
