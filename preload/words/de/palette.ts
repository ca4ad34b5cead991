import type { paletteWords as english } from '../en/palette.ts';
import { translationOf } from '../message.ts';

/** Words of the list that finds every action, in German. */
export const paletteWords = translationOf<typeof english>()({
  palette: {
    title: 'Befehl suchen',
    field: 'Befehl, Aufgabe oder Projekt',
    nothing: 'Dazu gibt es hier nichts. Vielleicht hilft ein anderes Wort.',
    project: '„{name}“ öffnen',
    tasks: 'Aufgabe',
    file: 'Datei',
    reasons: {
      undo: 'Es wurde nichts getan, das sich rückgängig machen lässt',
      redo: 'Es wurde nichts rückgängig gemacht',
    },
  },
});
