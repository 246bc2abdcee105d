import { HeldPause, Pause } from '../domain/job/Pause';
import { CallContext } from './CallContext';

/** What operators can pause. */
export type PauseSubjectScope = 'kind' | 'team' | 'target';

/** What a pause is about, in the words of people: the queue knows groups and limit keys instead of teams and targets. */
export interface PauseSubject {
  scope: PauseSubjectScope;
  name: string;
}

/** A pause as people look at it. */
export type PauseView = Omit<Pause, 'scope'> & PauseSubject;
export type HeldPauseView = Omit<HeldPause, 'scope'> & PauseSubject;

/** What is held up on purpose. */
export interface PauseService {
  list(context: CallContext): Promise<HeldPauseView[]>;
  /**
   * Pauses, or gives what is paused already a new reason.
   *
   * @throws InvalidFieldsError for a kind or target that does not exist, and for what no team can be called.
   */
  pause(
    subject: PauseSubject & { reason: string },
    context: CallContext,
  ): Promise<PauseView>;
  /** @throws NotFoundError when it is not paused. */
  resume(subject: PauseSubject, context: CallContext): Promise<PauseView>;
}
