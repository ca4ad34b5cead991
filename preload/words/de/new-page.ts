import type { newPageWords as english } from '../en/new-page.ts';
import { translationOf } from '../message.ts';

/** Words of the dialog for a new project, in German. */
export const newPageWords = translationOf<typeof english>()({
  newPage: {
    title: 'Neues Projekt',
    close: 'Schließen',
    name: 'Name',
    preset: 'Größe',
    presets: {
      first: 'Wie das erste Bild',
      model: 'Am besten für {model}',
      square: 'Quadrat',
      portrait: 'Hochformat',
      landscape: 'Querformat',
      uhd: '4K',
      a4: 'A4',
    },
    width: 'Breite',
    height: 'Höhe',
    turn: 'Breite und Höhe tauschen',
    unit: 'Einheit',
    units: { px: 'Pixel', cm: 'cm', in: 'Zoll' },
    dpi: 'Pixel je Zoll',
    byFirst: 'Das erste Bild gibt der Seite ihre Größe.',
    pixels: '{width} mal {height} Pixel',
    ground: 'Hintergrund',
    grounds: { white: 'Weiß', transparent: 'Transparent', colour: 'Farbe' },
    colour: 'Farbe des Hintergrunds',
    groundLayer: 'Hintergrund',
    create: 'Anlegen',
  },
});
