import type { galleryPageWords as english } from '../en/gallery-page.ts';
import { translationOf } from '../message.ts';

/** Words of the page of the gallery, in German. */
export const galleryPageWords = translationOf<typeof english>()({
  galleryPage: {
    title: 'Galerie',
    of: 'Bilder aus „{project}“',
    open: 'Galerie im ganzen Fenster öffnen',
    back: 'Zurück zur Leinwand',
    bar: 'Was die Galerie zeigt',
    order: 'Reihenfolge der Bilder',
    orders: { newest: 'Neueste zuerst', oldest: 'Älteste zuerst' },
    tile: 'Größe der Bilder',
    stackHelp: 'Bilder einer Zeichnung. Ein Klick oder die Taste {key} öffnet den Stapel oder schließt ihn.',
    spokenStack: '{title}, ein Stapel von {count} Bildern',
    actions: 'Die gewählten Bilder',
    loaded: '{count, plural, one {# Bild} other {# Bilder}}',
    loadedSoFar: 'bisher {count, plural, one {# Bild} other {# Bilder}}',
    chosen: '{chosen} von {count, plural, one {# Bild} other {# Bildern}} gewählt',
    choosingAll: 'Alle Bilder werden gewählt …',
    openStack: 'Stapel öffnen',
    closeStack: 'Stapel schließen',
    put: '{count, plural, one {Auf die Seite legen} other {Als Ebenen auf die Seite legen}}',
    chooseFirst: 'Zuerst ein Bild oder mehrere wählen.',
    empty: 'Was auf der Leinwand gezeichnet wird, bleibt hier.',
  },
});
