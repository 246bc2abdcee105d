import { LoggerService } from '@backstage/backend-plugin-api';
import {
  digestJson,
  EnvironmentClassSpec,
  FieldError,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Renderer } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { TargetDirectory } from '../domain/target/Target';
import { Stores } from '../store/UnitOfWork';
import { offeredClasses, seedClasses } from './seedClasses';

/** Makes the classes of configuration, catalog and product the offered ones, in this order of precedence. */
export class ClassSources {
  readonly #renderer: Renderer;
  readonly #targets: TargetDirectory;
  readonly #config: {
    classes: readonly EnvironmentClassSpec[];
    defaultClasses: boolean;
  };
  readonly #logger: LoggerService;

  static create(options: {
    renderer: Renderer;
    targets: TargetDirectory;
    config: {
      classes: readonly EnvironmentClassSpec[];
      defaultClasses: boolean;
    };
    logger: LoggerService;
  }): ClassSources {
    return new ClassSources(options);
  }

  private constructor(options: {
    renderer: Renderer;
    targets: TargetDirectory;
    config: {
      classes: readonly EnvironmentClassSpec[];
      defaultClasses: boolean;
    };
    logger: LoggerService;
  }) {
    this.#renderer = options.renderer;
    this.#targets = options.targets;
    this.#config = options.config;
    this.#logger = options.logger;
  }

  /**
   * Offers what the sources hold now. Idempotent.
   *
   * @throws InputError when a configured class is wrong; a wrong one of the catalog is left out and logged, so that nobody who may write a
   * descriptor can keep the backend from starting.
   */
  async offer(tx: Stores): Promise<void> {
    await seedClasses({
      renderer: this.#renderer,
      targets: this.#targets,
      classes: tx.classes,
      offered: offeredClasses(this.#config, await this.#fromCatalog(tx)),
    });
  }

  /** Offers anew when what the catalog defines is not what is offered of it; other sources change with a restart only. */
  async offerChanges(tx: Stores): Promise<void> {
    const wanted = (await this.#fromCatalog(tx))
      .filter(({ name }) => !this.isConfigured(name))
      .map(spec => `${spec.name} ${digestJson(spec)}`);
    const offered = (await tx.classes.listCurrent())
      .filter(({ origin }) => origin === 'catalog')
      .map(({ name, digest }) => `${name} ${digest}`);
    if (wanted.sort().join() !== offered.sort().join()) {
      await this.offer(tx);
    }
  }

  /** Whether the configuration defines a class of that name, and so takes precedence over the catalog. */
  isConfigured(name: string): boolean {
    return this.#config.classes.some(spec => spec.name === name);
  }

  /** What keeps a class from being offered here. */
  check(spec: EnvironmentClassSpec): FieldError[] {
    return [
      ...this.#renderer.validateClass(spec),
      ...spec.regions
        .filter(region => !this.#targets.forRegion(region))
        .map(region => ({
          field: 'regions',
          expected: 'regions that have a target',
          got: JSON.stringify(region),
        })),
    ];
  }

  async #fromCatalog(tx: Stores): Promise<EnvironmentClassSpec[]> {
    const specs = await tx.descriptors.listClasses();
    return specs.filter(spec => {
      // A region may have lost its target since: it is refused when somebody asks for it, as for shipped classes.
      const errors = this.#renderer.validateClass(spec);
      errors.forEach(({ field, expected, got }) =>
        this.#logger.warn(
          `Class ${spec.name} of the catalog is not offered: ${field}: expected ${expected}, got ${got}`,
        ),
      );
      return errors.length === 0;
    });
  }
}
