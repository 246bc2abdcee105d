import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  requestName,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiMore2Fill } from '@remixicon/react';
import { useState } from 'react';
import { entityTexts } from '../../translation';
import { EndDialog } from './EndDialog';
import { ExtendDialog } from './ExtendDialog';
import styles from './RequestActionsMenu.module.css';
import { MenuVerdict, useMenuVerdicts } from './useMenuVerdicts';

/** What one may do with a request, from a list of them. */
export function RequestActionsMenu(props: { request: EnvironmentRequest }) {
  const { request } = props;
  const { t } = useTranslationRef(entityTexts);
  const links = useControlPlaneLinks();
  const [isOpen, setOpen] = useState(false);
  const [dialog, setDialog] = useState<'extend' | 'delete'>();
  const verdicts = useMenuVerdicts(request.id, { isAsked: isOpen });
  const close = () => setDialog(undefined);
  return (
    <>
      <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <ButtonIcon
          variant="tertiary"
          size="small"
          icon={<RiMore2Fill aria-hidden />}
          aria-label={t('entity.environments.menu.label', {
            name: requestName(request),
          })}
        />
        <Menu>
          <MenuItem href={links.request(request.id)}>
            {t('entity.environments.menu.open')}
          </MenuItem>
          <MenuItem
            isDisabled={!verdicts.extend.allowed}
            onAction={() => setDialog('extend')}
          >
            <Label
              text={t('entity.environments.menu.extend')}
              verdict={verdicts.extend}
            />
          </MenuItem>
          <MenuItem
            color={verdicts.delete.allowed ? 'danger' : 'primary'}
            className={styles.end}
            isDisabled={!verdicts.delete.allowed}
            onAction={() => setDialog('delete')}
          >
            <Label
              text={t('entity.environments.menu.end')}
              verdict={verdicts.delete}
            />
          </MenuItem>
        </Menu>
      </MenuTrigger>
      <ExtendDialog
        request={request}
        isOpen={dialog === 'extend'}
        onClose={close}
      />
      <EndDialog
        request={request}
        isOpen={dialog === 'delete'}
        onClose={close}
      />
    </>
  );
}

/** The action, and the reason why it cannot be taken. */
function Label(props: { text: string; verdict: MenuVerdict }) {
  const { text, verdict } = props;
  return (
    <span>
      {text}
      {!verdict.allowed && verdict.reason && (
        <>
          <br />
          <small>{verdict.reason}</small>
        </>
      )}
    </span>
  );
}
