import { Skeleton } from '@backstage/ui';
import {
  LoadedContent,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useSearchParams } from 'react-router-dom';
import { RequestDraft } from './draft/RequestDraft';
import { loadParametersCheck } from './parameters/loadParametersCheck';
import { RequestForm } from './RequestForm';
import styles from './RequestForm.module.css';

/** The form of one class; `?team=`, `?app=` and `?region=` fill in what the page that led here knows. */
export function RequestFormPage(props: { className: string }) {
  const name = props.className;
  const [query] = useSearchParams();
  const loaded = useLoaded(['request-form', name], async (api, signal) => {
    const environmentClass = await api.getClass(name, { signal });
    return {
      environmentClass,
      checkParameters: await loadParametersCheck(environmentClass),
    };
  });
  return (
    <LoadedContent loaded={loaded} skeleton={<FormSkeleton />}>
      {({ environmentClass, checkParameters }) => (
        <RequestForm
          key={name}
          class={environmentClass}
          checkParameters={checkParameters}
          prefill={prefillOf(query)}
        />
      )}
    </LoadedContent>
  );
}

function prefillOf(query: URLSearchParams): Partial<RequestDraft> {
  const team = query.get('team');
  const app = query.get('app');
  const region = query.get('region');
  return {
    ...(team ? { team } : {}),
    ...(app ? { app } : {}),
    ...(region ? { region } : {}),
  };
}

function FormSkeleton() {
  return (
    <div className={styles.form}>
      <Skeleton width={240} height={28} />
      <Skeleton width="100%" height={140} />
      <Skeleton width="100%" height={140} />
      <Skeleton width="100%" height={180} />
    </div>
  );
}
