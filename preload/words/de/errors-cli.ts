import type { cliErrors as english } from '../en/errors-cli.ts';
import { translationOf } from '../message.ts';

export const cliErrors = translationOf<typeof english>()({
  'cli.no-command': 'Bitte einen Befehl nennen. --help zeigt alle.',
  'cli.whole-number': 'Möglich ist eine ganze Zahl von {least} bis {most}.',
  'cli.number': 'Möglich ist eine Zahl von {least} bis {most}.',
  'cli.no-model':
    'Es ist kein Modell eingerichtet. Bitte --model DIR angeben oder `npm run -s dimoo` ausführen, damit eines vorbereitet wird.',
  'cli.model-unusable': 'Das Modell in {folder} ist nicht verwendbar: {cause}',
  'cli.start-by-npm': 'Bitte mit `npm run -s dimoo` starten.',
  'cli.options-missing': 'Bitte {options} angeben.',
  'cli.reader-gone': 'Die Ergebnisse enden hier, weil sie niemand mehr liest. Was in Dateien steht, bleibt.',
  'cli.results-unwritten':
    'Die Ergebnisse enden hier, weil sie nicht geschrieben werden können ({code}). Was in Dateien steht, bleibt.',
  'cli.disk-full': 'Das Laufwerk ist voll. {path} wurde nicht geschrieben.',
  'cli.unwritten': '{path} kann nicht geschrieben werden ({code}).',
  'cli.no-file': 'Es gibt keine Datei {path}.',
  'cli.unread': '{path} kann nicht gelesen werden ({code}).',
  'cli.jobs-no-file': '{path} ist keine Datei. Bitte eine mit einer Aufgabe je Zeile angeben.',
  'cli.line-no-json': 'Zeile {line} ist kein JSON.',
  'cli.line-no-job': 'Zeile {line} ist keine gültige Aufgabe: {problem}.',
  'cli.output-taken':
    'Eine frühere Zeile hat ihr Bild dorthin geschrieben, wohin dieses käme. Bitte jeder Zeile eine eigene Kennung geben.',
  'cli.options-wrong': '{task} ist so nicht möglich: {problem}.',
  'cli.cannot-draw': 'Das lässt sich nicht zeichnen: {problem}.',
  'cli.no-earlier': 'Es fehlt die Zeichnung, von der aus weitergezeichnet werden soll. Bitte mit --from angeben.',
  'cli.count-and-best': 'Alle oder nur das beste davon: Bitte entweder count oder best-of angeben.',
  'cli.no-trace': '{path} enthält keinen Verlauf. Den haben nur PNG-Dateien, wie sie das Studio geschrieben hat.',
  'cli.foreign-trace': '{path} wurde von einem anderen Modell als „{model}“ gezeichnet.',
  'cli.trace-damaged':
    'Der Verlauf in {path} ist beschädigt oder gehört zu einem anderen Bild und ist nicht verwendbar.',
  'cli.not-converted': 'Der Checkpoint konnte nicht konvertiert werden.',
  'cli.converter-said': '{problem}',
  'cli.not-judged': 'Die Bewertung konnte nicht ausgeführt werden.',
  'cli.judge-said': '{problem}',
  'parity.no-numbers': 'In {folder} sind keine Zahlen der Referenz. Bitte --oracle DIR angeben.',
  'parity.departs': '{failed} von {compared} Vergleichen mit der Referenz sind fehlgeschlagen.',
  'parity.file-invalid': '{file} im Ordner der Referenz ist nicht, was es sein soll.',
  'parity.file-short': '{file} hat {bytes} Bytes, seine Form braucht aber {wanted}.',
  'parity.file-outside': '{file} liegt außerhalb des Ordners der Referenz.',
  'parity.file-absent': 'Im Ordner der Referenz fehlt {file}.',
  'parity.no-token': 'layouts.json nennt kein Token „{role}“.',
  'parity.no-task': 'Keine Aufgabe heißt „{task}“.',
  'bench.other-checkpoint': '{checkpoint} ist nicht der Checkpoint des Modells „{model}“.',
  'bench.reference-stopped': 'Die Referenz hat abgebrochen: {said}.',
  'bench.reference-silent': 'Die Referenz hat ohne eine Angabe abgebrochen.',
});
