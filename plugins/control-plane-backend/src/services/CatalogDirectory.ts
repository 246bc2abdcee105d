/** What the write path asks the catalog. Answers may be as old as the configured cache, at most 60 seconds. */
export interface CatalogDirectory {
  /** Whether a Group of that name is in the default namespace. */
  hasTeam(name: string): Promise<boolean>;
  /** Whether a Component of that name is in the default namespace. */
  hasApp(name: string): Promise<boolean>;
  /** Whether the User or Group exists. */
  hasOwner(entityRef: string): Promise<boolean>;
  /** Asks the catalog itself, past every cache: for the health report. */
  probe(): Promise<void>;
}
