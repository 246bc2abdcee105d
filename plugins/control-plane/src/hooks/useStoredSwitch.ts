import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useMemo, useState } from 'react';

const BUCKET = 'control-plane';

/** A setting of the signed-in user that is on or off, kept in the user's storage; on until it is known to be off. */
export function useStoredSwitch(
  name: string,
): [boolean, (isOn: boolean) => void] {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket(BUCKET), [storage]);
  const [isOn, setOn] = useState(
    () => bucket.snapshot<boolean>(name).value ?? true,
  );
  useEffect(() => {
    const subscription = bucket
      .observe$<boolean>(name)
      .subscribe(({ value }) => setOn(value ?? true));
    return () => subscription.unsubscribe();
  }, [bucket, name]);
  const store = useCallback(
    (next: boolean) => {
      setOn(next);
      bucket.set(name, next).catch(() => {
        // The switch holds on this page; where the storage cannot be reached the next visit begins with it on again.
      });
    },
    [bucket, name],
  );
  return [isOn, store];
}
