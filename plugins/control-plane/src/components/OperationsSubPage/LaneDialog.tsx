import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Link,
  Text,
} from '@backstage/ui';
import {
  LanePublication,
  PublishLane,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  Instant,
  Legible,
  LoadedContent,
  useControlPlaneLinks,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { operationsTexts } from '../../translation';
import styles from './OperationsSubPage.module.css';

const MOST = 100;

/** What a lane holds, in the order in which it is published. */
export function LaneDialog(props: { lane: PublishLane; onClose: () => void }) {
  const { lane, onClose } = props;
  const { t } = useTranslationRef(operationsTexts);
  const held = useLoaded(
    ['lane-publications', lane.repository],
    async (api, signal) =>
      (
        await api.listLanePublications(
          lane.repository,
          { limit: MOST },
          { signal },
        )
      ).items,
    { live: 'all' },
  );
  return (
    <Dialog
      isOpen
      isDismissable
      width={900}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>
        {t('operations.lanes.holdsTitle', { name: lane.repository })}
      </DialogHeader>
      <Legible>
        <DialogBody>
          <LoadedContent loaded={held}>
            {items =>
              items.length === 0 ? (
                <EmptyPanel title={t('operations.lanes.holdsNothing')} />
              ) : (
                <>
                  <Publications items={items} />
                  {items.length === MOST && (
                    <Text as="p" color="secondary">
                      {t('operations.lanes.holdsMore', {
                        number: String(MOST),
                      })}
                    </Text>
                  )}
                </>
              )
            }
          </LoadedContent>
        </DialogBody>
      </Legible>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('operations.lanes.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Publications(props: { items: readonly LanePublication[] }) {
  const { t } = useTranslationRef(operationsTexts);
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('operations.lanes.holds')}>
        <thead>
          <tr>
            <th scope="col">{t('operations.lanes.publishes')}</th>
            <th scope="col">{t('operations.lanes.purpose')}</th>
            <th scope="col">{t('operations.lanes.asked')}</th>
            <th scope="col" className={styles.number}>
              {t('operations.lanes.attempts')}
            </th>
            <th scope="col">{t('operations.lanes.nextTry')}</th>
            <th scope="col">{t('operations.lanes.failure')}</th>
          </tr>
        </thead>
        <tbody>
          {props.items.map(each => (
            <tr key={each.operationId}>
              <th scope="row">
                <Subject publication={each} />
              </th>
              <td>{t(`operations.lanes.purposes.${each.purpose}`)}</td>
              <td className={styles.nowrap}>
                <Instant at={each.createdAt} />
              </td>
              <td className={styles.number}>{each.attempts}</td>
              <td className={styles.nowrap}>
                {each.retryAt ? (
                  <Instant at={each.retryAt} />
                ) : (
                  t('operations.lanes.nextPush')
                )}
              </td>
              <td className={styles.why}>
                {each.message ? (
                  <>
                    <div>{each.message}</div>
                    <div className={styles.quiet}>{each.advice}</div>
                  </>
                ) : (
                  '–'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Subject(props: { publication: LanePublication }) {
  const { requestId, generation, target } = props.publication;
  const { t } = useTranslationRef(operationsTexts);
  const links = useControlPlaneLinks();
  return requestId === undefined ? (
    <>{t('operations.lanes.ofTarget', { name: target ?? '' })}</>
  ) : (
    <>
      <Link href={links.request(requestId)}>{requestId}</Link>{' '}
      {t('operations.lanes.generation', { number: String(generation ?? '') })}
    </>
  );
}
