import type { captionWords as english } from '../en/captions.ts';
import { translationOf } from '../message.ts';

/** Words about captions of many pictures, in German. */
export const captionWords = translationOf<typeof english>()({
  captions: {
    menu: 'Beschreibungen',
    open: 'Beschreiben …',
    title: '{count, plural, one {Bild beschreiben} other {# Bilder beschreiben}}',
    close: 'Schließen',
    caption: 'Eine Beschreibung jedes Bildes',
    questions: 'Fragen zu jedem Bild',
    questionsHint: 'Eine Frage je Zeile, auf Englisch',
    tooMany: 'Höchstens {most} Fragen mit je {characters, number} Zeichen.',
    again: 'Auch noch einmal, was schon über sie gesagt wurde',
    count:
      '{count, plural, =0 {All das wurde über diese Bilder schon gesagt oder wartet darauf.} one {# Text wird geschrieben.} other {# Texte werden geschrieben.}}',
    help: 'Sie entstehen, während nichts gezeichnet wird, und bleiben bei ihren Bildern. Was schon geschrieben ist, bleibt.',
    act: 'Beginnen',
    noModel: 'Kein Modell, das Bilder beschreibt, ist geladen.',
    label: 'Beschreibungen vieler Bilder',
    states: {
      running: 'Text {number, number} von {of, number} wird geschrieben',
      yields: 'Beschreibungen warten auf das Zeichnen: {done, number} von {of, number} geschrieben',
      'no-model': 'Beschreibungen warten auf ein Modell: {done, number} von {of, number} geschrieben',
      paused: 'Beschreibungen sind angehalten: {done, number} von {of, number} geschrieben',
      left: '{count, plural, one {# Beschreibung wartet seit einer früheren Sitzung} other {# Beschreibungen warten seit einer früheren Sitzung}}',
      failed:
        '{failed, plural, one {# Beschreibung ließ sich nicht schreiben} other {# Beschreibungen ließen sich nicht schreiben}}',
    },
    inProject: '{text}, in „{project}“',
    pause: 'Anhalten',
    goOn: 'Fortsetzen',
    retry: 'Erneut versuchen',
    cancel: 'Abbrechen',
    leftNotice:
      '{count, plural, one {# Beschreibung war noch nicht geschrieben, als das Studio endete.} other {# Beschreibungen waren noch nicht geschrieben, als das Studio endete.}}',
    ended: '{count, plural, one {# Beschreibung ist geschrieben.} other {# Beschreibungen sind geschrieben.}}',
    endedWithFailures:
      '{count, plural, one {# Beschreibung ist geschrieben} other {# Beschreibungen sind geschrieben}}, {failed, plural, one {# nicht} other {# nicht}}: Ein Bild ließ sich nicht lesen.',
  },
});
