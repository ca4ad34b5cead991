import type { Kind } from '../rounds.ts';
import { messageRounds } from './service-rounds.ts';
import { windowMessageRounds } from './window-rounds.ts';

export function messagesKind(window: boolean): Kind {
  return { name: 'messages', story: 1, limitMs: 180_000, open: window ? windowMessageRounds : messageRounds };
}
