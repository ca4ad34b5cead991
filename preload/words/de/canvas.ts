import type { canvasWords as english } from '../en/canvas.ts';
import { translationOf } from '../message.ts';

export const canvasWords = translationOf<typeof english>()({
  canvas: {
    section: 'Bild',
    menu: 'Menü der Leinwand',
    layersHere: 'Ebenen an dieser Stelle',
    label: 'Leinwand',
    lostTile: 'Dieser Teil der Ebene ist nicht lesbar. Das Menü der Ebene kann ihn aufgeben.',
    drop: 'Loslassen, um als Ebene hinzuzufügen',
    page: 'Die Seite ist {width} mal {height} Pixel groß.',
    layers: '{count, plural, =0 {Keine Ebenen.} =1 {Eine Ebene.} other {# Ebenen.}}',
    paintedPart: 'Ein Bereich ist markiert.',
    keys: 'Bild auf und Bild ab wählen eine Ebene, Pfeiltasten verschieben sie, Umschalt und R beginnen ein Rechteck zum Markieren.',
    layer:
      'Ebene {number} von {of}, „{name}“{visible, select, no {, ausgeblendet} other {}}, bei {x}, {y}, {width} mal {height} Pixel{angle, plural, =0 {} other {, um # Grad gedreht}}',
    group: 'Gruppe {number} von {of}, „{name}“{visible, select, no {, ausgeblendet} other {}}',
    fill: 'Füllebene {number} von {of}, „{name}“{visible, select, no {, ausgeblendet} other {}}',
    adjustment: 'Einstellungsebene {number} von {of}, „{name}“{visible, select, no {, ausgeblendet} other {}}',
    unreadableLayer:
      'Ebene {number} von {of}, „{name}“{visible, select, no {, ausgeblendet} other {}}, von einer Art, die dieses Studio nicht kennt',
    sentence: '{words}.',
    rectangle:
      'Rechteck von {width} mal {height} Pixeln bei {x}, {y}. Die Eingabetaste markiert es, Escape verwirft es.',
    painted: 'Das Rechteck ist markiert.',
    paintsMask: 'Die Farbe geht auf die Maske von „{name}“. Schwarz verbirgt, Weiß zeigt.',
    paintsLayer: 'Die Farbe geht auf „{name}“.',
    loneMask: 'Die Maske von „{name}“ ist allein zu sehen.',
  },
});
