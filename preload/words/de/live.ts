import type { liveWords as english } from '../en/live.ts';
import { translationOf } from '../message.ts';

export const liveWords = translationOf<typeof english>()({
  live: {
    name: 'Live',
    says: 'Zeichnet aus dem Bild, während es sich mit den Worten ändert. Ohne „Behalten“ bleibt nichts davon.',
    follows: 'Live: folgt dem Bild und den Worten',
    drawing: 'Live: zeichnet …',
    waits: 'Live wartet, solange anderes gezeichnet wird',
    keep: 'Behalten',
    keepSays: 'Macht das Bild zu einer Ebene und beendet Live.',
  },
});
