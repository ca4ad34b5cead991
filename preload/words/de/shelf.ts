import type { shelfWords as english } from '../en/shelf.ts';
import { translationOf } from '../message.ts';

export const shelfWords = translationOf<typeof english>()({
  shelf: {
    title: 'Projekte',
    close: 'Schließen',
    open: 'Alle Projekte …',
    search: 'Nach dem Namen suchen',
    list: 'Projekte, das zuletzt geöffnete zuerst',
    none: 'Es gibt noch kein Projekt.',
    noneFound: 'Kein Projekt hat diese Worte im Namen.',
    pictures: '{count, plural, =0 {keine Bilder} one {# Bild} other {# Bilder}}',
    isOpen: 'Gerade offen',
    unreadable: 'Nicht lesbar',
    actions: 'Was mit „{name}“ geschehen soll',
    more: '{count} weitere anzeigen',
    openIt: 'Öffnen',
    rename: 'Umbenennen',
    newName: 'Neuer Name von „{name}“',
    duplicate: 'Duplizieren',
    restore: 'Aus einer Sicherung wiederherstellen …',
    showFolder: 'Ordner anzeigen',
    export: 'Als Datei exportieren …',
    import: 'Projektdatei hereinholen …',
    exporting: '„{name}“ wird exportiert …',
    importing: 'Ein Projekt wird hereingeholt …',
    exported: '„{name}“ ist exportiert.',
    exportedBut:
      '„{name}“ ist exportiert, ohne {count, plural, one {# Bild, das fehlt oder beschädigt ist} other {# Bilder, die fehlen oder beschädigt sind}}.',
    importedAsCopy: 'Dieses Projekt ist schon da, darum heißt das hereingeholte „{name}“.',
    importedBut:
      '„{name}“ ist da, aber {count, plural, one {# Bild war nicht in der Datei} other {# Bilder waren nicht in der Datei}}.',
    delete: 'In den Papierkorb legen',
    deleted: '„{name}“ liegt im Papierkorb.',
    undo: 'Rückgängig',
    duplicated: '„{name}“ ist jetzt da.',
    trash: 'Papierkorb',
    trashSays:
      'Ein gelöschtes Projekt bleibt hier 30 Tage lang, an denen das Studio benutzt wird. Von allein geht es nicht früher.',
    trashEmpty: 'Der Papierkorb ist leer.',
    trashed: 'Gelöscht {when}',
    daysLeft:
      '{days, plural, =0 {geht am nächsten Nutzungstag} one {bleibt noch # Nutzungstag} other {bleibt noch # Nutzungstage}}',
    bringBack: 'Zurückholen',
    bringBackOne: 'Zurückholen: „{name}“',
    broughtBack: '„{name}“ ist wieder da.',
    forGood: 'Endgültig löschen',
    forGoodOne: 'Endgültig löschen: „{name}“',
    ask: '„{name}“ endgültig löschen? Alle Bilder und Sicherungen des Projekts gehen verloren. Das lässt sich nicht rückgängig machen.',
    keep: 'Behalten',
    goneForGood: '„{name}“ ist endgültig gelöscht.',
  },
});
