import type { seriesWords as english } from '../en/series.ts';
import { translationOf } from '../message.ts';

export const seriesWords = translationOf<typeof english>()({
  series: {
    open: 'Wiederholen …',
    title: 'Mit Varianten wiederholen',
    says: 'Die Zeichnungen warten in der Warteschlange. Nach der letzten warten alle zusammen auf eine Entscheidung.',
    prompts: 'Prompts',
    promptsHelp:
      'Ein Prompt je Zeile. {braces} enthalten Alternativen, zum Beispiel {example}. Ein umgekehrter Schrägstrich vor Klammer oder Strich schreibt das Zeichen selbst.',
    braces: 'Geschweifte Klammern',
    seeds: 'Seeds für jeden',
    setting: 'Eine Einstellung schrittweise ändern',
    settings: {
      none: 'Keine',
      steps: 'Schritte',
      textGuidance: 'Prompttreue',
      samplingTemperature: 'Vielfalt',
      strength: 'Anteil neu gezeichnet',
    },
    from: 'Von',
    to: 'Bis',
    values: 'Werte',
    count: '{count, plural, one {# Bild} other {# Bilder}}',
    queue: '{count, plural, one {# Bild einreihen} other {# Bilder einreihen}}',
    problems: {
      unclosed: 'Zeile {line, number} öffnet eine Klammer, die sie nicht schließt.',
      deep: 'In Zeile {line, number} liegen zu viele Alternativen ineinander.',
      many: 'Das wären {count, number} Bilder, und höchstens {most, number} gehen auf einmal.',
      empty: 'Mindestens einen Prompt angeben und keine Alternative ganz ohne Worte lassen.',
    },
    sheet: 'Vergleichsbogen',
    sheetSays: 'Ein Klick zeigt ein Bild auf der Seite. Darunter steht, was sich unterscheidet.',
    show: 'Bild {number} zeigen',
    accept: 'Bild {number} übernehmen',
    seed: 'Seed {seed}',
    steps: '{steps, number} Schritte',
    follow: 'Treue {value}',
    variety: 'Vielfalt {value}',
    same: 'Wie die anderen',
    export: 'Bogen exportieren …',
    close: 'Schließen',
  },
});
