import type { nameWords as english } from '../en/names.ts';
import { translationOf } from '../message.ts';

export const nameWords = translationOf<typeof english>()({
  names: {
    copy: '{name} Kopie',
    region: 'Markierung',
    paint: 'Farbe {number}',
    shapes: { rectangle: 'Rechteck', ellipse: 'Ellipse', polygon: 'Vieleck', line: 'Linie' },
    fills: { solid: 'Farbfüllung', gradient: 'Verlaufsfüllung' },
    adjustments: {
      'brightness-contrast': 'Helligkeit und Kontrast',
      levels: 'Tonwerte',
      'hue-saturation': 'Farbton und Sättigung',
      invert: 'Umgekehrte Farben',
    },
    mask: '{name} (Maske)',
    recovered: '{name} (wiederhergestellt)',
    broughtIn: '{name} (hereingeholt)',
    unreadable: 'Nicht lesbares Projekt {id}',
  },
});
