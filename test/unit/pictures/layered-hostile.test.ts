/** Files with layers that are damaged, too large, too deep or packed too tightly. */
import { type Layer, writePsdUint8Array } from 'ag-psd';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openLayered } from '../../../main/pictures/layered/open.ts';
import { writeLayered } from '../../../main/pictures/layered/write.ts';
import { openArchive } from '../../../main/pictures/layered/zip.ts';
import type { ErrorCode } from '../../../preload/contract/error-codes.ts';
import { failureOf } from '../../../preload/contract/errors.ts';
import { layeredTypes, sniffLayered } from '../../../preload/contract/layered-formats.ts';
import type { LayeredPicture } from '../../../preload/contract/layered-picture.ts';
import { mergedOf } from '../../helpers/layered-pictures.ts';
import { patterned, pngOf } from '../../helpers/pixel-studio.ts';

const text = (words: string) => new TextEncoder().encode(words);

/** The code of the refusal; 'taken' where the file was read. */
async function outcome(bytes: Uint8Array<ArrayBuffer>): Promise<ErrorCode | 'taken' | undefined> {
  try {
    await openLayered({ bytes, name: 'odd' });
    return 'taken';
  } catch (error) {
    return failureOf(error).code as ErrorCode;
  }
}

const locks = { all: false, position: false, transparency: false };
const look = { visible: true, opacity: 1, blendMode: 'normal', clipped: false, tag: 'none', locks } as const;
const pixels = { x: 1, y: 2, width: 8, height: 8, png: pngOf(patterned(8, 8)) };
const mask = { ...pixels, shownBy: 'alpha', enabled: true } as const;
const picture: LayeredPicture = {
  width: 20,
  height: 20,
  layers: [
    { kind: 'picture', name: 'Sky', parent: 2, ...look, pixels, mask },
    { kind: 'picture', name: 'Boat', parent: 2, ...look, pixels, mask: null },
    { kind: 'group', name: 'Sea', parent: null, ...look, pixels: null, mask: null },
  ],
};
const sound = (mediaType: (typeof layeredTypes)[number]) =>
  writeLayered({ picture, merged: mergedOf(picture), mediaType });

describe.each(layeredTypes)('a file of %s', (mediaType) => {
  it('is read or refused in one sentence, wherever it is cut off', async () => {
    const whole = await sound(mediaType);
    expect(await outcome(whole)).toBe('taken');
    const step = Math.ceil(whole.length / 60);
    for (let length = 0; length < whole.length; length += step) {
      expect(['taken', 'pictures.unreadable', 'pictures.no-layers', 'pictures.too-large']).toContain(
        await outcome(whole.slice(0, length)),
      );
    }
  });

  it('is read or refused in one sentence, whichever byte is another one', async () => {
    const whole = await sound(mediaType);
    const step = Math.ceil(whole.length / 150);
    for (let at = 0; at < whole.length; at += step) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      expect(await outcome(changed)).toMatch(/^taken$|^pictures\./);
    }
  });
});

describe('a PSD file', () => {
  const head = async (change: (view: DataView) => void) => {
    const bytes = await sound('image/vnd.adobe.photoshop');
    change(new DataView(bytes.buffer));
    return outcome(bytes);
  };

  it('is refused by its header: a huge page, other colours, another depth', async () => {
    expect(await head((view) => view.setUint32(18, 30000))).toBe('pictures.too-large');
    expect(await head((view) => view.setUint32(14, 0))).toBe('pictures.unreadable');
    expect(await head((view) => view.setUint16(24, 7))).toBe('pictures.psd-colours');
    expect(await head((view) => view.setUint16(22, 24))).toBe('pictures.psd-depth');
  });

  const psdOf = (children: Layer[]) =>
    new Uint8Array(
      writePsdUint8Array({
        width: 4,
        height: 4,
        children,
        imageData: { width: 4, height: 4, data: new Uint8ClampedArray(64) },
      }),
    );

  it('is refused where its groups are too deep, its layers too many or too large', async () => {
    let nested: Layer = { name: 'leaf' };
    for (let depth = 0; depth < 17; depth++) nested = { name: 'group', children: [nested] };
    expect(await outcome(psdOf([nested]))).toBe('pictures.too-deep');
    expect(await outcome(psdOf(Array.from({ length: 1001 }, (_, at) => ({ name: `${at}` }))))).toBe(
      'pictures.too-many-layers',
    );
    const bytes = psdOf([
      { name: 'wide', left: 0, top: 0, imageData: { width: 4, height: 4, data: new Uint8ClampedArray(64) } },
    ]);
    // The box of the layer: its right and bottom sides, behind the number of layers.
    const box = Buffer.from(bytes).indexOf(Buffer.from('0000000000000000000000040000000400', 'hex'));
    new DataView(bytes.buffer).setInt32(box + 8, 29_000);
    new DataView(bytes.buffer).setInt32(box + 12, 29_000);
    expect(await outcome(bytes)).toBe('pictures.too-large');
  });
});

describe('an OpenRaster file', () => {
  const ora = (xml: string, more: Record<string, Uint8Array> = {}) =>
    new Uint8Array(zipSync({ mimetype: [text('image/openraster'), { level: 0 }], 'stack.xml': text(xml), ...more }));
  const stack = (inside: string, w = 8, h = 8) => `<image w="${w}" h="${h}"><stack>${inside}</stack></image>`;
  const layer = '<layer name="a" src="a.png"/>';
  const png = { 'a.png': pngOf(patterned(8, 8)) };

  it('is refused without a stack, with one that is no XML, and with entities of its own', async () => {
    expect(await outcome(ora('<image w="8" h="8"><stack>'))).toBe('pictures.unreadable');
    expect(await outcome(ora('letters'))).toBe('pictures.unreadable');
    expect(await outcome(ora(`<!DOCTYPE image [<!ENTITY a "b">]>${stack(layer)}`, png))).toBe('pictures.unreadable');
    expect(await outcome(ora(stack('<layer name="&a;" src="a.png"/>'), png))).toBe('pictures.unreadable');
    expect(await outcome(ora(stack('')))).toBe('pictures.no-layers');
    expect(await outcome(ora(stack(layer), png))).toBe('taken');
  });

  it('is refused where its page is huge, its groups are too deep or its layers too many', async () => {
    expect(await outcome(ora(stack(layer, 20_000, 8), png))).toBe('pictures.too-large');
    expect(await outcome(ora(stack(layer, 16_000, 16_000), png))).toBe('pictures.too-large');
    expect(await outcome(ora(stack(layer, 0, 8), png))).toBe('pictures.unreadable');
    const deep = (depth: number) => `${'<stack>'.repeat(depth)}${layer}${'</stack>'.repeat(depth)}`;
    expect(await outcome(ora(stack(deep(16)), png))).toBe('taken');
    expect(await outcome(ora(stack(deep(17)), png))).toBe('pictures.too-deep');
    expect(await outcome(ora(stack(deep(5000)), png))).toBe('pictures.too-deep');
    expect(await outcome(ora(stack('<layer/>'.repeat(1001)), png))).toBe('pictures.too-many-layers');
  });

  it('takes the layers that can be read, and says that others cannot', async () => {
    const bytes = ora(stack(`${layer}<layer name="b" src="gone.png"/><layer name="c" src="../../etc/passwd"/>`), png);
    const { picture: opened, losses } = await openLayered({ bytes, name: '' });
    expect(opened.layers.map(({ name }) => name)).toEqual(['a']);
    expect(losses).toEqual(['unreadable-layer']);
  });

  it('is refused where an archive would unfold to too much, before any of it is unfolded', async () => {
    const bomb = zipSync({ mimetype: [text('image/openraster'), { level: 0 }], big: new Uint8Array(10_000_000) });
    expect(bomb.length).toBeLessThan(20_000);
    expect(() => openArchive(bomb, '', 9_000_000)).toThrow('unfolds to more than a picture needs');
    expect(() => openArchive(bomb, '', 11_000_000)).not.toThrow();
    const many = Object.fromEntries(Array.from({ length: 5001 }, (_, at) => [`entry ${at}`, new Uint8Array()]));
    expect(await outcome(ora(stack(layer), many))).toBe('pictures.too-much-packed');
  });

  it('unfolds no more than an entry says of itself', () => {
    const archive = zipSync({ big: new Uint8Array(1_000_000) });
    // The size in the central directory, which is all that is checked.
    const view = new DataView(archive.buffer, archive.byteOffset);
    const entry = Buffer.from(archive).indexOf(Buffer.from('504b0102', 'hex'));
    view.setUint32(entry + 24, 100, true);
    const found = openArchive(archive, '').entry('big');
    expect(found?.length ?? 0).toBeLessThanOrEqual(100);
  });
});

it('tells files with layers by their first bytes', async () => {
  for (const type of layeredTypes) expect(sniffLayered(await sound(type))).toBe(type);
  expect(sniffLayered(zipSync({ 'a.txt': text('a') }))).toBeNull();
  expect(sniffLayered(text('8BP'))).toBeNull();
  expect(sniffLayered(new Uint8Array())).toBeNull();
});
