import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Tag,
  TagGroup,
} from '@backstage/ui';
import { Legible } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiBookmarkLine } from '@remixicon/react';
import { FormEvent, useId, useState } from 'react';
import { SavedViews, useSavedViews } from '../../hooks/useSavedViews';
import { fleetTexts } from '../../translation';
import { TextInput } from '../RequestForm';
import styles from './FleetSubPage.module.css';

const MAX_NAME = 60;

/** Filters that somebody saved under a name, and the way to save those of now. */
export function SavedViewsBar(props: {
  /** The filters of now, as the address's query. */
  query: string;
  onOpen: (query: string) => void;
}) {
  const { query, onOpen } = props;
  const { t } = useTranslationRef(fleetTexts);
  const saved = useSavedViews();
  const toasts = useApi(toastApiRef);
  const [isSaving, setSaving] = useState(false);
  const current = saved.views.find(view => view.query === query);
  if (saved.views.length === 0 && query === '') {
    return null;
  }
  return (
    <div className={styles.views}>
      {saved.views.length > 0 && (
        <TagGroup
          aria-label={t('fleet.views.label')}
          selectionMode="single"
          selectedKeys={current ? [current.name] : []}
          onSelectionChange={keys => {
            const [name] = keys === 'all' ? [] : [...keys];
            const view = saved.views.find(each => each.name === name);
            onOpen(view?.query ?? '');
          }}
          onRemove={keys => [...keys].forEach(key => saved.remove(String(key)))}
        >
          {saved.views.map(({ name }) => (
            <Tag
              key={name}
              id={name}
              textValue={name}
              icon={<RiBookmarkLine size={14} />}
            >
              {name}
            </Tag>
          ))}
        </TagGroup>
      )}
      {!current && query !== '' && (
        <Button
          size="small"
          variant="tertiary"
          iconStart={<RiBookmarkLine />}
          onPress={() => setSaving(true)}
        >
          {t('fleet.views.save')}
        </Button>
      )}
      {isSaving && (
        <SaveDialog
          saved={saved}
          onClose={() => setSaving(false)}
          onSave={async name => {
            await saved.save({ name, query });
            setSaving(false);
            toasts.post({
              title: t('fleet.views.saved', { name }),
              status: 'success',
              timeout: 4_000,
            });
          }}
        />
      )}
    </div>
  );
}

function SaveDialog(props: {
  saved: SavedViews;
  onClose: () => void;
  onSave: (name: string) => void;
}) {
  const { saved, onClose, onSave } = props;
  const { t } = useTranslationRef(fleetTexts);
  const formId = useId();
  const [typed, setTyped] = useState('');
  const [isAttempted, setAttempted] = useState(false);
  const name = typed.trim();
  const problem = (() => {
    if (name === '' || name.length > MAX_NAME) {
      return t('fleet.views.nameMissing', { name: JSON.stringify(name) });
    }
    return saved.views.some(view => view.name === name)
      ? t('fleet.views.nameTaken', { name: JSON.stringify(name) })
      : undefined;
  })();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAttempted(true);
    if (!problem) {
      onSave(name);
    }
  };
  return (
    <Dialog isOpen isDismissable onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>{t('fleet.views.saveTitle')}</DialogHeader>
      <Legible>
        <DialogBody>
          <form id={formId} onSubmit={submit} noValidate>
            <TextInput
              label={t('fleet.views.name')}
              value={typed}
              onChange={setTyped}
              error={isAttempted ? problem : undefined}
              isRequired
            />
          </form>
        </DialogBody>
      </Legible>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('fleet.views.cancel')}
        </Button>
        <Button type="submit" form={formId} variant="primary">
          {t('fleet.views.save')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
