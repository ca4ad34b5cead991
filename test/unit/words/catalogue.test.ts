import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { partOf, toldOf } from '../../../preload/contract/error-codes.ts';
import { failureSchema, StudioError } from '../../../preload/contract/errors.ts';
import { german } from '../../../preload/words/de/index.ts';
import { english } from '../../../preload/words/en/index.ts';
import { languageFor, wordsIn } from '../../../preload/words/index.ts';
import { type Messages, speak, translationOf } from '../../../preload/words/message.ts';
import { sentenceOf } from '../../../preload/words/sentence.ts';

/** Every message with its path. */
function messagesOf(catalogue: Messages, path = ''): [path: string, message: string][] {
  return Object.entries(catalogue).flatMap(([key, message]) =>
    typeof message === 'string' ? [[`${path}${key}`, message] as const] : messagesOf(message, `${path}${key}/`),
  ) as [string, string][];
}

/** The names of a message's arguments, nested ones too, as its parser reads them. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  const gather = (elements: ReturnType<IntlMessageFormat['getAst']>) => {
    for (const element of elements) {
      // 0 is text and 7 the number of a plural: neither names an argument.
      if (element.type !== 0 && element.type !== 7) names.add(element.value);
      if ('options' in element) for (const { value } of Object.values(element.options)) gather(value);
    }
  };
  gather(new IntlMessageFormat(message, 'en').getAst());
  return [...names].sort();
}

describe('the catalogue', () => {
  const translated = new Map(messagesOf(german));

  it('has each message in every language, with the same arguments', () => {
    expect([...translated.keys()].sort()).toEqual(
      messagesOf(english)
        .map(([path]) => path)
        .sort(),
    );
    for (const [path, message] of messagesOf(english)) {
      expect([path, argumentsOf(translated.get(path) ?? '')]).toEqual([path, argumentsOf(message)]);
    }
  });

  it('is translated: no sentence of two words is the same in both languages', () => {
    const same = messagesOf(english).filter(
      ([path, message]) => /\p{L} \p{L}/u.test(message) && translated.get(path) === message,
    );
    expect(same.map(([path]) => path)).toEqual(['product']);
  });

  it('is written in each language’s own quotes and marks', () => {
    for (const [path, message] of translated)
      expect([path, message]).not.toEqual([path, expect.stringMatching(/[“][^„]*”|[^ …]…/)]);
    for (const [path, message] of messagesOf(english))
      expect([path, message]).not.toEqual([path, expect.stringMatching(/[„‚]| …/)]);
  });

  it('counts by the rules of the language', () => {
    const [en, de] = [wordsIn('en'), wordsIn('de')];
    expect([1, 2].map((steps) => en.prompt.stepCount({ steps }))).toEqual(['1 step', '2 steps']);
    expect([1, 2].map((steps) => de.prompt.stepCount({ steps }))).toEqual(['1 Schritt', '2 Schritte']);
    expect([en, de].map(({ prompt }) => prompt.full({ most: 4000 }).match(/[\d.,]+/)?.[0])).toEqual(['4,000', '4.000']);
  });

  it('names keys and arguments by types', () => {
    const words = speak(
      { plain: 'Plain', count: '{n, plural, one {# layer of {name}} other {# layers of {name}}}' },
      'en',
    );
    expect(words.count({ n: 2, name: 'x' })).toBe('2 layers of x');
    // @ts-expect-error: an argument is missing.
    expect(() => words.count({ n: 2 })).toThrow();
    // @ts-expect-error: a plural counts numbers.
    words.count({ n: '2', name: 'x' });
    // @ts-expect-error: there is no such key.
    expect(words.nothing).toBeUndefined();
    // @ts-expect-error: the translation names another argument.
    translationOf<{ readonly greet: 'Hello {name}' }>()({ greet: 'Hallo {wer}' });
    // @ts-expect-error: the translation lacks a key.
    translationOf<{ readonly greet: 'Hello'; readonly part: 'Bye' }>()({ greet: 'Hallo' });
    translationOf<{ readonly greet: 'Hello {name}' }>()({ greet: '{name}, hallo' });
  });
});

describe('the language', () => {
  it('is the first that is wished for and spoken, and English where there is none', () => {
    expect(languageFor(['de-AT', 'en'])).toBe('de');
    expect(languageFor(['fr', 'de'])).toBe('de');
    expect(languageFor(['en-US', 'de'])).toBe('en');
    expect(languageFor(['fr', 'C'])).toBe('en');
    expect(languageFor([])).toBe('en');
  });
});

describe('an error', () => {
  const { failure } = StudioError.of('desktop.file-exists', { file: 'sea.png' });

  it('quotes no more of a name than can be read', () => {
    const long = StudioError.of('desktop.file-exists', { file: 'a'.repeat(100_000) }).failure;
    expect(long.message.length).toBeLessThan(400);
    expect(long.params).toEqual({ file: `${'a'.repeat(240)}…` });
  });

  it('carries its code, what stands in its sentence, and the sentence in English', () => {
    expect(failure).toEqual({
      kind: 'bad-request',
      code: 'desktop.file-exists',
      params: { file: 'sea.png' },
      message: '“sea.png” is there already, so nothing was written; please name the file anew.',
      retryable: false,
    });
    expect(StudioError.from(failure).failure).toEqual(failure);
  });

  it('is said in the language of whoever reads it', () => {
    expect(sentenceOf(wordsIn('de'), failure)).toMatch(/^„sea\.png“ gibt es schon/);
  });

  it('holds parts that are said in the same language, a list of them with its “and”', () => {
    const [sky, day] = [partOf('record.layer', { layer: 'Sky' }), partOf('record.note', { when: 1.777e12 })];
    const told = toldOf('project.left-out', { parts: [sky, day, partOf('record.more', { count: 3 })] });
    expect(told.message).toMatch(/: the layer “Sky”, the note of 24 Apr 2026, \d\d:06 and 3 more\.$/);
    expect(sentenceOf(wordsIn('de'), told)).toMatch(
      /: die Ebene „Sky“, die Notiz vom 24\. Apr\. 2026, \d\d:06 und 3 weitere\.$/,
    );
    const damaged = StudioError.of('store.damaged', { subject: partOf('subject.project', {}), folder: '/a' });
    expect(damaged.message).toMatch(/^The project is damaged on disk/);
    expect(sentenceOf(wordsIn('de'), damaged.failure)).toMatch(/^Das Projekt ist auf dem Laufwerk beschädigt/);
    expect(failureSchema.parse(damaged.failure)).toEqual(damaged.failure);
  });

  it('calls tasks and kinds as the window does, and the command line as it does', () => {
    const tasks = StudioError.of('model.task-unknown', { model: 'Pocket', task: 'views', tasks: 'generate, mix, ask' });
    expect(tasks.message).toBe('The model "Pocket" has not learned the task "views"; it knows generate, mix, ask.');
    expect(sentenceOf(wordsIn('en'), tasks.failure)).toBe(
      'The model "Pocket" has not learned the task "See from another side"; it knows Draw, Mix, Ask about the picture.',
    );
    expect(sentenceOf(wordsIn('de'), tasks.failure)).toBe(
      'Das Modell „Pocket“ wurde für „Von anderer Seite“ nicht trainiert. Es kann: Zeichnen, Mischung, Frage zum Bild.',
    );
    const kinds = StudioError.of('model.kind-unknown', {
      model: 'Pocket',
      task: 'control',
      kind: 'pose',
      kinds: 'canny',
    });
    expect(sentenceOf(wordsIn('de'), kinds.failure)).toBe(
      'Das Modell „Pocket“ wurde bei „Als Vorlage verwenden“ für „Pose“ nicht trainiert. Es kann: Kanten.',
    );
  });

  it('of an older or newer version is said as it came', () => {
    expect(sentenceOf(wordsIn('de'), { message: 'As it was.' })).toBe('As it was.');
    expect(sentenceOf(wordsIn('de'), { message: 'Of tomorrow.', code: 'of.tomorrow' })).toBe('Of tomorrow.');
    expect(sentenceOf(wordsIn('de'), { message: 'Other names.', code: failure.code, params: {} })).toBe('Other names.');
  });
});
