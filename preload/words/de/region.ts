import type { regionWords as english } from '../en/region.ts';
import { translationOf } from '../message.ts';

export const regionWords = translationOf<typeof english>()({
  region: {
    nothing: 'Das markiert nichts: Es liegt neben der Seite oder umschließt kein Pixel.',
    nothingFound: 'Dort wurde nichts gefunden.',
    noLayer: 'Zuerst eine Ebene wählen oder den Zauberstab alle Ebenen ansehen lassen.',
  },
  options: {
    label: 'Optionen des Werkzeugs',
    move: 'Eine Ebene ziehen, um sie zu verschieben. Ihre Griffe skalieren und drehen sie.',
    hand: 'Ziehen, um die Ansicht zu verschieben. Die gehaltene Leertaste leiht die Hand jedem Werkzeug.',
    marquee: 'Form',
    marquees: { rectangle: 'Rechteck', ellipse: 'Ellipse' },
    lasso: 'Linie',
    lassos: { free: 'Freihand', corners: 'Ecken' },
    tolerance: 'Toleranz',
    toleranceHelp: 'Wie weit eine Farbe von der angeklickten abweichen darf. 0 nimmt nur diese Farbe.',
    contiguous: 'Zusammenhängend',
    contiguousHelp: 'Nur, was mit der angeklickten Stelle zusammenhängt.',
    allLayers: 'Alle Ebenen',
    allLayersHelp: 'Sieht das sichtbare Bild an. Aus: nur die gewählte Ebene.',
    modes: 'Umschalt fügt hinzu, Alt nimmt weg',
    modesHelp:
      'Beim Drücken gehalten: Umschalt fügt zur Markierung hinzu, Alt nimmt von ihr weg, beide behalten, was in beiden liegt.',
    corners: 'Eingabe schließt, Rücktaste nimmt eine Ecke zurück',
    brushKeys: 'Umschalt zieht eine gerade Linie',
  },
});
