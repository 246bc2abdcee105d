import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Text } from '@backstage/ui';
import {
  RemixiconComponentType,
  RiErrorWarningLine,
  RiFileForbidLine,
  RiLockLine,
  RiLoginCircleLine,
  RiWifiOffLine,
} from '@remixicon/react';
import { useControlPlaneLinks } from '../../api/controlPlaneLinksApiRef';
import { classifyFailure, FailureKind } from '../../present/classifyFailure';
import { saysMore, WayOn, waysOn } from '../../present/failureWays';
import { controlPlaneReactTranslationRef } from '../../translation';
import styles from './FailurePanel.module.css';

const ICONS: Partial<Record<FailureKind, RemixiconComponentType>> = {
  denied: RiLockLine,
  missing: RiFileForbidLine,
  offline: RiWifiOffLine,
  expired_session: RiLoginCircleLine,
};

export interface FailurePanelProps {
  error: Error;
  retry?: () => void;
}

/** In place of what could not be loaded: what went wrong, in the words of its kind, and the way on. */
export function FailurePanel({ error, retry }: FailurePanelProps) {
  const { kind } = classifyFailure(error);
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const Icon = ICONS[kind] ?? RiErrorWarningLine;
  return (
    <div className={styles.panel} role="alert">
      <span className={styles.icon} data-kind={kind} aria-hidden="true">
        <Icon size={28} />
      </span>
      <Text as="h3" variant="title-x-small" className={styles.text}>
        {t(`failure.${kind}.title`)}
      </Text>
      <Text as="p" color="secondary" className={styles.text}>
        {t(`failure.${kind}.description`)}
      </Text>
      {saysMore(kind) && (
        <Text as="p" variant="body-small" className={styles.said}>
          {error.message}
        </Text>
      )}
      <div className={styles.ways}>
        {waysOn(kind).map(way => (
          <Way key={way} way={way} kind={kind} retry={retry} />
        ))}
      </div>
    </div>
  );
}

function Way(props: { way: WayOn; kind: FailureKind; retry?: () => void }) {
  const { way, kind, retry } = props;
  const links = useControlPlaneLinks();
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  switch (way) {
    case 'retry':
      return retry ? (
        <Button variant="secondary" onPress={retry}>
          {kind === 'stale' || kind === 'conflict'
            ? t('failure.action.reload')
            : t('failure.action.retry')}
        </Button>
      ) : null;
    case 'sign_in':
      return (
        // Loading the app anew is what starts Backstage's sign-in.
        <Button variant="primary" onPress={() => window.location.reload()}>
          {t('failure.action.signIn')}
        </Button>
      );
    case 'home':
      return (
        <ButtonLink variant="secondary" href={links.root()}>
          {t('failure.action.home')}
        </ButtonLink>
      );
    default: {
      const unreachable: never = way;
      return unreachable;
    }
  }
}
