import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Flex, TextAreaField } from '@backstage/ui';
import {
  EnvironmentRequest,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useControlPlaneLinks } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useEffect, useRef } from 'react';
import { Outcome } from '../../present/determineOutcome';
import { decideTexts } from '../../translation';
import { NextInInbox } from './NextInInbox';
import { OutcomeDetails } from './OutcomeDetails';
import { OutcomeTitle } from './OutcomeTitle';
import { ScreenSection } from '../ScreenSection';

const STATUS = {
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'info',
  superseded: 'info',
} as const satisfies Record<Exclude<Outcome['kind'], 'waiting'>, string>;

/**
 * What became of the revision, and the way on.
 *
 * @remarks
 * When it takes the place of the form it takes the focus too, so that a screen reader says what happened. A comment that was not sent stays
 * readable.
 */
export function OutcomePanel(props: {
  outcome: Exclude<Outcome, { kind: 'waiting' }>;
  request: EnvironmentRequest;
  revision: Revision;
  /** Whether it was the caller who decided. */
  isOwn: boolean;
  /** Whether it takes the place of the form. */
  isNews: boolean;
  unsentComment: string;
}) {
  const { outcome, request, revision, isNews, unsentComment } = props;
  const { t } = useTranslationRef(decideTexts);
  const links = useControlPlaneLinks();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isNews) {
      section.current?.focus({ preventScroll: true });
    }
  }, [isNews]);
  return (
    <ScreenSection ref={section} title={t('decide.panel.title')}>
      <Alert
        icon
        role="status"
        status={STATUS[outcome.kind]}
        title={<OutcomeTitle outcome={outcome} isOwn={props.isOwn} />}
        description={<OutcomeDetails outcome={outcome} isOwn={props.isOwn} />}
      />
      {unsentComment !== '' && (
        <TextAreaField
          label={t('decide.outcome.keptComment')}
          description={t('decide.outcome.keptCommentHint')}
          value={unsentComment}
          isReadOnly
        />
      )}
      <Flex direction="column" gap="2" align="start">
        {outcome.kind === 'superseded' && outcome.successor !== undefined && (
          <ButtonLink
            href={links.approval(request.id, outcome.successor)}
            variant="primary"
            size="medium"
          >
            {t('decide.outcome.toSuccessor', {
              generation: String(outcome.successor),
            })}
          </ButtonLink>
        )}
        <NextInInbox id={request.id} generation={revision.generation} />
        <ButtonLink href={links.request(request.id)} variant="tertiary">
          {t('decide.outcome.follow')}
        </ButtonLink>
      </Flex>
    </ScreenSection>
  );
}
