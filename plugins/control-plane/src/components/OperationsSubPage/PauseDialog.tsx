import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Text, TextField } from '@backstage/ui';
import {
  JOB_KINDS,
  PAUSE_SCOPES,
  pauseBodySchema,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  FailureAlert,
  Loaded,
  ReasonDialog,
  useAction,
  useReloadShown,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useState } from 'react';
import { useTeams } from '../../catalog/useTeams';
import { operationsTexts } from '../../translation';
import { Field } from '../RequestForm/fields/Field';
import { useTargets } from './useTargets';

type Scope = (typeof PAUSE_SCOPES)[number];

/** Asks what to pause and why. Again for something that is paused, it takes the new reason. */
export function PauseDialog(props: { onClose: () => void }) {
  const { onClose } = props;
  const { t } = useTranslationRef(operationsTexts);
  const [scope, setScope] = useState<Scope>('target');
  // Nothing is chosen at first: who confirms in haste must not pause what merely came first.
  const [name, setName] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const choose = (chosen: string | undefined) => {
    setName(chosen);
    setMissing(false);
  };
  const names = useNames(scope);
  const reload = useReloadShown();
  const pause = useAction(
    (api, { subject, reason }: { subject: string; reason: string }) =>
      api.pauseJobs({ scope, name: subject, reason }),
  );
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={t('operations.pauses.pauseTitle')}
      confirmLabel={t('operations.pauses.confirmPause')}
      action={pause.state}
      reason={{
        label: t('operations.pauses.reason'),
        description: t('operations.pauses.reasonHint'),
        schema: pauseBodySchema.shape.reason,
      }}
      onSubmit={async reason => {
        if (name === undefined) {
          setMissing(true);
          return;
        }
        const end = await pause.run({ subject: name, reason: reason ?? '' });
        if (end.status === 'done') {
          onClose();
          reload();
        }
      }}
    >
      <Select
        label={t('operations.pauses.what')}
        options={PAUSE_SCOPES.map(id => ({
          id,
          label: t(`operations.pauses.scope.${id}`),
        }))}
        value={scope}
        onChange={key => {
          setScope(PAUSE_SCOPES.find(each => each === key) ?? scope);
          choose(undefined);
        }}
      />
      {names.status === 'failed' && <FailureAlert error={names.error} />}
      <Field error={isMissing ? t('operations.pauses.choose') : undefined}>
        {described =>
          // Work must be held up also while the catalog is away: then the name is typed.
          names.status === 'failed' ? (
            <TextField
              {...described}
              label={t(`operations.pauses.scope.${scope}`)}
              value={name ?? ''}
              onChange={text => choose(text.trim() || undefined)}
            />
          ) : (
            <Select
              {...described}
              label={t(`operations.pauses.scope.${scope}`)}
              options={
                names.status === 'ready'
                  ? names.value.map(id => ({ id, label: id }))
                  : []
              }
              value={name ?? null}
              onChange={key => choose(key === null ? undefined : String(key))}
            />
          )
        }
      </Field>
      <Text as="p" color="secondary">
        {t(`operations.pauses.effect.${scope}`)}
      </Text>
    </ReasonDialog>
  );
}

type Names =
  | { status: 'ready'; value: readonly string[] }
  | Exclude<Loaded<unknown>, { status: 'ready' }>;

/** What there is of a scope; the API knows whether a name is right. */
function useNames(scope: Scope): Names {
  const teams = useTeams();
  const targets = useTargets();
  switch (scope) {
    case 'kind':
      return { status: 'ready', value: JOB_KINDS };
    case 'team':
      return teams.status === 'ready'
        ? { status: 'ready', value: teams.value.all.map(nameOf) }
        : teams;
    case 'target':
      return targets.status === 'ready'
        ? { status: 'ready', value: targets.value.map(nameOf) }
        : targets;
    default: {
      const unreachable: never = scope;
      return unreachable;
    }
  }
}

function nameOf({ name }: { name: string }): string {
  return name;
}
