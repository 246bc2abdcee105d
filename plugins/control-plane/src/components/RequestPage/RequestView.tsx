import { TaggedRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ExtendDialog } from '../EntityEnvironments/ExtendDialog';
import { RequestChangeForm } from '../RequestChangeForm';
import { PhaseAnnouncer } from './PhaseAnnouncer';
import { RequestHeader } from './RequestHeader';
import styles from './RequestPage.module.css';
import { RequestTabs } from './RequestTabs';
import { useRequestAddress } from './useRequestAddress';
import { useVerdicts } from './useVerdicts';

/** A request that is known: its header, and either what there is to see or the form that changes it. */
export function RequestView({ tagged }: { tagged: TaggedRequest }) {
  const { request } = tagged;
  const address = useRequestAddress();
  const verdicts = useVerdicts(request.id);
  return (
    <div className={styles.page}>
      <RequestHeader
        request={request}
        verdicts={verdicts}
        withActions={address.task !== 'change'}
        onTask={address.setTask}
      />
      <PhaseAnnouncer request={request} />
      {address.task === 'change' ? (
        <RequestChangeForm
          tagged={tagged}
          onClose={() => address.setTask(undefined)}
        />
      ) : (
        <RequestTabs request={request} verdicts={verdicts} address={address} />
      )}
      <ExtendDialog
        request={request}
        isOpen={address.task === 'extend'}
        onClose={() => address.setTask(undefined)}
      />
    </div>
  );
}
