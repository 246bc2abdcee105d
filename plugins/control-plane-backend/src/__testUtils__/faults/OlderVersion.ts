import { execFile } from 'node:child_process';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rm,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const CHECKOUT = resolve(__dirname, '../../../../..');
const OWN_SCOPE = '@platform-control-plane';
/** Finds the migrations of a package from where it lies itself, so each version needs one of its own. */
const COPIED = '@backstage/backend-plugin-api';
const PROGRAM =
  'plugins/control-plane-backend/src/__testUtils__/crash/crashTestBackend.ts';

/** An older commit of this repository beside this checkout, with the packages of others that are installed here. */
export class OlderVersion {
  /** @returns undefined where the history of this clone does not hold the commit */
  static async unpack(commit: string): Promise<OlderVersion | undefined> {
    const isKnown = await run('git', ['cat-file', '-e', `${commit}^{commit}`], {
      cwd: CHECKOUT,
    }).then(
      () => true,
      () => false,
    );
    if (!isKnown) {
      return undefined;
    }
    const version = new OlderVersion(
      await mkdtemp(join(tmpdir(), 'control-plane-older-')),
    );
    try {
      await version.#fill(commit);
      return version;
    } catch (error) {
      await version.remove();
      throw error;
    }
  }

  private constructor(private readonly folder: string) {}

  /** The backend of that version, for `BackendProcess`. */
  get program(): string {
    return join(this.folder, PROGRAM);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  async #fill(commit: string): Promise<void> {
    const archive = join(this.folder, 'version.tar');
    await run('git', ['archive', `--output=${archive}`, commit], {
      cwd: CHECKOUT,
    });
    await run('tar', ['-xf', archive, '-C', this.folder]);
    await rm(archive);
    await this.#link('node_modules');
    await this.#linkOwn(join('node_modules', OWN_SCOPE));
    const copied = join('node_modules', COPIED);
    await rm(join(this.folder, copied));
    await cp(join(CHECKOUT, copied), join(this.folder, copied), {
      recursive: true,
    });
  }

  /** Links what is in a folder of the checkout; scopes are folders themselves. */
  async #link(folder: string): Promise<void> {
    await mkdir(join(this.folder, folder));
    for (const name of await readdir(join(CHECKOUT, folder))) {
      const path = join(folder, name);
      if (name === OWN_SCOPE) {
        continue;
      } else if (name.startsWith('@')) {
        await this.#link(path);
      } else {
        await symlink(join(CHECKOUT, path), join(this.folder, path));
      }
    }
  }

  /** Links the packages of the repository to those of the older version. */
  async #linkOwn(folder: string): Promise<void> {
    await mkdir(join(this.folder, folder));
    for (const name of await readdir(join(CHECKOUT, folder))) {
      const target = resolve(
        CHECKOUT,
        folder,
        await readlink(join(CHECKOUT, folder, name)),
      );
      await symlink(
        join(this.folder, relative(CHECKOUT, target)),
        join(this.folder, folder, name),
      );
    }
  }
}
