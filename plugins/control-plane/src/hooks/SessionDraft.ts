import { z } from 'zod';

/**
 * Something that is being typed, kept in the browser's session: signing in again or loading the page anew loses nothing.
 *
 * @remarks
 * What is read back was perhaps written by an older version of the page, so it is checked; what does not fit counts as not there. A browser
 * that keeps its storage full or closed costs this comfort, not the form.
 */
export class SessionDraft<T> {
  constructor(
    private readonly key: string,
    private readonly schema: z.ZodType<T>,
    // Even asking for it may be refused.
    private readonly storage = () => window.sessionStorage,
  ) {}

  read(): T | undefined {
    try {
      const parsed = this.schema.safeParse(
        JSON.parse(this.storage().getItem(this.key) ?? 'null'),
      );
      return parsed.success ? parsed.data : undefined;
    } catch {
      return undefined;
    }
  }

  write(value: T): void {
    try {
      this.storage().setItem(this.key, JSON.stringify(value));
    } catch {
      // See above.
    }
  }

  drop(): void {
    try {
      this.storage().removeItem(this.key);
    } catch {
      // See above.
    }
  }
}
