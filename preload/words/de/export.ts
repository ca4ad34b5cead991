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
    wholePage: 'Eine Datei mit Ebenen enthält die ganze Seite',
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
    layered:
      'Die Datei hat die Größe der Seite, mit Ebenen, Gruppen, Masken und Mischmodi. Jede Ebene wird zu Pixeln, nur Einstellungen und Farbfüllungen bleiben in Photoshop-Dateien erhalten.',
    working: 'Datei wird geschrieben …',
    composing: 'Ebene {number} von {of} …',
    workingOn: 'Datei {number} von {of} wird geschrieben …',
    nothing: 'Dort ist nichts zu sehen, deshalb wurde keine Datei geschrieben.',
    written: '{count, plural, one {Die Datei ist geschrieben.} other {# Dateien sind geschrieben.}}',
  },
  layered: {
    opening: 'Ebenen werden hinzugefügt',
    changed: '„{file}“ wurde mit Änderungen übernommen: {list}.',
    losses: {
      adjustment: 'einige Einstellungsebenen fehlen',
      'adjustment-look': 'einige Einstellungen sehen etwas anders aus',
      'blend-mode': 'einige Mischmodi sind durch die ähnlichsten ersetzt',
      cmyk: 'seine CMYK-Farben wurden umgewandelt, Ebenen können sich darin etwas anders mischen',
      depth: 'aus 16 Bit je Kanal wurden 8',
      duotone: 'aus seinen Druckfarben wurde Grau',
      effects: 'Ebeneneffekte fehlen',
      'empty-fill': 'einige Füllebenen sind leer',
      lab: 'seine Lab-Farben wurden umgewandelt, Ebenen können sich darin etwas anders mischen',
      light: 'aus 32 Bit Licht wurden 8, was heller als Weiß ist, fehlt, und Ebenen können sich etwas anders mischen',
      'mask-feather': 'Masken verlieren ihre weiche Kante',
      'unreadable-layer': 'Ebenen, die nicht lesbar sind, fehlen',
      'vector-mask': 'Vektormasken fehlen',
    },
    adjustmentsBaked:
      '{count, plural, one {Eine Einstellungsebene ist in der Datei ein Bild dessen, was sie zeigt, denn das Format kennt keine solchen Ebenen.} other {# Einstellungsebenen sind in der Datei Bilder dessen, was sie zeigen, denn das Format kennt keine solchen Ebenen.}}',
    unknownLeftOut: 'Ebenen unbekannter Art, die nicht in der Datei sind: {count}.',
    paper: 'Papier',
  },
});
