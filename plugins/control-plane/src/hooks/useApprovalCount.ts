import { useLoaded } from '@platform-control-plane/backstage-plugin-control-plane-react';

/** How many revisions the caller may decide on, kept up to date; 0 while that is not known. Asks nothing for those who never decide. */
export function useApprovalCount(options: { isDecider: boolean }): number {
  const { isDecider } = options;
  const loaded = useLoaded(
    ['approval-count', isDecider],
    async (api, signal) =>
      isDecider ? (await api.countApprovals({ signal })).decidable : 0,
    { live: 'all' },
  );
  return loaded.status === 'ready' ? loaded.value : 0;
}
