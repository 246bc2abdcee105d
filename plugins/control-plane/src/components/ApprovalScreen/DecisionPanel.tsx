import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text, TextAreaField } from '@backstage/ui';
import { FailureAlert } from '@platform-control-plane/backstage-plugin-control-plane-react';
import {
  forwardRef,
  KeyboardEvent,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
} from 'react';
import { decideTexts } from '../../translation';
import styles from './DecisionPanel.module.css';
import { Ability } from './determineAbility';
import { ScreenSection } from '../ScreenSection';
import { Decision, DecisionState } from './useDecision';

/** Where shortcuts lead. */
export interface DecisionPanelHandle {
  focusComment(): void;
  focusApprove(): void;
}

export interface DecisionPanelProps {
  abilities: Readonly<Record<Decision, Ability>>;
  state: DecisionState;
  /** What overtook the decision is being read. */
  isLookingUp: boolean;
  comment: string;
  onComment: (comment: string) => void;
  onDecide: (decision: Decision) => void;
  /** Reads anew what stands in the way. */
  onReload: () => void;
  /** The caller has looked at the plan that took the place of the one seen. */
  onSeen: () => void;
}

/**
 * Where one approves or rejects.
 *
 * @remarks
 * Takes the focus when it appears and there is something to decide: whoever comes from a notification can begin at once. The comment has it
 * and not a button, so that a stray Enter decides nothing.
 */
export const DecisionPanel = forwardRef<
  DecisionPanelHandle,
  DecisionPanelProps
>(function Panel(props, ref) {
  const { abilities, state, comment, onComment, onDecide } = props;
  const { t } = useTranslationRef(decideTexts);
  const hintId = useId();
  const section = useRef<HTMLElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const approve = useRef<HTMLButtonElement>(null);
  const isRefused =
    abilities.reject.kind === 'refused' && abilities.approve.kind === 'refused';

  const focusComment = () =>
    field.current?.querySelector('textarea')?.focus({ preventScroll: true });
  useImperativeHandle(ref, () => ({
    focusComment,
    focusApprove: () => approve.current?.focus(),
  }));
  const takesFocus = useRef(!isRefused);
  useEffect(() => {
    if (takesFocus.current) {
      takesFocus.current = false;
      focusComment();
    }
  }, []);

  const errors = state.status === 'invalid' ? state.errors : {};
  const { comment: commentError, ...otherErrors } = errors;
  useEffect(() => {
    if (commentError) {
      focusComment();
    }
  }, [commentError, state]);

  const leaveComment = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      section.current?.focus({ preventScroll: true });
    }
  };
  const sending = state.status === 'sending' ? state.decision : undefined;
  const buttonProps = (decision: Decision) => ({
    isDisabled:
      abilities[decision].kind !== 'able' ||
      props.isLookingUp ||
      (sending !== undefined && sending !== decision),
    isPending: sending === decision,
    onPress: () => onDecide(decision),
    'aria-describedby': hintId,
  });

  return (
    <ScreenSection ref={section} title={t('decide.panel.title')}>
      <div id={hintId} aria-live="polite" className={styles.hint}>
        {props.isLookingUp ? (
          <Text color="secondary" variant="body-small">
            {t('decide.panel.lookingUp')}
          </Text>
        ) : (
          <AbilityNote abilities={abilities} onSeen={props.onSeen} />
        )}
      </div>
      {(!isRefused || comment !== '') && (
        // The field hands on only what it knows; Escape is caught on its way up.
        // eslint-disable-next-line jsx-a11y/no-static-element-interactions
        <div onKeyDown={leaveComment}>
          <TextAreaField
            ref={field}
            name="comment"
            label={t('decide.panel.comment')}
            description={t('decide.panel.commentHint')}
            rows={5}
            value={comment}
            onChange={onComment}
            isInvalid={commentError !== undefined}
            isReadOnly={sending !== undefined}
            aria-keyshortcuts="c"
          />
          {commentError && (
            <Text as="p" role="alert" color="danger" variant="body-small">
              {commentError}
            </Text>
          )}
        </div>
      )}
      {Object.entries(otherErrors).map(([name, text]) => (
        <Alert
          key={name}
          icon
          status="danger"
          role="alert"
          title={`${name}: ${text}`}
        />
      ))}
      {state.status === 'failed' && (
        <div className={styles.failure}>
          <FailureAlert error={state.error} />
        </div>
      )}
      {state.status === 'overtaken' &&
        !props.isLookingUp &&
        abilities.approve.kind !== 'plan_changed' && (
          <div className={styles.failure}>
            <FailureAlert error={state.error} onReload={props.onReload} />
          </div>
        )}
      <Flex gap="2" className={styles.buttons}>
        <Button
          ref={approve}
          variant="primary"
          size="medium"
          {...buttonProps('approve')}
        >
          {t('decide.panel.approve')}
        </Button>
        <Button
          variant="secondary"
          size="medium"
          destructive
          className={styles.reject}
          {...buttonProps('reject')}
        >
          {t('decide.panel.reject')}
        </Button>
      </Flex>
    </ScreenSection>
  );
});

/** What stands in the way, in words. */
function AbilityNote(props: {
  abilities: Readonly<Record<Decision, Ability>>;
  onSeen: () => void;
}) {
  const { t } = useTranslationRef(decideTexts);
  const ability = props.abilities.approve;
  switch (ability.kind) {
    case 'able':
      return null;
    case 'refused':
      return (
        <Alert
          icon
          status="info"
          title={t('decide.panel.refused')}
          description={ability.reason ?? t('decide.panel.notOffered')}
        />
      );
    case 'plan_changed':
      return (
        <Flex direction="column" gap="2">
          <Alert
            icon
            status="warning"
            title={t('decide.panel.changed.title')}
            description={t('decide.panel.changed.description')}
          />
          <Button variant="secondary" onPress={props.onSeen}>
            {t('decide.panel.changed.confirm')}
          </Button>
        </Flex>
      );
    case 'plan_loading':
      return (
        <Text color="secondary" variant="body-small">
          {t('decide.panel.planLoading')}
        </Text>
      );
    case 'plan_missing':
      return (
        <Alert icon status="warning" title={t('decide.panel.planMissing')} />
      );
    default: {
      const unreachable: never = ability;
      throw new Error(`Unknown ability ${unreachable}`);
    }
  }
}
