import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useMemo, useState } from 'react';
import { z } from 'zod';

/** Filters under a name, kept in the user's own storage. */
export interface SavedView {
  name: string;
  /** The address's query, e.g. `phase=failed&team=platform`. */
  query: string;
}

const KEY = 'views';
const viewsSchema = z.array(z.object({ name: z.string(), query: z.string() }));

/** What was stored may be of another version, or somebody's experiment: what is no view is none. */
function read(value: unknown): SavedView[] {
  const parsed = viewsSchema.safeParse(value);
  return parsed.success ? parsed.data : [];
}

export interface SavedViews {
  views: SavedView[];
  save: (view: SavedView) => Promise<void>;
  remove: (name: string) => Promise<void>;
}

/** The signed-in user's saved views, in the order of their names. */
export function useSavedViews(): SavedViews {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(
    () => storage.forBucket('control-plane.fleet'),
    [storage],
  );
  const [views, setViews] = useState(() => read(bucket.snapshot(KEY).value));
  useEffect(() => {
    setViews(read(bucket.snapshot(KEY).value));
    const subscription = bucket
      .observe$(KEY)
      .subscribe(({ value }) => setViews(read(value)));
    return () => subscription.unsubscribe();
  }, [bucket]);

  const write = (next: SavedView[]) =>
    bucket.set(
      KEY,
      next.map(view => ({ ...view })),
    );
  return {
    views,
    save: view =>
      write(
        [...views.filter(({ name }) => name !== view.name), view].sort((a, b) =>
          a.name.localeCompare(b.name),
        ),
      ),
    remove: name => write(views.filter(view => view.name !== name)),
  };
}
