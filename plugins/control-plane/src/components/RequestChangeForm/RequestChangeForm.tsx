import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  EnvironmentClass,
  TaggedRequest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  classifyFailure,
  LoadedContent,
  requestName,
  TextSkeleton,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiArrowLeftLine } from '@remixicon/react';
import { useEffect, useRef } from 'react';
import { requestTexts } from '../../translation';
import { loadParametersCheck } from '../RequestForm';
import {
  ChangeFields,
  chooseClass,
  ClassesInForm,
  ClassInForm,
} from './ChangeFields';
import { ChangePlan } from './ChangePlan';
import { ConflictNote } from './ConflictNote';
import styles from './RequestChangeForm.module.css';
import { useChangeForm } from './useChangeForm';

const TOAST_MS = 8_000;

/** Changes what a request asks for: fields that come from its class, then the plan, then the change is asked for. */
export function RequestChangeForm(props: {
  tagged: TaggedRequest;
  onClose: () => void;
}) {
  const { tagged, onClose } = props;
  const { request } = tagged;
  const { t } = useTranslationRef(requestTexts);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const loaded = useLoaded(
    ['change-form-class', request.class.name, request.class.digest],
    async (api, signal): Promise<ClassesInForm> => {
      const { name, digest } = request.class;
      const [pinned, newest] = await Promise.all([
        api.getClass(name, { digest, signal }),
        api.getClass(name, { signal }).catch(passOverMissing),
      ]);
      return {
        pinned: await withCheck(pinned),
        newest: newest && (await withCheck(newest)),
      };
    },
  );
  return (
    <section className={styles.form}>
      <div>
        <Button
          variant="tertiary"
          size="small"
          iconStart={<RiArrowLeftLine />}
          onPress={onClose}
        >
          {t('request.change.back')}
        </Button>
      </div>
      <Text
        as="h3"
        variant="title-small"
        tabIndex={-1}
        ref={title}
        className={styles.title}
      >
        {t('request.change.title', { name: requestName(request) })}
      </Text>
      <LoadedContent loaded={loaded} skeleton={<TextSkeleton lines={8} />}>
        {known => <Form tagged={tagged} known={known} onClose={onClose} />}
      </LoadedContent>
    </section>
  );
}

async function withCheck(found: EnvironmentClass): Promise<ClassInForm> {
  return { class: found, check: await loadParametersCheck(found) };
}

/** A class may have been taken off the offer since. */
function passOverMissing(error: unknown): undefined {
  if (error instanceof Error && classifyFailure(error).kind === 'missing') {
    return undefined;
  }
  throw error;
}

function Form(props: {
  tagged: TaggedRequest;
  known: ClassesInForm;
  onClose: () => void;
}) {
  const { tagged, known, onClose } = props;
  const { t } = useTranslationRef(requestTexts);
  const toasts = useApi(toastApiRef);
  const form = useChangeForm({
    tagged,
    checkParameters: (parameters, draft) =>
      chooseClass(known, draft).check(parameters),
    onAsked: request => {
      const waits = request.openRevisions.some(
        ({ action, state }) =>
          action === 'update' && state === 'pending_approval',
      );
      toasts.post({
        title: waits ? t('request.change.asked') : t('request.change.started'),
        status: 'success',
        timeout: TOAST_MS,
      });
      onClose();
    },
  });
  return (
    <>
      {form.conflicts.length > 0 && <ConflictNote form={form} />}
      {form.stage.type === 'editing' ? (
        <ChangeFields
          request={tagged.request}
          known={known}
          form={form}
          stage={form.stage}
          onDiscard={() => {
            form.discard();
            onClose();
          }}
        />
      ) : (
        <ChangePlan form={form} stage={form.stage} />
      )}
    </>
  );
}
