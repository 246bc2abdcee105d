import {
  digestText,
  ExtraManifest,
  FieldError,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { InvalidFieldsError } from '../domain/errors/InvalidFieldsError';
import { ExtraManifestRef, ManifestContent } from '../domain/revision/Revision';
import { RevisionStore } from '../store/RevisionStore';

/** Looks for secrets in a text; tells the rule that found one and, where it can, the line. */
export type SecretScan = (
  path: string,
  content: string,
) => { rule: string; line?: number } | undefined;

/** What a revision keeps of the files that its team brought. */
export function refsOfExtraManifests(
  files: readonly ExtraManifest[],
): ExtraManifestRef[] {
  return files.map(({ name, content }) => ({
    name,
    digest: digestText(content),
  }));
}

export function contentsOfExtraManifests(
  files: readonly ExtraManifest[],
): ManifestContent[] {
  return files.map(({ content }) => ({
    digest: digestText(content),
    content,
  }));
}

/** The files that a revision brought, as they came. */
export async function loadExtraManifests(
  revisions: RevisionStore,
  refs: readonly ExtraManifestRef[],
): Promise<ExtraManifest[]> {
  if (refs.length === 0) {
    return [];
  }
  const contents = await revisions.contents(refs.map(({ digest }) => digest));
  return refs.map(({ name, digest }) => {
    const stored = contents.find(content => content.digest === digest);
    if (!stored) {
      throw new Error(
        `The database lacks the content ${digest} of ${name}, which was written with its revision`,
      );
    }
    return { name, content: stored.content };
  });
}

/**
 * Refuses files with secrets before anybody is asked to approve them; the publisher would refuse them at the end.
 *
 * @param written - what became of a file, by its name; an escape may hide from one text what the other shows.
 * @throws InvalidFieldsError naming file and rule, never the value.
 */
export function assertNoSecrets(
  files: readonly ExtraManifest[],
  options: {
    scan: SecretScan;
    written(name: string): string | undefined;
  },
): void {
  const { scan, written } = options;
  const errors = files.flatMap(({ name, content }): FieldError[] => {
    const found = scan(name, content) ?? scan(name, written(name) ?? '');
    return found
      ? [
          {
            field: `extraManifests.${name}`,
            expected:
              'no secret, because everybody who reads the repository would read it; refer to one that the cluster holds',
            got: `what looks like one (${found.rule})${
              found.line ? ` in line ${found.line}` : ''
            }`,
          },
        ]
      : [];
  });
  if (errors.length > 0) {
    throw new InvalidFieldsError(errors);
  }
}
