import { describe, expect, test } from 'vitest';
import { describedIn, licenceInText, readModelCard } from '../../../preload/contract/model-card.ts';

const card = (...lines: string[]) =>
  readModelCard(['---', ...lines, '---', '', '# Model', 'license: in the text'].join('\n'));

describe('the head of a README', () => {
  test('gives licence and description', () => {
    expect(
      card(
        'license: apache-2.0',
        'description: "Draws: shapes."',
        'description_de: Zeichnet Formen.',
        'tags:',
        '- image',
      ),
    ).toEqual({
      licence: 'apache-2.0',
      description: { en: 'Draws: shapes.', de: 'Zeichnet Formen.' },
    });
  });

  test('gives the full name of a licence that has no short one', () => {
    expect(card('license: other', 'license_name: my-licence')).toMatchObject({ licence: 'my-licence' });
    expect(card('license: other')).toMatchObject({ licence: 'other' });
  });

  test('says nothing where nothing is stated, or no plain text', () => {
    const nothing = { licence: null, description: {} };
    expect(card('title: x')).toEqual(nothing);
    expect(card('license: [mit, apache-2.0]', 'description: |', '  several lines')).toEqual(nothing);
    expect(readModelCard('license: mit')).toEqual(nothing);
    expect(readModelCard('')).toEqual(nothing);
    expect(readModelCard('---\nlicense: mit\n')).toEqual(nothing);
  });

  test('reads line ends of Windows, and keeps to one line of limited length', () => {
    expect(readModelCard(`\uFEFF---\r\nlicense: mit\r\ndescription: ${'x'.repeat(900)}\r\n---\r\n`)).toEqual({
      licence: 'mit',
      description: { en: 'x'.repeat(300) },
    });
  });

  test('is read in the language of the window, or in English', () => {
    expect(describedIn({ en: 'Shapes.', de: 'Formen.' }, 'de')).toBe('Formen.');
    expect(describedIn({ en: 'Shapes.' }, 'de')).toBe('Shapes.');
    expect(describedIn({ de: 'Formen.' }, 'en')).toBeNull();
  });
});

describe('the text of a licence', () => {
  test('is known by its first lines', () => {
    expect(licenceInText('MIT License\n\nCopyright (c) 2024')).toBe('mit');
    expect(licenceInText('\n                  Apache License\r\n             Version 2.0, January 2004\r\n')).toBe(
      'apache-2.0',
    );
    expect(licenceInText('# The MIT License (MIT)\n')).toBe('mit');
    expect(licenceInText('BSD 3-Clause License\n')).toBe('bsd-3-clause');
    expect(licenceInText('GNU GENERAL PUBLIC LICENSE\n  Version 3, 29 June 2007')).toBe('gpl-3.0');
  });

  test('gives its title where it has no short name, and nothing where it has no title', () => {
    expect(licenceInText('LLAMA 2 COMMUNITY LICENSE AGREEMENT\nLlama 2 Version')).toBe(
      'LLAMA 2 COMMUNITY LICENSE AGREEMENT',
    );
    expect(licenceInText('Copyright 2025 Somebody.\n\nAll rights reserved.')).toBeNull();
    expect(licenceInText(`License ${'x'.repeat(900)}`)).toHaveLength(100);
    expect(licenceInText('')).toBeNull();
  });
});
