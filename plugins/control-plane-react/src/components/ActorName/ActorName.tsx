import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { RiGroupLine, RiRobot2Line, RiUserLine } from '@remixicon/react';
import { parseActor } from '../../present/parseActor';
import { controlPlaneReactTranslationRef } from '../../translation';
import { EntityLink } from '../EntityLink';
import styles from './ActorName.module.css';

/** Who did something: people and groups linked to their page in the catalog; policies, parts of the system and services by name. */
export function ActorName(props: {
  /** An entity reference, `policy:<rule>`, `system:<part>` or a service's subject. */
  actor: string;
}) {
  const actor = parseActor(props.actor);
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const machine = (words: string) => (
    <span className={styles.actor} title={props.actor}>
      <RiRobot2Line size={14} aria-hidden="true" />
      {words}
    </span>
  );
  switch (actor.type) {
    case 'entity': {
      const Icon = actor.kind === 'group' ? RiGroupLine : RiUserLine;
      return (
        <span className={styles.actor}>
          <Icon size={14} aria-hidden="true" />
          <EntityLink entityRef={props.actor}>
            <EntityTitle entityRef={props.actor} kind={actor.kind} />
          </EntityLink>
        </span>
      );
    }
    case 'policy':
      return machine(t('facts.actor.policy', { rule: actor.rule }));
    case 'system':
      return machine(t('facts.actor.system', { part: actor.part }));
    case 'service':
      return machine(t('facts.actor.service', { subject: actor.subject }));
    default: {
      const unreachable: never = actor;
      return unreachable;
    }
  }
}

/** How the catalog calls somebody, e.g. by first and last name; the name of the reference until that is known. */
function EntityTitle(props: { entityRef: string; kind: string }) {
  const { primaryTitle } = useEntityPresentation(props.entityRef, {
    defaultKind: props.kind,
  });
  return <>{primaryTitle}</>;
}
