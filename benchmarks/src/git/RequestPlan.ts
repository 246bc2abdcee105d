/** The state that one request has on the branch: its folder, and the files in it. */
export interface RequestFiles {
  folder: string;
  files: Array<{ path: string; content: string }>;
  /** What the folder holds before; empty when it is new. */
  before: Array<{ path: string; content: string }>;
}

export const FILES_PER_REQUEST = 6;

const KINDS = [
  'namespace',
  'quota',
  'limits',
  'network-policy',
  'role-binding',
  'database',
];

/** What is in a repository of a given size, and what is asked for next: new folders and updates in turns. */
export class RequestPlan {
  /** Requests that the repository begins with. */
  readonly size: number;
  private readonly teams: number;
  private readonly versions = new Map<number, number>();
  private asked = 0;

  /** @param files - how many files the repository begins with */
  constructor(readonly files: number) {
    this.size = Math.floor(files / FILES_PER_REQUEST);
    this.teams = Math.ceil(Math.sqrt(this.size));
  }

  /** What the folder of a request holds that the repository begins with. */
  existing(request: number): RequestFiles['files'] {
    return filesOf(this.folderOf(request), this.versions.get(request) ?? 0);
  }

  next(): RequestFiles {
    this.asked += 1;
    const { asked } = this;
    if (asked % 2 === 1) {
      const folder = `tenants/team-${asked % this.teams}/new-${asked}`;
      return { folder, files: filesOf(folder, asked), before: [] };
    }
    // A step that shares no factor with the size, so that each is met before one is met twice.
    const request = (asked * 7919) % this.size;
    const before = this.existing(request);
    this.versions.set(request, asked);
    return {
      folder: this.folderOf(request),
      files: this.existing(request),
      before,
    };
  }

  take(count: number): RequestFiles[] {
    return Array.from({ length: count }, () => this.next());
  }

  private folderOf(request: number): string {
    return `tenants/team-${request % this.teams}/req-${request}`;
  }
}

function filesOf(folder: string, version: number): RequestFiles['files'] {
  return KINDS.map(kind => ({
    path: `${folder}/${kind}.yaml`,
    content: manifest(folder, kind, version),
  }));
}

/** About 700 bytes. */
function manifest(folder: string, kind: string, version: number): string {
  const labels = Array.from(
    { length: 12 },
    (_, label) => `    example.org/label-${label}: ${kind}-${version}-${label}`,
  );
  return [
    'apiVersion: v1',
    `kind: ${kind}`,
    'metadata:',
    `  name: ${folder.slice(folder.lastIndexOf('/') + 1)}`,
    '  labels:',
    ...labels,
    'spec:',
    `  version: ${version}`,
    `  source: ${folder}`,
    '',
  ].join('\n');
}
