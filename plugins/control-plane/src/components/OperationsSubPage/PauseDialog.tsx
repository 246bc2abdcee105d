import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Text } from '@backstage/ui';
import {
  JOB_KINDS,
  PAUSE_SCOPES,
  pauseBodySchema,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ReasonDialog,
  useAction,
  useLoaded,
  useReloadShown,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useState } from 'react';
import { useCatalogTeamNames } from '../../catalog/useTeams';
import { operationsTexts } from '../../translation';

type Scope = (typeof PAUSE_SCOPES)[number];

/** Asks what to pause and why. Again for something that is paused, it takes the new reason. */
export function PauseDialog(props: { onClose: () => void }) {
  const { onClose } = props;
  const { t } = useTranslationRef(operationsTexts);
  const [scope, setScope] = useState<Scope>('target');
  const [chosen, setChosen] = useState<string>();
  const names = useNames(scope);
  const name = chosen ?? names[0];
  const reload = useReloadShown();
  const pause = useAction((api, reason: string) =>
    api.pauseJobs({ scope, name, reason }),
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
        const end = await pause.run(reason ?? '');
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
          setChosen(undefined);
        }}
      />
      <Select
        label={t(`operations.pauses.scope.${scope}`)}
        options={names.map(id => ({ id, label: id }))}
        value={name ?? null}
        onChange={key => setChosen(key === null ? undefined : String(key))}
      />
      <Text as="p" color="secondary">
        {t(`operations.pauses.effect.${scope}`)}
      </Text>
    </ReasonDialog>
  );
}

/** What there is of a scope; the API knows whether a name is right. */
function useNames(scope: Scope): readonly string[] {
  const teams = useCatalogTeamNames();
  const targets = useLoaded(
    ['targets'],
    async (api, signal) => (await api.listTargets({ signal })).items,
  );
  switch (scope) {
    case 'kind':
      return JOB_KINDS;
    case 'team':
      return teams;
    case 'target':
      return targets.status === 'ready'
        ? targets.value.map(target => target.name)
        : [];
    default: {
      const unreachable: never = scope;
      return unreachable;
    }
  }
}
