import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { Target } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  Legible,
  LoadedContent,
  ManifestBrowser,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useState } from 'react';
import { operationsTexts } from '../../translation';
import styles from './OperationsSubPage.module.css';
import { SectionCard } from './SectionCard';
import { useTargets } from './useTargets';

/** Where requests land, and the objects that an operator applies there once. */
export function TargetsCard() {
  const { t } = useTranslationRef(operationsTexts);
  const targets = useTargets();
  const [shown, setShown] = useState<string>();
  return (
    <SectionCard title={t('operations.targets.title')}>
      <LoadedContent loaded={targets}>
        {items =>
          items.length === 0 ? (
            <EmptyPanel
              title={t('operations.targets.empty')}
              description={t('operations.targets.emptyHint')}
            />
          ) : (
            <TargetsTable targets={items} onShow={setShown} />
          )
        }
      </LoadedContent>
      {shown !== undefined && (
        <RootObjects name={shown} onClose={() => setShown(undefined)} />
      )}
    </SectionCard>
  );
}

function TargetsTable(props: {
  targets: Target[];
  onShow: (name: string) => void;
}) {
  const { t } = useTranslationRef(operationsTexts);
  return (
    <div className={styles.scroll}>
      <table
        className={styles.table}
        aria-label={t('operations.targets.title')}
      >
        <thead>
          <tr>
            <th scope="col">{t('operations.targets.name')}</th>
            <th scope="col">{t('operations.targets.region')}</th>
            <th scope="col">{t('operations.targets.delivery')}</th>
            <th scope="col">{t('operations.targets.repository')}</th>
            <th scope="col">{t('operations.targets.branch')}</th>
            <th scope="col">{t('operations.targets.root')}</th>
          </tr>
        </thead>
        <tbody>
          {props.targets.map(target => (
            <tr key={target.name}>
              <th scope="row">{target.name}</th>
              <td>{target.region}</td>
              <td>{target.delivery === 'argocd' ? 'Argo CD' : 'Flux CD'}</td>
              <td>
                <div>{target.repository}</div>
                <div className={styles.mono}>{target.deliveryRepository}</div>
              </td>
              <td className={styles.mono}>{target.branch}</td>
              <td>
                <Button
                  size="small"
                  variant="secondary"
                  aria-label={t('operations.targets.rootOf', {
                    name: target.name,
                  })}
                  onPress={() => props.onShow(target.name)}
                >
                  {t('operations.targets.show')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RootObjects(props: { name: string; onClose: () => void }) {
  const { name, onClose } = props;
  const { t } = useTranslationRef(operationsTexts);
  const manifests = useLoaded(['target-manifests', name], (api, signal) =>
    api.getTargetManifests(name, { signal }),
  );
  return (
    <Dialog
      isOpen
      isDismissable
      width={960}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{t('operations.targets.rootTitle', { name })}</DialogHeader>
      <Legible>
        <DialogBody>
          <Text as="p" color="secondary">
            {t('operations.targets.rootHint')}
          </Text>
          <LoadedContent loaded={manifests}>
            {({ manifests: files }) => <ManifestBrowser manifests={files} />}
          </LoadedContent>
        </DialogBody>
      </Legible>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('operations.targets.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
