import type { PictureDocument } from '../../preload/contract/document.ts';
import type { LengthUnit, NewPageSettings } from '../../preload/contract/new-page.ts';
import { shapeLayer } from './new-layer.ts';
import { emptyDocument, setDpi, setPaper, setSizeChosen } from './operations.ts';
import { pixelsPer } from './page-units.ts';

/** New pages, and the sizes that are offered for them. */

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size in whole pixels. */
export function newPageSize({ width, height, unit, dpi }: NewPageSettings): Size {
  const factor = pixelsPer(unit, dpi);
  return { width: Math.round(width * factor), height: Math.round(height * factor) };
}

/** The same size in another unit. Lengths on paper have two digits, with which A4 is still exact to the pixel. */
export function inUnit(settings: NewPageSettings, unit: LengthUnit): NewPageSettings {
  if (unit === settings.unit) return settings;
  const factor = pixelsPer(settings.unit, settings.dpi) / pixelsPer(unit, settings.dpi);
  const converted = (length: number) => {
    const exact = length * factor;
    return unit === 'px' ? Math.max(1, Math.round(exact)) : Math.max(0.01, Math.round(exact * 100) / 100);
  };
  return { ...settings, unit, width: converted(settings.width), height: converted(settings.height) };
}

export const presetNames = ['model', 'square', 'portrait', 'landscape', 'uhd', 'a4'] as const;
export type PresetName = (typeof presetNames)[number];

export type PagePreset = Pick<NewPageSettings, 'width' | 'height' | 'unit' | 'dpi'> & { readonly name: PresetName };

const px = (name: PresetName, width: number, height: number): PagePreset => ({
  name,
  width,
  height,
  unit: 'px',
  dpi: 300,
});

/** The sizes to choose from. The first is the one that the model draws best, where there is a model. */
export function pagePresets(best: Size | null): readonly PagePreset[] {
  return [
    ...(best === null ? [] : [px('model', best.width, best.height)]),
    px('square', 1024, 1024),
    px('portrait', 1024, 1536),
    px('landscape', 1536, 1024),
    px('uhd', 3840, 2160),
    { name: 'a4', width: 21, height: 29.7, unit: 'cm', dpi: 300 },
  ];
}

/** The first of the presets that has the size of the settings; null where none has. */
export function presetOf(settings: NewPageSettings, presets: readonly PagePreset[]): PagePreset | null {
  if (settings.byFirstPicture) return null;
  const { width, height } = newPageSize(settings);
  return (
    presets.find((preset) => {
      const size = newPageSize({ ...settings, ...preset });
      return size.width === width && size.height === height;
    }) ?? null
  );
}

/**
 * The page that the settings ask for.
 * @param ground the id and the name of the layer of a page on a colour
 */
export function newPage(
  settings: NewPageSettings,
  ground: { readonly id: string; readonly name: string },
): PictureDocument {
  const { width, height } = newPageSize(settings);
  const bare = settings.byFirstPicture ? emptyDocument() : setSizeChosen(emptyDocument(width, height), true);
  // A first picture that tells its own resolution brings that.
  const page = setDpi(bare, settings.dpi);
  if (settings.ground === 'transparent') return setPaper(page, false);
  if (settings.ground === 'white' || settings.byFirstPicture) return page;
  const plain = { form: 'rectangle', stroke: null, strokeWidth: 0, radius: 0, sides: 3 } as const;
  const style = { ...plain, fill: settings.colour };
  return { ...page, layers: [shapeLayer({ ...ground, style, x: 0, y: 0, width, height })] };
}
