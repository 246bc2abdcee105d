import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { CsvExport } from '../../hooks/useCsvExport';
import { fleetTexts } from '../../translation';
import styles from './CsvExportButton.module.css';

/** Starts an export, tells how far it is, and ends it. */
export function CsvExportButton(props: { csv: CsvExport }) {
  const { state, start, cancel } = props.csv;
  const { t } = useTranslationRef(fleetTexts);
  return (
    <div className={styles.export}>
      <span role="status">
        <Text
          variant="body-small"
          color={state.status === 'failed' ? 'danger' : 'secondary'}
        >
          <Words state={state} />
        </Text>
      </span>
      {state.status === 'running' ? (
        <Button variant="secondary" onPress={cancel}>
          {t('fleet.export.cancel')}
        </Button>
      ) : (
        <Button
          variant="secondary"
          iconStart={<RiDownloadLine />}
          onPress={start}
        >
          {state.status === 'failed'
            ? t('fleet.export.retry')
            : t('fleet.export.button')}
        </Button>
      )}
    </div>
  );
}

function Words(props: { state: CsvExport['state'] }) {
  const { state } = props;
  const { t } = useTranslationRef(fleetTexts);
  switch (state.status) {
    case 'idle':
      return null;
    case 'running':
      return <>{t('fleet.export.running', { number: String(state.count) })}</>;
    case 'cancelled':
      return <>{t('fleet.export.cancelled')}</>;
    case 'failed':
      return <>{`${t('fleet.export.failed')}: ${state.error.message}`}</>;
    case 'done':
      return <>{t('fleet.export.done', { count: state.count })}</>;
    default: {
      const unreachable: never = state;
      return unreachable;
    }
  }
}
