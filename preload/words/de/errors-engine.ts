import type { engineErrors as english } from '../en/errors-engine.ts';
import { translationOf } from '../message.ts';

export const engineErrors = translationOf<typeof english>()({
  'drawing.foreign-codes':
    'Diese Zeichnung enthält Codes, die das Modell nicht kennt. Sie stammt von einem anderen Modell.',
  'drawing.nothing-added': 'Es soll nichts hinzukommen. Bitte mindestens einer Seite Pixel geben.',
  'drawing.extended-too-large':
    'Das erweiterte Bild hätte {width}x{height} Pixel. Möglich sind höchstens {side} Pixel je Seite und {megapixels} Megapixel.',
  'drawing.mask-size':
    'Die Markierung hat {maskWidth}x{maskHeight} Pixel und das Bild {width}x{height}. Beide müssen gleich groß sein.',
  'drawing.freeze-mask-size':
    'Die Maske der geschützten Teile hat {maskWidth}x{maskHeight} Pixel und das Bild {width}x{height}. Beide müssen gleich groß sein.',
  'drawing.negative-without-guidance':
    'Was fehlen soll, wirkt nur über die Prompttreue. Bitte die Prompttreue über 0 stellen.',
  'drawing.nothing-mixed': 'Die Markierung nimmt alles oder nichts vom zweiten Bild. Bitte einen Teil davon markieren.',
  'drawing.mixed-sizes': 'Mischen lassen sich nur zwei Bilder, die mit der Markierung gleich groß sind.',
  'drawing.all-protected':
    'Alles Markierte ist geschützt, es bleibt nichts zu zeichnen. Bitte mehr markieren oder weniger schützen.',
  'drawing.nothing-marked': 'Es ist nichts markiert. Bitte den Teil übermalen, der neu gezeichnet werden soll.',
  'drawing.too-large-to-show': 'Diese Zeichnung hat mehr Zellen als das größte mögliche Bild und wird nicht decodiert.',
  'drawing.other-grid':
    'Die frühere Zeichnung hat {columns}x{rows} Zellen und diese {ownColumns}x{ownRows}. Weiterzeichnen geht nur in gleicher Größe.',
  'drawing.nothing-left':
    'Nach Schritt {step} von {steps} bleibt nichts zu zeichnen. Bitte von einem früheren Schritt weiterzeichnen.',
  'drawing.no-memory':
    'Dieses Bild braucht etwa {needed, number} GB Speicher mehr, und {free, number} GB sind frei. Bitte {way, select, both {es im Tempo „Genau“ oder mit {width} x {height} Pixeln zeichnen, } exact {es im Tempo „Genau“ zeichnen, } size {es mit {width} x {height} Pixeln zeichnen, } other {}}andere Programme schließen oder das Modell in einer kleineren Genauigkeit wählen.',
  'drawing.too-long':
    'Das sind {tokens} Token, und das Modell nimmt höchstens {most}. Bitte ein kleineres Bild oder einen kürzeren Prompt wählen.',
  'answer.too-long':
    'Das sind {tokens} Token, und das Modell nimmt höchstens {most}. Bitte kürzer fragen oder eine kürzere Antwort wählen.',
  'model.task-unknown': 'Das Modell „{model}“ wurde für „{task}“ nicht trainiert. Es kann: {tasks}.',
  'model.kind-unknown': 'Das Modell „{model}“ wurde bei „{task}“ für „{kind}“ nicht trainiert. Es kann: {kinds}.',
  'model.no-words': 'Das Modell „{model}“ kann nicht in Worten antworten. Bitte ein anderes Modell wählen.',
  'model.no-trace': 'Das Modell „{model}“ hält seine Zeichenschritte nicht fest, daher lassen sich keine anzeigen.',
  'engine.no-model': 'Es ist kein Modell eingerichtet. Bitte das Studio neu starten, damit es eines vorbereiten kann.',
  'engine.no-memory':
    'Dafür reicht der Speicher nicht. Bitte andere Programme schließen oder ein kleineres Bild wählen.',
  'engine.stopped': 'Die Bildberechnung ist bei dieser Aufgabe ausgefallen. Bitte erneut versuchen.',
  'engine.picture-too-large': 'Ein Bild von mehr als {megapixels} Megapixeln wird nicht angenommen.',
  'engine.picture-misnamed': 'Die Bytes eines Bildes sind nicht die, die sein Name angibt.',
  'engine.picture-absent': 'Der Bildberechnung fehlt ein Bild dieser Aufgabe. Bitte zuerst hochladen.',
  'engine.picture-misfit': 'Ein Bild dieser Aufgabe hat nicht die Größe, die die Aufgabe angibt.',
  'engine.job-taken': 'Eine andere Aufgabe hat diese Kennung schon. Bitte jeder Aufgabe eine eigene geben.',
  'engine.too-many-jobs':
    'Es {jobs, plural, one {wartet schon # Aufgabe} other {warten schon # Aufgaben}}. Bitte erneut fragen, wenn einige fertig sind.',
  'engine.no-picture': 'Diese Aufgabe hat kein solches Bild.',
  'engine.no-job': 'Die Bildberechnung kennt diese Aufgabe nicht. Sie wurde nie gestellt oder ist vorbei.',
  'report.disk-full': 'Das Laufwerk ist voll, daher wurde der Bericht nicht geschrieben.',
  'report.unwritten': 'Der Bericht kann dort nicht geschrieben werden ({code}). Bitte einen anderen Ort wählen.',
  'report.ended': 'Der Bericht konnte nicht erstellt werden. Bitte erneut versuchen.',
});
