import { JsonObject } from '@backstage/types';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useClasses } from '../hooks/useClasses';
import { textOf } from './formData';

/** The class that is chosen on this page or an earlier one; undefined while there is none. */
export function useChosenClass(data: JsonObject): EnvironmentClass | undefined {
  const classes = useClasses();
  const name = textOf(data, 'class');
  return classes.status === 'ready'
    ? classes.value.find(each => each.name === name)
    : undefined;
}
