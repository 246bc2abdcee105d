import { SeededRandom } from '../crash/SeededRandom';
import { FaultDatabase } from './FaultDatabases';

/** The disk under the databases of a campaign, which can be made full. */
export interface FullDisk {
  open(): Promise<FaultDatabase>;
  /**
   * Takes all space but for a little.
   *
   * @returns what is left, for people
   */
  fill(database: FaultDatabase, random: SeededRandom): Promise<string>;
  /** Gives the space back. */
  free(database: FaultDatabase): Promise<void>;
  /** What is damaged in the database. */
  damage(database: FaultDatabase): Promise<string[]>;
  remove(): Promise<void>;
}
