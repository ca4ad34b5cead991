import type { pageWords as english } from '../en/page.ts';
import { translationOf } from '../message.ts';

/** Words about the page as a whole, in German. */
export const pageWords = translationOf<typeof english>()({
  page: {
    close: 'Schließen',
    canvasTitle: 'Seitengröße',
    canvasSays:
      'Die Seite wird größer oder kleiner. Das Bild behält seine Größe, und was neben der Seite liegt, bleibt.',
    imageTitle: 'Bildgröße',
    imageSays: 'Das Bild wird mit allen Ebenen skaliert. Ihre Pixel werden neu berechnet.',
    width: 'Breite',
    height: 'Höhe',
    anchor: 'Wo das Bild bleibt',
    anchors: {
      topLeft: 'Oben links',
      top: 'Oben',
      topRight: 'Oben rechts',
      left: 'Links',
      middle: 'Mitte',
      right: 'Rechts',
      bottomLeft: 'Unten links',
      bottom: 'Unten',
      bottomRight: 'Unten rechts',
    },
    change: 'Ändern',
    scale: 'Skalieren',
    working: 'Wird skaliert …',
    tooLarge: 'Eine Seite hat höchstens {side, number} Pixel je Seite und {megapixels} Millionen insgesamt.',
    held: {
      results:
        'Auf dieser Seite warten Ergebnisse. Bitte zuerst übernehmen oder verwerfen, dann lässt sich ihre Größe ändern.',
      drawing: 'Ein Teil dieser Seite wird gerade gezeichnet. Danach lässt sich ihre Größe ändern.',
      queue: 'In der Warteschlange stehen Zeichnungen für Teile dieser Seite. Danach lässt sich ihre Größe ändern.',
    },
    nothingToExtend: 'Auf der Seite ist nichts, woran anzuschließen wäre. Der neue Rand bleibt leer.',
    notExtended: 'Kein Modell ist geladen, das ein Bild erweitern kann. Der neue Rand bleibt leer.',
    notTurned: {
      'page-mask':
        'Die Maske einer Gruppe, Füllung oder Korrektur liegt auf der Seite und lässt sich nicht drehen. Bitte zuerst anwenden oder löschen.',
      'saved-masks': 'Gespeicherte Markierungen lassen sich nicht mit dem Bild drehen. Bitte zuerst löschen.',
    },
    dpi: 'Pixel je Zoll',
    onPaper: 'Auf Papier {width, number} × {height, number} cm.',
    kernel: 'Verfahren',
    kernelHelp: 'Wie neue Pixel aus den alten entstehen.',
    kernels: {
      lanczos3: 'Scharf',
      lanczos2: 'Weniger scharf',
      cubic: 'Ausgewogen',
      mitchell: 'Weich',
      linear: 'Einfach',
      nearest: 'Harte Pixel',
    },
  },
});
