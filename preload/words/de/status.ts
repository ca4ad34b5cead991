import type { statusBarWords as english } from '../en/status.ts';
import { translationOf } from '../message.ts';

/** Words of the line under the canvas, in German. */
export const statusBarWords = translationOf<typeof english>()({
  statusBar: {
    label: 'Ort, Farbe und Maße',
    zoom: 'Zoom',
    turn: 'Drehung der Ansicht. Ein Klick stellt sie gerade.',
    degrees: '{degrees, number}°',
    page: 'Größe der Seite in Pixeln',
    place: 'Ort des Zeigers, von der linken oberen Ecke der Seite',
    colour: 'Farbe unter dem Zeiger',
    dragged: 'Größe dessen, was gezogen wird, oder der Markierung, in Pixeln',
    size: '{width} × {height} px',
    region: 'Markierung {size}',
    straightening: 'Die Linie wird waagrecht oder senkrecht · Escape bricht ab',
    hints: {
      move: 'Umschalt verzerrt frei · Alt skaliert von der Mitte aus · Strg: kein Einrasten',
      marquee: 'Umschalt hält die Seiten gleich · Alt zieht von der Mitte aus · Strg: kein Einrasten',
      lasso: 'Umschalt fügt hinzu · Alt nimmt weg',
      wand: 'Umschalt fügt hinzu · Alt nimmt weg',
      thing: 'Umschalt fügt hinzu · Alt nimmt weg',
      brush: 'Umschalt zieht eine gerade Linie · Leertaste verschiebt die Ansicht',
      eraser: 'Umschalt zieht eine gerade Linie · Leertaste verschiebt die Ansicht',
      paintbrush: 'Umschalt zieht eine gerade Linie · Alt nimmt eine Farbe auf',
      pencil: 'Umschalt zieht eine gerade Linie · Alt nimmt eine Farbe auf',
      'paint-eraser': 'Umschalt zieht eine gerade Linie · Alt nimmt eine Farbe auf',
      bucket: 'Alt nimmt eine Farbe auf · Leertaste verschiebt die Ansicht',
      gradient: 'Umschalt hält die Richtung gerade · Alt nimmt eine Farbe auf',
      eyedropper: 'Alt nimmt die Hintergrundfarbe auf · Leertaste verschiebt die Ansicht',
      text: 'Ziehen ergibt ein Textfeld · Strg: kein Einrasten',
      shape: 'Umschalt hält die Seiten gleich · Alt zieht von der Mitte aus · Strg: kein Einrasten',
      crop: 'Eingabe schneidet zu · Escape lässt die Seite · Strg: kein Einrasten',
      hand: 'Das Rad zoomt · Umschalt und das Rad verschieben seitlich',
      rotate: 'Umschalt dreht in Schritten von 15° · Esc stellt die Ansicht gerade',
    },
  },
});
