import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EnvironmentRequest,
  Plan,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  Instant,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { ReactNode } from 'react';
import { decideTexts } from '../../translation';
import styles from './AskFacts.module.css';
import { LeaseFact } from './LeaseFact';
import { PriceFact } from './PriceFact';

/** What is asked, by whom, for how long and at what price, at one glance. */
export function AskFacts(props: {
  request: EnvironmentRequest;
  revision: Revision;
  plan?: Plan;
}) {
  const { request, revision } = props;
  const { t } = useTranslationRef(decideTexts);
  return (
    <dl className={styles.facts}>
      <Fact name={t('decide.screen.why')} isWide>
        <span className={revision.reason ? styles.reason : styles.none}>
          {revision.reason || t('decide.screen.noReason')}
        </span>
      </Fact>
      <Fact name={t('decide.screen.requestedBy')}>
        <ActorName actor={revision.requestedBy} />
      </Fact>
      <Fact name={t('decide.screen.requestedAt')}>
        <Instant at={revision.requestedAt} />
      </Fact>
      <Fact name={t('decide.screen.price')}>
        <PriceFact {...props} />
      </Fact>
      <Fact name={t('decide.screen.lease')}>
        <LeaseFact {...props} />
      </Fact>
      <Fact name={t('decide.screen.team')}>
        {t('decide.screen.teamAndApp', {
          app: request.app,
          team: request.team,
        })}
      </Fact>
      <Fact name={t('decide.screen.place')}>
        {t('decide.screen.placeText', {
          region: request.region,
          target: request.target,
        })}
      </Fact>
      <Fact name={t('decide.screen.class')}>
        {t('decide.screen.classRevision', {
          name: revision.class.name,
          revision: String(revision.class.revision),
        })}
      </Fact>
      <Fact name={t('decide.screen.rule')}>
        <code>{revision.approvalRule}</code>
      </Fact>
      <Fact name={t('decide.screen.digest')} isWide>
        <code className={styles.digest}>{revision.planDigest}</code>
      </Fact>
    </dl>
  );
}

function Fact(props: { name: string; isWide?: boolean; children: ReactNode }) {
  return (
    <div className={props.isWide ? styles.wide : undefined}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
