import type { historyPageWords as english } from '../en/history-page.ts';
import { translationOf } from '../message.ts';

/** Words of the page of the history, in German. */
export const historyPageWords = translationOf<typeof english>()({
  historyPage: {
    title: 'Verlauf',
    of: 'Verlauf von „{project}“',
    asTree: 'Als Baum zeigen',
    help: 'Jede Zeichnung steht unter der, aus der sie entstand.',
    tree: 'Zeichnungen, neueste zuerst, jede mit dem, was aus ihr entstand',
    chosen: 'Die gewählte Zeichnung',
    choose: 'Wählen Sie eine Zeichnung, um zu sehen, wie sie entstand, und um an ihr weiterzuarbeiten.',
    several: '{count, plural, one {# Zeichnung ist gewählt.} other {# Zeichnungen sind gewählt.}}',
    root: 'Sie entstand aus keiner anderen Zeichnung dieses Projekts.',
    beganFrom: 'Entstand aus „{title}“',
    compareParent: 'Mit ihr vergleichen',
    candidates: 'Bilder dieser Zeichnung',
    candidate: 'Bild {number}, {outcome}',
    spoken: '{title}, {task}, {outcome}',
    outcomes: { waiting: 'wartet', accepted: 'übernommen', dropped: 'verworfen' },
    empty: 'Zeichnen Sie etwas auf der Leinwand. Es steht dann hier, und darunter alles, was Sie daraus zeichnen.',
  },
});
