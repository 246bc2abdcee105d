import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ActionServices } from '../../ActionServices';
import { ComponentPresence, describeOwner } from '../../wait/ComponentPresence';
import { examples } from './checkFree.examples';

/** Fails when a component has the name that a template is about to give away. */
export function createComponentCheckFreeAction(services: ActionServices) {
  return createTemplateAction({
    id: 'control-plane:component:check-free',
    description:
      'Fails when the catalog has a component of a name, before a template makes another one of it',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        app: zod =>
          zod
            .string()
            .min(1)
            .describe('Name or entity reference that the component would get'),
      },
    },
    async handler(context) {
      const { app } = context.input;
      const component = ComponentPresence.create({ ...services, context, app });
      // A task that is resumed after it registered the component would meet its own.
      await context.checkpoint({
        key: `free.${component.ref}`,
        fn: async () => {
          const taken = await component.find();
          if (taken) {
            throw new ConflictError(
              `app: expected a name that no component has, got "${app}": ${
                component.ref
              } ${describeOwner(taken)}. Choose another name`,
            );
          }
          return true;
        },
      });
      context.logger.info(`No component is ${component.ref} yet`);
    },
  });
}
