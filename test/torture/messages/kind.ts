import type { Kind } from '../rounds.ts';
import { messageRounds } from './service-rounds.ts';

export function messagesKind(_window: boolean): Kind {
  return { name: 'messages', story: 1, limitMs: 180_000, open: messageRounds };
}
