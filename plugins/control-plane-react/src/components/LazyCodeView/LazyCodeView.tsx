import { lazy, Suspense } from 'react';
import { TextSkeleton } from '../LoadedContent';

const Viewer = lazy(() =>
  import('../CodeView').then(module => ({ default: module.CodeView })),
);

/** The content of a file with line numbers; the viewer comes when it is first needed. */
export function CodeView(props: { path: string; content: string }) {
  return (
    <Suspense fallback={<TextSkeleton lines={8} />}>
      <Viewer {...props} />
    </Suspense>
  );
}
