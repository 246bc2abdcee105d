import { createHash } from 'node:crypto';

export type GitObjectType = 'commit' | 'tree' | 'blob';

/** An object as Git stores it, under the name that its content gives it. */
export interface GitObject {
  id: string;
  type: GitObjectType;
  content: Buffer;
}

export function gitObject(type: GitObjectType, content: Buffer): GitObject {
  const id = createHash('sha1')
    .update(`${type} ${content.length}\0`)
    .update(content)
    .digest('hex');
  return { id, type, content };
}
