import { useControlPlaneLinks } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useLocation } from 'react-router-dom';

/** What one came with, and the form of a class is filled in with. */
const PREFILLED = ['team', 'app', 'region'];

/** Links to a class and to its form that keep what one came with, e.g. the component whose page asked. */
export function useClassLinks() {
  const links = useControlPlaneLinks();
  const query = new URLSearchParams(useLocation().search);
  const kept = new URLSearchParams(
    PREFILLED.flatMap(key => {
      const value = query.get(key);
      return value ? [[key, value]] : [];
    }),
  ).toString();
  const suffix = kept && `?${kept}`;
  return {
    class: (name: string) => `${links.class(name)}${suffix}`,
    newRequest: (name: string) => `${links.newRequest(name)}${suffix}`,
  };
}
