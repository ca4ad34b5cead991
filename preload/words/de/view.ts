import type { viewWords as english } from '../en/view.ts';
import { translationOf } from '../message.ts';

/** Words of what helps with measuring and aligning, in German. */
export const viewWords = translationOf<typeof english>()({
  view: {
    label: 'Ausrichten: Lineale, Hilfslinien, Raster und Einrasten',
    menu: 'Ausrichten',
    switches: {
      rulers: 'Lineale ein oder aus',
      guides: 'Hilfslinien ein oder aus',
      guidesLocked: 'Hilfslinien sperren oder freigeben',
      grid: 'Raster ein oder aus',
      pixelGrid: 'Pixelraster ein oder aus',
      snapping: 'Einrasten ein oder aus',
      navigator: 'Navigator ein oder aus',
    },
    names: {
      rulers: 'Lineale',
      guides: 'Hilfslinien',
      guidesLocked: 'Hilfslinien gesperrt',
      grid: 'Raster',
      pixelGrid: 'Pixelraster in der Nähe',
      snapping: 'Einrasten',
      navigator: 'Navigator',
    },
    saidOn: '{name}: ein',
    saidOff: '{name}: aus',
    editGuides: 'Neue Hilfslinie',
    clearGuides: 'Hilfslinien löschen',
    noGuides: 'Es gibt keine Hilfslinien',
    guides: {
      title: 'Hilfslinien',
      close: 'Schließen',
      says: 'An einer Hilfslinie lässt sich anderes ausrichten. Sie wird aus einem Lineal gezogen oder hier nach ihrem Abstand vom linken oder oberen Rand der Seite gesetzt.',
      orientation: 'Richtung',
      orientations: { horizontal: 'Waagerecht', vertical: 'Senkrecht' },
      positions: {
        px: 'Position in Pixeln',
        cm: 'Position in Zentimetern',
        in: 'Position in Zoll',
        percent: 'Position in Prozent der Seite',
      },
      add: 'Hilfslinie hinzufügen',
      list: 'Hilfslinien der Seite',
      none: 'Die Seite hat noch keine Hilfslinien.',
      guide: {
        horizontal: 'Von oben',
        vertical: 'Von links',
      },
      remove: 'Hilfslinie bei {position} entfernen',
      full: 'Die Seite kann keine weiteren Hilfslinien haben.',
    },
    navigator: {
      title: 'Navigator',
      overview: 'Übersicht der Seite',
      says: 'Den Rahmen ziehen, um die Ansicht zu verschieben. Mit dem Fokus verschieben die Pfeiltasten sie.',
      zoom: 'Zoom',
    },
    grid: {
      spacing: 'Raster, in Pixeln',
      divisions: 'Raster geteilt in',
    },
    rulers:
      'Eine Hilfslinie aus dem Lineal ziehen, oder das Lineal doppelt anklicken, um Hilfslinien nach Zahlen zu setzen. Ein Rechtsklick wählt die Einheit.',
    unit: 'Lineale und Hilfslinien in',
    units: { px: 'Pixel', cm: 'Zentimeter', in: 'Zoll', percent: 'Prozent' },
    unitSigns: { cm: 'cm', in: 'Zoll', percent: '%' },
    unitHelp: 'Auch durch einen Rechtsklick auf ein Lineal zu wählen.',
    dpi: 'Pixel je Zoll dieser Seite',
    rulersTurned:
      'Solange die Ansicht gedreht ist, haben die Lineale keine Teilung. Hilfslinien lassen sich trotzdem herausziehen.',
  },
});
