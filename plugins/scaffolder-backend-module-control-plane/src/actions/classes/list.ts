import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ActionServices } from '../../ActionServices';
import { explainRefusal } from '../../explainRefusal';
import { examples } from './list.examples';

/** Lists what may be requested. */
export function createClassesListAction(services: ActionServices) {
  return createTemplateAction({
    id: 'control-plane:classes:list',
    description: 'Lists the classes that the control plane offers',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        region: zod =>
          zod
            .string({ description: 'Only classes that offer this region' })
            .optional(),
      },
      output: {
        names: zod => zod.array(zod.string()),
        classes: zod =>
          zod.array(
            zod.object({
              name: zod.string(),
              title: zod.string(),
              description: zod.string(),
              kind: zod.string(),
              regions: zod.array(zod.string()),
              defaultHours: zod.number(),
              maxHours: zod.number(),
              monthlyCost: zod.number(),
              currency: zod.string(),
              approvalRequiredFor: zod.array(zod.string(), {
                description: "Actions that need a person's yes",
              }),
            }),
          ),
      },
    },
    async handler(context) {
      const { items } = await explainRefusal(
        'list the classes',
        services.controlPlane
          .connect(context)
          .listClasses({ signal: context.signal }),
      );
      const { region } = context.input;
      const offered = items.filter(
        ({ regions }) => !region || regions.includes(region),
      );
      context.logger.info(
        `${offered.length} classes: ${offered
          .map(({ name }) => name)
          .join(', ')}`,
      );
      context.output(
        'names',
        offered.map(({ name }) => name),
      );
      context.output(
        'classes',
        offered.map(({ approval, cost, lease, ...spec }) => ({
          name: spec.name,
          title: spec.title,
          description: spec.description,
          kind: spec.kind,
          regions: spec.regions,
          defaultHours: lease.defaultHours,
          maxHours: lease.maxHours,
          monthlyCost: cost.monthly,
          currency: cost.currency,
          approvalRequiredFor: approval.requiredFor,
        })),
      );
    },
  });
}
