import { utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { lazySchema } from '../validation/lazySchema';
import { unsafeTextReason } from '../validation/safeText';

export const MAX_EXTRA_MANIFESTS = 20;
/** Of one file, in bytes of UTF-8. */
export const MAX_EXTRA_MANIFEST_BYTES = 64 * 1024;
/** Of all files of a revision together, in bytes of UTF-8. */
export const MAX_EXTRA_MANIFESTS_BYTES = 200 * 1024;

function byteLength(text: string): number {
  return utf8ToBytes(text).length;
}

/** Why a file's text is refused, or undefined when it is fine. Who reads it has to see what a cluster would get. */
function contentProblem(content: string): string | undefined {
  // Longer than its limit in characters is longer in bytes too; what is never encoded costs nothing.
  if (
    content.length > MAX_EXTRA_MANIFEST_BYTES ||
    byteLength(content) > MAX_EXTRA_MANIFEST_BYTES
  ) {
    return `at most ${MAX_EXTRA_MANIFEST_BYTES / 1024} KiB of UTF-8`;
  }
  if (content.includes('\r')) {
    return 'lines that end with a line feed alone, without carriage returns';
  }
  return unsafeTextReason(content);
}

/** A file of Kubernetes objects that a team adds to what its class renders. */
export const extraManifestSchema = lazySchema(() =>
  z.strictObject({
    /** File name in the request's folder, e.g. `deployment.yaml`. */
    name: z.string().regex(/^[a-z0-9](?:[-a-z0-9]{0,56}[a-z0-9])?\.yaml$/, {
      error:
        'a file name such as "deployment.yaml": an RFC 1123 label of at most 58 characters and ".yaml"',
    }),
    /** One or more YAML documents, each a Kubernetes object. */
    content: z
      .string()
      .min(1)
      .superRefine((content, context) => {
        const expected = contentProblem(content);
        if (expected) {
          context.addIssue({ code: 'custom', message: expected });
        }
      }),
  }),
);
export type ExtraManifest = z.infer<typeof extraManifestSchema>;

/** What a revision adds to the manifests of its class: checked here for form and size, and against the request when it is planned. */
export const extraManifestsSchema = lazySchema(() =>
  z
    .array(extraManifestSchema)
    .max(MAX_EXTRA_MANIFESTS)
    .superRefine((files, context) => {
      const total = files.reduce(
        (sum, { content }) => sum + byteLength(content),
        0,
      );
      if (total > MAX_EXTRA_MANIFESTS_BYTES) {
        context.addIssue({
          code: 'custom',
          message: `at most ${
            MAX_EXTRA_MANIFESTS_BYTES / 1024
          } KiB of UTF-8 in all files together, but there are ${Math.ceil(
            total / 1024,
          )} KiB`,
        });
      }
      files.forEach(({ name }, index) => {
        if (files.findIndex(other => other.name === name) !== index) {
          context.addIssue({
            code: 'custom',
            path: [index, 'name'],
            message: 'names that differ from each other',
          });
        }
      });
    }),
);
