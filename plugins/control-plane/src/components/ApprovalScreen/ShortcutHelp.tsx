import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Switch,
  Text,
} from '@backstage/ui';
import { Legible } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { decideTexts } from '../../translation';
import styles from './ShortcutHelp.module.css';

const KEYS = [
  ['a', 'approve'],
  ['r', 'reject'],
  ['c', 'comment'],
  ['d', 'changes'],
  ['i', 'inbox'],
  ['?', 'help'],
] as const;

/** Lists the shortcuts of the screen, and turns them off for those whom single letters disturb. */
export function ShortcutHelp(props: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  isEnabled: boolean;
  onEnabledChange: (isEnabled: boolean) => void;
}) {
  const { t } = useTranslationRef(decideTexts);
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      isDismissable
      width={440}
    >
      <DialogHeader>{t('decide.keys.title')}</DialogHeader>
      <Legible>
        <DialogBody>
          <Flex direction="column" gap="4">
            <Text color="secondary">{t('decide.keys.description')}</Text>
            <dl className={styles.keys}>
              {KEYS.map(([key, name]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{t(`decide.keys.${name}`)}</dd>
                </div>
              ))}
            </dl>
            <Switch
              label={t('decide.keys.enabled')}
              isSelected={props.isEnabled}
              onChange={props.onEnabledChange}
            />
          </Flex>
        </DialogBody>
      </Legible>
      <DialogFooter>
        <Button variant="secondary" slot="close">
          {t('decide.keys.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
