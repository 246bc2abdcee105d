import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { JsonObject } from '@backstage/types';
import { ActionServices } from '../ActionServices';
import { ControlPlaneConnector } from '../ControlPlaneConnector';
import { TaskContext } from '../TaskContext';
import { BASE_URL, FakeControlPlane } from './FakeControlPlane';
import { FakeClock } from './FakeClock';

/** What one action is run with: an API that answers from a table, a catalog, a clock, and a task. */
export class ActionWorld {
  readonly api = new FakeControlPlane();
  readonly clock = new FakeClock();
  readonly catalog: ReturnType<typeof catalogServiceMock>;
  readonly services: ActionServices;
  /** Lines of the task's log. */
  readonly log: string[] = [];
  readonly outputs: Record<string, unknown> = {};
  /** What a task that is resumed finds of its earlier run, by key. */
  readonly checkpoints = new Map<string, unknown>();

  constructor(options: { entities?: Entity[] } = {}) {
    this.catalog = catalogServiceMock(options);
    this.services = {
      catalog: this.catalog,
      clock: this.clock,
      controlPlane: ControlPlaneConnector.create({
        auth: mockServices.auth(),
        discovery: mockServices.discovery.mock({
          getBaseUrl: async () => BASE_URL,
        }),
        fetch: this.api.fetch,
      }),
    };
  }

  /** Runs an action once, as a step of the task. */
  async run<I extends JsonObject, O extends JsonObject>(
    action: TemplateAction<I, O, 'v2'>,
    input: I,
    overrides: Partial<
      Pick<
        TaskContext,
        'each' | 'isDryRun' | 'signal' | 'step' | 'workspacePath'
      >
    > = {},
  ): Promise<void> {
    const tell = (message: string) => void this.log.push(message);
    await action.handler({
      ...createMockActionContext<I, O>({
        input,
        workspacePath: '/nonexistent',
        task: { id: 'task-1' },
        logger: mockServices.logger.mock({ info: tell, warn: tell }),
      }),
      checkpoint: async ({ key, fn }) => {
        if (!this.checkpoints.has(key)) {
          this.checkpoints.set(key, await fn());
        }
        return this.checkpoints.get(key) as Awaited<ReturnType<typeof fn>>;
      },
      output: (name, value) => {
        this.outputs[String(name)] = value;
      },
      ...overrides,
    });
  }
}
