import { Clock } from '../clock';
import { UnitOfWork } from '../store/UnitOfWork';

/**
 * How far the clock of the database is ahead of the one of this process, in milliseconds; negative when it is behind.
 *
 * @remarks
 * The answer is taken to be from the middle of the call, so it is wrong by half the time of the call at most.
 */
export async function measureClockSkew(
  unitOfWork: Pick<UnitOfWork, 'now'>,
  clock: Pick<Clock, 'now'>,
): Promise<number> {
  const before = clock.now().getTime();
  const database = (await unitOfWork.now()).getTime();
  return database - (before + clock.now().getTime()) / 2;
}
