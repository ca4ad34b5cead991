import type { pictureErrors as english } from '../en/errors-pictures.ts';
import { translationOf } from '../message.ts';

export const pictureErrors = translationOf<typeof english>()({
  'pictures.absent': 'Es gibt kein Bild {file}. Bitte Namen und Ordner prüfen.',
  'pictures.unread':
    '{picture} konnte nicht gelesen werden. Bitte prüfen, ob die Datei da ist und gelesen werden darf.',
  'pictures.irregular': '{picture} ist keine gewöhnliche Datei und wurde nicht geöffnet. Bitte eine Datei wählen.',
  'pictures.unreadable':
    '{picture} ist nicht als Bild lesbar: Es ist beschädigt oder nicht im Format {formats} oder {last}.',
  'pictures.too-large':
    '{picture} ist zu groß: Möglich sind höchstens {side} Pixel je Seite und {megapixels} Megapixel.',
  'pictures.too-many-bytes': '{picture} ist größer als {megabytes} MB. Bitte zuerst verkleinern.',
  'pictures.too-slow':
    '{picture} braucht zu lange zum Decodieren und wurde abgelehnt. Bitte als PNG speichern und erneut versuchen.',
  'pictures.too-hungry':
    '{picture} braucht zu viel Speicher zum Decodieren und wurde abgelehnt. Bitte zuerst verkleinern.',
  'pictures.fatal':
    '{picture} hat den Decoder zum Absturz gebracht und wurde abgelehnt. Die Datei ist vielleicht beschädigt.',
  'pictures.too-much-inside':
    '{picture} enthält ein Profil oder Text, der entpackt größer ist, als ein Bild braucht, und wurde abgelehnt.',
  'pictures.no-heic':
    '{picture} ist ein HEIC-Bild, das dieses System nicht decodieren kann. Bitte als JPEG oder PNG speichern.',
  'pictures.odd-bmp': '{picture} ist ein BMP-Bild einer Art, die nicht gelesen wird. Bitte als PNG speichern.',
  'pictures.odd-tiff':
    '{picture} ist ein TIFF-Bild einer Art, die nicht gelesen wird, oder beschädigt. Bitte als PNG speichern.',
  'pictures.too-deep':
    '{picture} hat Gruppen in mehr als {most} Gruppen und wurde deshalb abgelehnt. Bitte zuerst einige davon auflösen.',
  'pictures.too-many-layers':
    '{picture} hat mehr als {most, number} Ebenen und wurde deshalb abgelehnt. Bitte zuerst einige davon vereinen.',
  'pictures.too-many-layer-pixels':
    '{picture} hat Ebenen von zusammen mehr als {megapixels, number} Megapixeln und wurde deshalb abgelehnt. Bitte zuerst einige davon vereinen.',
  'pictures.too-much-packed': '{picture} entfaltet sich zu mehr, als ein Bild braucht, und wurde deshalb abgelehnt.',
  'pictures.psd-colours':
    '{picture} ist eine Photoshop-Datei aus mehreren Druckfarben, die nicht gelesen wird. Bitte dort in RGB umwandeln und erneut versuchen.',
  'pictures.psd-depth':
    '{picture} ist eine Photoshop-Datei einer Farbtiefe, die nicht gelesen wird. Bitte in 8, 16 oder 32 Bit umwandeln und erneut versuchen.',
  'pictures.no-layers': '{picture} enthält keine Ebene, die gelesen werden kann.',
});
