import type { queueWords as english } from '../en/queue.ts';
import { translationOf } from '../message.ts';

export const queueWords = translationOf<typeof english>()({
  queue: {
    title: 'Warteschlange',
    open: 'Warteschlange',
    openWith: '{count, plural, one {Warteschlange: # Zeichnung} other {Warteschlange: # Zeichnungen}}',
    openPaused:
      '{count, plural, one {Warteschlange, angehalten: # Zeichnung} other {Warteschlange, angehalten: # Zeichnungen}}',
    list: 'Zeichnungen in ihrer Reihenfolge',
    add: 'Einreihen',
    addNext: 'Nächste Zeichnung einreihen',
    addSays: 'Wird gezeichnet, sobald die Reihe daran ist.',
    addFirst: '{key} stellt die Zeichnung vor alle anderen.',
    waiting: '{count, plural, one {# wartet} other {# warten}}',
    empty: 'Nichts wartet. Enter während einer Zeichnung reiht die nächste hier ein.',
    pause: 'Anhalten',
    goOn: 'Fortsetzen',
    paused: 'Angehalten. Bis zum Fortsetzen wird nichts Weiteres gezeichnet.',
    left: '{count, plural, one {# Zeichnung wartet} other {# Zeichnungen warten}} seit einer früheren Sitzung. „Fortsetzen“ zeichnet alles, was wartet.',
    cancelAll: 'Alle abbrechen',
    cancel: '„{words}“ abbrechen',
    retry: '„{words}“ erneut versuchen',
    move: '„{words}“ verschieben',
    moveHint: 'Alt+↑ und Alt+↓ verschieben die Zeichnung, die den Fokus hat. Entf bricht sie ab.',
    noWords: 'Ohne Beschreibung',
    states: {
      running: 'wird gezeichnet',
      waiting: 'wartet',
      failed: 'fehlgeschlagen',
    },
    step: '{step} von {of}',
    inProject: 'in „{project}“',
    pictures: '{count, plural, one {# Bild} other {# Bilder}}',
    pageChanged: 'Die Seite hat sich seitdem verändert. Gezeichnet wird auf der Seite, wie sie beim Einreihen war.',
    added: 'Eingereiht. {count, plural, one {# Zeichnung wartet} other {# Zeichnungen warten}}.',
    inGallery:
      'Die Seite hat jetzt eine andere Größe, daher liegt das Ergebnis einer eingereihten Zeichnung in der Galerie.',
  },
});
