import type { exportWords as english } from '../en/export.ts';
import { translationOf } from '../message.ts';

/** Words of the export dialog, in German. */
export const exportWords = translationOf<typeof english>()({
  exporting: {
    title: 'Exportieren als',
    close: 'Schließen',
    part: 'Was',
    parts: {
      page: 'Die Seite',
      region: 'Die Markierung',
      layers: 'Die gewählten Ebenen',
      'each-layer': 'Alle Ebenen als Dateien',
    },
    partHelp: {
      page: 'Was die Seite zeigt, als eine Datei.',
      region: 'Was die Seite in der Markierung zeigt, als eine Datei.',
      layers: 'Die gewählten Ebenen zusammen, ohne die anderen.',
      'each-layer': 'Jede Ebene als eigene Datei, in einem neuen Ordner.',
    },
    format: 'Format',
    scale: 'Größe in %',
    width: 'Breite',
    height: 'Höhe',
    size: '{width, number} × {height, number} Pixel',
    quality: 'Qualität',
    lossless: 'Jedes Pixel erhalten',
    losslessHelp: 'Die Datei wird größer, und vom Bild geht nichts verloren.',
    record: 'Mit den Angaben zum Gezeichneten',
    recordHelp: 'Die Datei enthält Worte, Seed und Einstellungen als Text.',
    ground: 'Farbe unter durchsichtigen Pixeln',
    noAlpha: 'JPEG kennt keine durchsichtigen Pixel. Sie bekommen diese Farbe.',
    act: 'Exportieren …',
    cancel: 'Abbrechen',
    working: 'Datei wird geschrieben …',
    workingOn: 'Datei {number} von {of} wird geschrieben …',
    nothing: 'Dort ist nichts zu sehen, deshalb wurde keine Datei geschrieben.',
    written: '{count, plural, one {Die Datei ist geschrieben.} other {# Dateien sind geschrieben.}}',
  },
});
