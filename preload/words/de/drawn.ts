import type { drawnWords as english } from '../en/drawn.ts';
import { translationOf } from '../message.ts';

/** Text and shapes on the page, in German. */
export const drawnWords = translationOf<typeof english>()({
  text: {
    field: 'Text auf der Seite',
    family: 'Schrift',
    sample: 'Aag',
    size: 'Schriftgröße',
    bold: 'Fett',
    italic: 'Kursiv',
    align: 'Ausrichtung',
    aligns: { left: 'Links', center: 'Mittig', right: 'Rechts' },
    lineHeight: 'Zeilenabstand',
    colour: 'Farbe des Textes',
    says: 'Ein Klick beginnt einen Text, Ziehen einen Kasten. Escape oder Strg+Enter beendet ihn.',
    cut: 'Ein Text fasst bis zu {most, number} Zeichen, deshalb fehlt das Ende.',
    beside: 'Ein Text beginnt auf der Seite.',
    missing: 'Die Schrift „{family}“ fehlt auf diesem Computer, deshalb erscheint „{layer}“ in einer anderen.',
  },
  shape: {
    form: 'Form',
    forms: { rectangle: 'Rechteck', ellipse: 'Ellipse', polygon: 'Vieleck', line: 'Linie' },
    fill: 'Füllung',
    fillColour: 'Farbe der Füllung',
    stroke: 'Kontur',
    strokeColour: 'Farbe der Kontur',
    strokeWidth: 'Breite',
    radius: 'Ecken',
    sides: 'Seiten',
    says: 'Ziehen zeichnet. Umschalt hält die Seiten gleich, Alt zeichnet von der Mitte aus.',
  },
});
