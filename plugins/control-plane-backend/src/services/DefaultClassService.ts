import { NotFoundError } from '@backstage/errors';
import { Renderer } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { ClassRevision } from '../domain/classes/ClassRevision';
import { ClassStore } from '../store/ClassStore';
import { ClassService, ClassView } from './ClassService';

export class DefaultClassService implements ClassService {
  readonly #classes: ClassStore;
  readonly #renderer: Renderer;

  static create(options: {
    classes: ClassStore;
    renderer: Renderer;
  }): DefaultClassService {
    return new DefaultClassService(options);
  }

  private constructor(options: { classes: ClassStore; renderer: Renderer }) {
    this.#classes = options.classes;
    this.#renderer = options.renderer;
  }

  async list(): Promise<ClassView[]> {
    const classes = await this.#classes.listCurrent();
    return classes.map(classRevision => this.#view(classRevision));
  }

  async get(name: string, { digest }: { digest?: string }): Promise<ClassView> {
    const classRevision =
      digest === undefined
        ? await this.#classes.getCurrent(name)
        : await this.#classes.get(name, digest);
    if (!classRevision) {
      throw new NotFoundError(
        digest === undefined
          ? `There is no class ${name}`
          : `Class ${name} has never had a revision with digest ${digest}`,
      );
    }
    return this.#view(classRevision);
  }

  #view(classRevision: ClassRevision): ClassView {
    const { kind, policyPacks } = classRevision.spec;
    return {
      classRevision,
      parametersSchema: this.#renderer.parametersSchema(kind, policyPacks),
    };
  }
}
