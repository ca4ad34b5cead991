import { describe, expect, test } from 'vitest';
import { metadataNames, sidecarsOf } from '../../../../main/engine/cli/caption-files.ts';
import { metadataLine, sidecarText } from '../../../../preload/contract/caption-files.ts';

const words = { caption: 'a <red> circle & more', answers: [{ question: 'Which colour?', answer: 'red' }] };

describe('the file beside a picture', () => {
  test('has its name without the extension, unless that would be another picture’s, too', () => {
    const pictures = ['a.png', 'b.png', 'b.JPG', 'B.webp', 'deep/a.png', 'c.tar.png', '.x/d.gif'];
    expect([...sidecarsOf(pictures, 'txt').values()]).toEqual([
      'a.txt',
      'b.png.txt',
      'b.JPG.txt',
      'B.webp.txt',
      'deep/a.txt',
      'c.tar.txt',
      '.x/d.txt',
    ]);
  });

  test('is named after the whole name as XMP', () => {
    expect(sidecarsOf(['a.png'], 'xmp').get('a.png')).toBe('a.png.xmp');
  });

  test('is no two pictures’, whatever their names', () => {
    const names = ['a', 'A', 'a.b', 'b', 'ä'].flatMap((stem) => ['png', 'jpg', 'PNG'].map((end) => `${stem}.${end}`));
    const files = [...sidecarsOf(names, 'caption').values()];
    expect(new Set(files).size).toBe(names.length);
    const whole = ['a.png', 'a.jpg', 'A.PNG.jpg'];
    expect(new Set([...sidecarsOf(whole, 'txt').values()].map((file) => file.toLowerCase())).size).toBe(whole.length);
  });

  test('holds the caption, and below it a line for each question', () => {
    expect(sidecarText(words, 'txt')).toBe('a <red> circle & more\nWhich colour? red\n');
    expect(sidecarText({ caption: 'a', answers: [] }, 'caption')).toBe('a\n');
  });

  test('is XML that a reader takes, whatever the model says', () => {
    const xmp = sidecarText({ ...words, caption: `${words.caption}\u0007 ]]>` }, 'xmp');
    expect(xmp).toContain('>a &lt;red&gt; circle &amp; more ]]&gt;\nWhich colour? red</rdf:li>');
    expect(xmp).not.toContain('\u0007');
  });
});

describe('the file of all pictures', () => {
  const lines = `${metadataLine('a.png', words)}\n${metadataLine('deep/ö "1".png', { caption: 'b', answers: [] })}\n`;

  test('has the columns of the hub', () => {
    expect(JSON.parse(lines.split('\n')[0] ?? '')).toEqual({
      file_name: 'a.png',
      text: words.caption,
      answers: words.answers,
    });
    expect(JSON.parse(lines.split('\n')[1] ?? '')).toEqual({ file_name: 'deep/ö "1".png', text: 'b' });
  });

  test('names its pictures, and a torn last line is none', () => {
    const torn = Buffer.from(`${lines}{"file_name":"c.png","te`);
    expect(metadataNames(torn)).toEqual({
      names: new Set(['a.png', 'deep/ö "1".png']),
      wholeBytes: Buffer.byteLength(lines),
    });
  });

  test('may end without a line break where its last line is another program’s', () => {
    const foreign = Buffer.from('{"file_name":"a.png"}\n{"file_name": "b.png", "text": "b"}');
    expect(metadataNames(foreign)).toEqual({ names: new Set(['a.png', 'b.png']), wholeBytes: foreign.length });
    const letter = Buffer.from('no line of ours');
    expect(metadataNames(letter)).toEqual({ names: new Set(), wholeBytes: letter.length });
  });

  test('may hold lines of others, which name no picture or are no JSON', () => {
    const foreign = Buffer.from(`nonsense\n[]\n{"text":"x"}\n\n${lines}`);
    expect(metadataNames(foreign)).toEqual({
      names: new Set(['a.png', 'deep/ö "1".png']),
      wholeBytes: foreign.length,
    });
    expect(metadataNames(Buffer.alloc(0))).toEqual({ names: new Set(), wholeBytes: 0 });
  });
});
