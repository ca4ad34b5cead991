import type { versionWords as english } from '../en/versions.ts';
import { translationOf } from '../message.ts';

/** Words of the earlier versions of a picture, in German. */
export const versionWords = translationOf<typeof english>()({
  versions: {
    open: 'Frühere Fassungen …',
    title: 'Frühere Fassungen von „{name}“',
    close: 'Schließen',
    says: 'Alle zehn Minuten Arbeit wird eine behalten, und bevor viel weggenommen wird. Zurückgehen ist ein Schritt: Rückgängig bringt den jetzigen Stand wieder.',
    list: 'Fassungen, die neueste zuerst',
    loading: 'Fassungen werden gesucht …',
    none: 'Es gibt noch keine frühere Fassung. Die erste kommt mit der ersten Ebene.',
    reasons: { time: 'während der Arbeit', large: 'bevor viel weggenommen wurde' },
    holds: '{layers, plural, one {# Ebene} other {# Ebenen}} · {width} × {height}',
    drawing: 'Die Fassung wird gezeichnet …',
    earlier: 'damals',
    present: 'jetzt',
    divider: 'Wo die frühere Fassung endet und die jetzige beginnt',
    leftOut:
      '{count, plural, one {# Teil fehlt: Sein Bild ist} other {# Teile fehlen: Ihre Bilder sind}} nicht mehr im Projekt.',
    back: 'Dahin zurückgehen',
    copy: 'Als Kopie öffnen',
    copyName: '{name}, {when}',
    isBack: 'Das Bild ist wie damals. Rückgängig bringt den Stand von eben wieder.',
  },
});
