import { BgProvider } from '@backstage/ui';
import { Legible } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { ComponentType } from 'react';

/**
 * A field with enough contrast on the paper of the wizard, which is not ours.
 *
 * @remarks
 * The kit draws fields a step darker than the ground they stand on, and does not know of this one: white on white they could not be seen.
 */
export function legibly<P extends object>(
  Field: ComponentType<P>,
): (props: P) => JSX.Element {
  return props => (
    <BgProvider bg="neutral-1">
      <Legible>
        <Field {...props} />
      </Legible>
    </BgProvider>
  );
}
