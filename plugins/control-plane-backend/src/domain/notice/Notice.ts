/** What notices are about; people can switch each off for themselves. */
export type NoticeTopic =
  | 'approval'
  | 'decision'
  | 'progress'
  | 'lease'
  | 'drift';

/** Something that people are told, in plain words. */
export interface Notice {
  topic: NoticeTopic;
  severity: 'low' | 'normal' | 'high' | 'critical';
  title: string;
  description: string;
  /** Where to act, from the root of the app. */
  link: string;
  /** Entity references of users and groups. */
  to: string[];
  /** Entity references of users whose own act it is. */
  except: string[];
}
