import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { Revision } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { controlPlaneReactTranslationRef } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { isReplaced } from '../../present/isReplaced';
import { requestTexts } from '../../translation';
import styles from './RevisionSelect.module.css';

/** Reads a generation from an address, which may carry anything. */
export function readGeneration(text: string | null): number | undefined {
  return text !== null && /^\d{1,7}$/.test(text) ? Number(text) : undefined;
}

/** Chooses a revision by number, with what it asked for and what became of it. */
export function RevisionSelect(props: {
  label: string;
  revisions: readonly Revision[];
  value: number;
  onChange: (generation: number) => void;
  /** Words for "before the first", where that may be chosen. */
  zero?: string;
}) {
  const { label, revisions, value, onChange, zero } = props;
  const { t } = useTranslationRef(requestTexts);
  const words = useTranslationRef(controlPlaneReactTranslationRef).t;
  const options = revisions.map(revision => ({
    value: String(revision.generation),
    label: t('request.manifests.option', {
      generation: String(revision.generation),
      action: words(`status.action.${revision.action}`),
      state: isReplaced(revision, revisions)
        ? t('request.approvals.replaced')
        : words(`status.revision.${revision.state}`),
    }),
  }));
  const isListed = revisions.some(({ generation }) => generation === value);
  return (
    <Select
      className={styles.select}
      label={label}
      size="small"
      options={[
        // An older one, from an address, stands on a page that is not read yet.
        ...(isListed || value === 0
          ? []
          : [
              {
                value: String(value),
                label: t('request.overview.revisionOption', {
                  generation: String(value),
                }),
              },
            ]),
        ...options,
        ...(zero ? [{ value: '0', label: zero }] : []),
      ]}
      value={String(value)}
      onChange={key => onChange(Number(key))}
    />
  );
}
