import type { keyPageWords as english } from '../en/key-page.ts';
import { translationOf } from '../message.ts';

/** Words of the page of keys in the preferences, in German. */
export const keyPageWords = translationOf<typeof english>()({
  keyPage: {
    search: 'Befehl oder Taste suchen',
    set: 'Ausgangspunkt sind die Tasten von',
    sets: { photoshop: 'Photoshop', krita: 'Krita' },
    nothing: 'Kein Befehl enthält diese Wörter.',
    press: 'Neue Taste drücken',
    pressFor: 'Neue Taste für „{name}“ drücken. Escape lässt alles, wie es ist.',
    change: '{key} von „{name}“ ändern',
    remove: '{key} von „{name}“ entfernen',
    add: 'Taste zu „{name}“ hinzufügen',
    reset: 'Zurück zu den Tasten der Vorlage: „{name}“',
    none: 'Keine Taste',
    taken: '{key} ist schon vergeben: „{others}“.',
    replace: 'Ersetzen',
    cancel: 'Abbrechen',
    fixed: '{key} gehört fest zu „{others}“.',
    system: '{key} gehört zum System oder zu Textfeldern.',
    altAlone: 'Tasten mit Alt allein gehören zu den Menüs des Systems.',
    unknown: 'Diese Taste hat keinen Namen, unter dem sie sich merken ließe.',
    most: 'Ein Befehl hat höchstens {most} Tasten.',
    understood: 'Verstanden',
    resetAll: 'Alle zurücksetzen',
    takeBack: 'Das rückgängig machen',
    exportFile: 'Exportieren …',
    importFile: 'Importieren …',
    stays:
      'Manche Tasten bleiben, wie sie sind: Die Leertaste verschiebt die Ansicht, Alt nimmt mit einem Pinsel eine Farbe auf, Umschalt und Alt ändern, was eine Geste tut, Escape geht einen Schritt zurück, Strg+C, Strg+X und Strg+V gehören der Zwischenablage, und die Pfeiltasten verschieben die Ebene.',
  },
});
