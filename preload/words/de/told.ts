import type { toldWords as english } from '../en/told.ts';
import { translationOf } from '../message.ts';

/** Teile von Sätzen stehen im Nominativ. */
export const toldWords = translationOf<typeof english>()({
  'words.too-long': 'es hat {count, number} Zeichen, und {most, number} sind das Höchste: bitte kürzen',
  'subject.project': 'Das Projekt',
  'subject.new-project': 'Das neue Projekt',
  'subject.settings': 'Die Einstellungsdatei des Studios',
  'subject.folder': 'Der Ordner des Studios',
  'found.folder': 'ist ein Ordner',
  'found.pipe': 'ist eine Pipe',
  'found.socket': 'ist ein Socket',
  'found.device': 'ist ein Gerät',
  'found.link-to-nothing': 'ist eine Verknüpfung ins Leere',
  'found.link-out': 'ist eine Verknüpfung, die aus ihrem Ordner herausführt',
  'found.no-folder': 'ist kein Ordner des Projekts',
  'picture.file': '„{file}“',
  'picture.unnamed': 'Dieses Bild',
  'blob.layer': 'Die Datei der Ebene „{layer}“',
  'blob.mask': 'Die Datei der Maske von „{layer}“',
  'blob.drawing': 'Die Datei des Bildes zu „{prompt}“',
  'blob.unknown': 'Ein Bild',
  'record.layer': 'die Ebene „{layer}“',
  'record.group': 'die Gruppe von „{layer}“',
  'record.region': 'ein Teil der Markierung',
  'record.saved-mask': 'die gespeicherte Markierung „{mask}“',
  'record.guide': 'eine Hilfslinie',
  'record.drawing': 'die Zeichnung vom {when, date, medium}, {when, time, short}',
  'record.drawing-undated': 'eine Zeichnung von einem unbekannten Tag',
  'record.note': 'die Notiz vom {when, date, medium}, {when, time, short}',
  'record.note-undated': 'eine Notiz von einem unbekannten Tag',
  'record.layers-too-many':
    '{count, plural, one {# Ebene mehr, als eine Seite haben kann} other {# Ebenen mehr, als eine Seite haben kann}}',
  'record.steps-too-many':
    '{count, plural, one {# Schritt der Markierung mehr, als eine Seite haben kann} other {# Schritte der Markierung mehr, als eine Seite haben kann}}',
  'record.masks-too-many':
    '{count, plural, one {# gespeicherte Markierung mehr, als ein Projekt haben kann} other {# gespeicherte Markierungen mehr, als ein Projekt haben kann}}',
  'record.guides-too-many':
    '{count, plural, one {# Hilfslinie mehr, als eine Seite haben kann} other {# Hilfslinien mehr, als eine Seite haben kann}}',
  'record.more': '{count} weitere',
  'record.more-layers': '{count, plural, one {# weitere Ebene} other {# weitere Ebenen}}',
  'project.left-out': 'Ein Teil der Seite ist nicht lesbar und fehlt: {parts}.',
  'project.unknown-kinds':
    'Dieses Studio kann nicht alles anzeigen: {parts}. Nichts davon ist verloren, ein neueres DiMOO Studio zeigt es an.',
  'project.rolled-back':
    'Dieses Projekt ist auf einem älteren Stand als beim letzten Schließen: {commits, plural, one {Die letzte Änderung ist} other {Die letzten # Änderungen sind}} auf dem Laufwerk nicht mehr zu finden. Bitte nachsehen, ob eine Sicherung sie enthält. Was von den Dateien übrig ist, liegt in {folder}.',
  'project.moved':
    'Der Ordner von „{name}“ ist nicht mehr in {from}. Die Arbeit wird als „{kept}“ aufbewahrt und geht dort weiter.{lost, plural, =0 {} one { Eines der Bilder konnte nicht aufbewahrt werden, da die Datei fehlte.} other { # der Bilder konnten nicht aufbewahrt werden, da die Dateien fehlten.}}',
  'project.moved-out':
    'Der Ordner von „{name}“ ist nicht mehr in {from}. Die Arbeit wird als „{kept}“ in {folder} aufbewahrt und geht dort weiter.{lost, plural, =0 {} one { Eines der Bilder konnte nicht aufbewahrt werden, da die Datei fehlte.} other { # der Bilder konnten nicht aufbewahrt werden, da die Dateien fehlten.}}',
  'settings.damaged':
    'Die eigene Datei des Studios war beschädigt. {others, select, no {Alle Projekte sind da} other {Alle anderen Projekte sind da}}. Die Einstellungen des Fensters beginnen neu, und die alte Datei liegt in {folder}.',
  'settings.from-future':
    'Die eigene Datei des Studios stammt von einem neueren Studio. {others, select, no {Alle Projekte sind da} other {Alle anderen Projekte sind da}}. Die Einstellungen des Fensters beginnen neu, und die alte Datei liegt in {folder}.',
  'provider.partly-wrong':
    'Ein Teil dessen, was {provider} hier berechnet, ist falsch, daher übernimmt der Prozessor diesen Teil. Vielleicht hilft ein neuerer Treiber.',
  'provider.other-system': 'Es gibt das nur auf diesen Systemen: {systems}.',
  'provider.not-fetched': 'Bibliotheken von ONNX Runtime fehlen ({files}). Dieser Befehl holt sie: {command}',
  'provider.cannot-run':
    '{provider} kann das Modell hier nicht ausführen, daher läuft es auf dem Prozessor. Vielleicht hilft ein neuerer Treiber.',
  'provider.int8-on-cpu':
    'Ein Modell in int8-fast läuft auf dem Prozessor. Für den Grafikprozessor bitte den Checkpoint nach fp16 oder int4 konvertieren, oder nach fp32, wo er keine 16-Bit-Kommazahlen hat.',
  'cli.trace-set-aside':
    'Der Verlauf in {path} ist beschädigt oder gehört zu einem anderen Bild. Er bleibt beiseite, und das Bild wird wie jedes andere verwendet.',
});
