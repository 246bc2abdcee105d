import { ControlPlaneConfig } from '../config';
import { TargetDirectory, TargetRepository } from '../domain/target/Target';

/** The targets of the configuration, each with its repository. References were checked when the configuration was read. */
export function createTargets(config: ControlPlaneConfig): {
  targets: TargetDirectory;
  repository(name: string): TargetRepository | undefined;
} {
  const repositories = new Map<string, TargetRepository>(
    [...config.repositories.values()].map(({ name, url, branch }) => [
      name,
      { name, url, branch },
    ]),
  );
  const targets = TargetDirectory.create(
    config.targets.flatMap(({ repository: name, ...target }) => {
      const repository = repositories.get(name);
      return repository ? [{ ...target, repository }] : [];
    }),
  );
  return { targets, repository: name => repositories.get(name) };
}
