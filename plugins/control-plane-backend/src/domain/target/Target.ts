/** A repository that holds desired state. */
export interface TargetRepository {
  /** Name in the configuration; names the lane too. */
  name: string;
  /** Address as the backend reaches it. */
  url: string;
  branch: string;
}

/** A cluster that requests of its region land on. */
export interface Target {
  name: string;
  region: string;
  repository: TargetRepository;
  delivery: 'argocd' | 'fluxcd';
  /** Address of the repository as the delivery engine sees it. */
  deliveryRepositoryUrl: string;
  destination: {
    server?: string;
    name?: string;
    kubeConfigSecret?: { name: string; key?: string };
  };
  deliveryNamespace?: string;
  /** Flux: Secret with the credentials of a private repository. */
  repositorySecret?: string;
  project?: string;
}

/** The configured targets, by name and by region. */
export class TargetDirectory {
  readonly #byName: ReadonlyMap<string, Target>;
  readonly #byRegion: ReadonlyMap<string, Target>;

  static create(targets: readonly Target[]): TargetDirectory {
    return new TargetDirectory(targets);
  }

  private constructor(targets: readonly Target[]) {
    this.#byName = new Map(targets.map(target => [target.name, target]));
    this.#byRegion = new Map(targets.map(target => [target.region, target]));
  }

  list(): Target[] {
    return [...this.#byName.values()];
  }

  get(name: string): Target | undefined {
    return this.#byName.get(name);
  }

  forRegion(region: string): Target | undefined {
    return this.#byRegion.get(region);
  }

  /** Each repository once, in the order of the targets. */
  repositories(): TargetRepository[] {
    return [
      ...new Map(
        this.list().map(({ repository }) => [repository.name, repository]),
      ).values(),
    ];
  }
}
