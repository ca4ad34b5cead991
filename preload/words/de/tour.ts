import type { tourWords as english } from '../en/tour.ts';
import { translationOf } from '../message.ts';

/** Words of the tour through the window, in German. */
export const tourWords = translationOf<typeof english>()({
  tour: {
    title: 'Kurzer Rundgang',
    count: '{at} von {of}',
    back: 'Zurück',
    next: 'Weiter',
    done: 'Fertig',
    leave: 'Rundgang verlassen',
    again: 'Hilfe > Kurzer Rundgang zeigt ihn noch einmal.',
    find: '{key} findet alles andere nach seinem Namen.',
    stops: {
      prompt: {
        title: 'Sagen, was zu sehen sein soll',
        says: 'Hier steht in einfachen Worten, was das Bild zeigt.',
      },
      draw: {
        title: 'Zeichnen',
        says: 'Dieser Knopf oder die Eingabetaste im Feld zeichnet das Bild. Danach liegt es als Ebene auf der Seite.',
      },
      region: {
        title: 'Einen Teil ändern',
        says: 'Der Markierungspinsel übermalt, was nicht gefällt, und das Feld sagt, was dort sein soll. Aus Zeichnen wird Retuschieren, und außerhalb der Markierung ändert sich nichts.',
      },
      layers: {
        title: 'Ebenen',
        says: 'Alles Gezeichnete und jedes eingefügte Bild ist hier eine Ebene: zum Verschieben, Mischen, Maskieren oder Ausblenden.',
      },
      gallery: {
        title: 'Nichts geht verloren',
        says: 'Die Galerie bewahrt jedes gezeichnete Bild, der Verlauf sagt, wie es entstand, und beide holen es zurück.',
      },
      describe: {
        title: 'Von Bildern zu Worten',
        says: 'Beschreiben schreibt auf, was ein Bild zeigt, und beantwortet Fragen dazu.',
      },
    },
  },
});
