import {
  type Layer,
  type LayerBox,
  type LayerMask,
  layerSchema,
  type UnreadableLayer,
} from '../../../preload/contract/document.ts';
import { partOf } from '../../../preload/contract/error-codes.ts';
import { type ReadableDB, readRows, type WritableDB, writeRow } from '../database.ts';
import { type Kinds, keptAsRecorded, readKind } from './kinds.ts';
import { placeInOrder } from './order.ts';
import { type Readable, readRecords } from './records.ts';

/** The layers of the page, bottom first. */

type Flag = 0 | 1;

type NullableOf<T> = { readonly [K in keyof T]: T[K] | null };

interface LayerRow extends NullableOf<LayerBox> {
  readonly id: string;
  readonly ordinal: number;
  readonly kind: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly visible: Flag;
  readonly opacity: number;
  readonly blendMode: string;
  readonly locked: Flag;
  readonly lockedPosition: Flag;
  readonly lockedTransparency: Flag;
  readonly isProtected: Flag;
  readonly generationId: string | null;
  readonly blob: string | null;
  readonly mask: string | null;
  readonly maskEnabled: Flag | null;
  readonly maskX: number | null;
  readonly maskY: number | null;
  readonly maskWidth: number | null;
  readonly maskHeight: number | null;
  readonly data: string;
  readonly dataVersion: number;
}

/** The columns by their names in a row. */
const columns = {
  id: 'id',
  ordinal: 'ordinal',
  kind: 'kind',
  name: 'name',
  parentId: 'parent_id',
  visible: 'visible',
  opacity: 'opacity',
  blendMode: 'blend_mode',
  locked: 'locked',
  lockedPosition: 'locked_position',
  lockedTransparency: 'locked_transparency',
  isProtected: 'protected',
  generationId: 'generation_id',
  width: 'width',
  height: 'height',
  x: 'x',
  y: 'y',
  scaleX: 'scale_x',
  scaleY: 'scale_y',
  angle: 'angle',
  blob: 'blob',
  mask: 'mask',
  maskEnabled: 'mask_enabled',
  maskX: 'mask_x',
  maskY: 'mask_y',
  maskWidth: 'mask_width',
  maskHeight: 'mask_height',
  data: 'data',
  dataVersion: 'data_version',
} as const satisfies Record<keyof LayerRow, string>;

const names = Object.entries(columns);

export const SELECT_LAYERS = `
  SELECT ${names.map(([name, column]) => `${column} AS ${name}`).join(', ')}
  FROM layers ORDER BY ordinal`;

const UPSERT = `
  INSERT INTO layers (${names.map(([, column]) => column).join(', ')})
  VALUES (${names.map(([name]) => `:${name}`).join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${names
    .filter(([name]) => name !== 'id')
    .map(([, column]) => `${column} = excluded.${column}`)
    .join(', ')}`;

/**
 * What `data` holds for each kind, and which of its versions this studio reads. Version 2 is written where a layer is
 * clipped or mirrored, version 3 where its mask is painted on, version 4 where it shows beyond its mask, and version 5 where
 * a group passes through. An older studio would show such a layer otherwise.
 */
const kinds: Kinds<Layer['kind']> = {
  picture: { version: 4 },
  paint: { version: 4 },
  text: { version: 4 },
  shape: { version: 4 },
  group: { version: 5 },
  fill: { version: 4 },
  adjustment: { version: 4 },
};

function boxOf({ width, height, x, y, scaleX, scaleY, angle }: LayerRow) {
  return width === null ? null : { width, height, x, y, scaleX, scaleY, angle };
}

function maskOf({ mask, maskEnabled, maskX, maskY, maskWidth, maskHeight }: LayerRow) {
  if (mask === null) return null;
  return { blob: mask, enabled: maskEnabled === 1, x: maskX, y: maskY, width: maskWidth, height: maskHeight };
}

/** A mask of tiles has no columns. */
const maskIn = (data: object | null): unknown => (data !== null && 'mask' in data ? data.mask : null);

/** Whether a mask with columns shows its layer beyond its frame has no column. */
const beyondIn = (data: object | null) =>
  data !== null && 'maskShowsBeyond' in data ? { showsBeyond: data.maskShowsBeyond } : {};

/** A row in the contract's form, unchecked. The schema finds columns that hold something else. */
function toLayer(row: LayerRow): unknown {
  const { id, name, parentId, opacity, blendMode, generationId, blob } = row;
  const locks = {
    all: row.locked === 1,
    position: row.lockedPosition === 1,
    transparency: row.lockedTransparency === 1,
  };
  const base = {
    ...{ id, name, parentId, opacity, blendMode, generationId, locks },
    visible: row.visible === 1,
    mask: maskOf(row),
    ...(row.isProtected === 1 && { isProtected: true }),
  };
  const data = readKind(kinds, row);
  const mask = base.mask === null ? maskIn(data) : { ...base.mask, ...beyondIn(data) };
  const fields = { ...data, kind: row.kind, ...base, mask, ...boxOf(row), ...(blob !== null && { blob }) };
  const known = data === null ? null : layerSchema.safeParse(fields);
  if (known?.success) return known.data;
  return { kind: 'unreadable', ...base, box: boxOf(row), blob, recorded: keptAsRecorded(row) };
}

const nameOf = ({ ordinal, name }: LayerRow) => ({
  where: `layers ${ordinal}`,
  what: partOf('record.layer', { layer: name }),
});

export function readLayers(db: ReadableDB): Readable<Layer> {
  return readRecords(readRows<LayerRow>(db, SELECT_LAYERS), layerSchema, toLayer, nameOf);
}

const NO_BOX = { width: null, height: null, x: null, y: null, scaleX: null, scaleY: null, angle: null };
const NO_MASK = { mask: null, maskEnabled: null, maskX: null, maskY: null, maskWidth: null, maskHeight: null };

const flag = (value: boolean): Flag => (value ? 1 : 0);

function maskColumns(mask: LayerMask | null): typeof NO_MASK | Pick<LayerRow, keyof typeof NO_MASK> {
  if (mask === null || 'tiled' in mask) return NO_MASK;
  const { blob, enabled, x, y, width, height } = mask;
  return { mask: blob, maskEnabled: flag(enabled), maskX: x, maskY: y, maskWidth: width, maskHeight: height };
}

type OwnColumns = Pick<LayerRow, 'kind' | 'data' | 'dataVersion' | 'blob' | keyof LayerBox>;

/** The columns that depend on the layer's kind. */
function ownColumns(layer: Layer): OwnColumns {
  if (layer.kind === 'unreadable') {
    const { kind, data, dataVersion } = layer.recorded;
    return { kind, data, dataVersion, blob: layer.blob, ...(layer.box ?? NO_BOX) };
  }
  const { kind } = layer;
  if (kind === 'group') {
    const passes = layer.passThrough === true;
    const own = dataOf(layer, passes ? { passThrough: true } : {});
    return { kind, ...own, ...(passes && { dataVersion: 5 }), blob: null, ...NO_BOX };
  }
  if (kind === 'fill') return { kind, ...dataOf(layer, { fill: layer.fill }), blob: null, ...NO_BOX };
  if (kind === 'adjustment') {
    return { kind, ...dataOf(layer, { adjustment: layer.adjustment }), blob: null, ...NO_BOX };
  }
  const { width, height, x, y, scaleX, scaleY, angle } = layer;
  const box = { width, height, x, y, scaleX, scaleY, angle };
  if (kind === 'text') {
    const { text, style, wraps } = layer;
    return { kind, ...dataOf(layer, { text, style, wraps }), blob: null, ...box };
  }
  if (kind === 'shape') return { kind, ...dataOf(layer, { style: layer.style }), blob: null, ...box };
  if (kind === 'paint') return { kind, ...dataOf(layer, { tiles: layer.tiles }), blob: null, ...box };
  const { mediaType, blob } = layer;
  return { kind, ...dataOf(layer, { mediaType }), blob, ...box };
}

/** What is absent is what it usually is, so that an unchanged row stays the same. */
function dataOf(layer: Exclude<Layer, UnreadableLayer>, own: object): Pick<OwnColumns, 'data' | 'dataVersion'> {
  const { tag = 'none', clipped = false } = layer;
  const { flipX = false, flipY = false } = 'width' in layer ? layer : {};
  const look = { ...(clipped && { clipped }), ...(flipX && { flipX }), ...(flipY && { flipY }) };
  const mask = layer.mask !== null && 'tiled' in layer.mask ? { mask: layer.mask } : null;
  const showsBeyond = layer.mask?.showsBeyond === true;
  const beyond = showsBeyond && mask === null ? { maskShowsBeyond: true } : {};
  const data = JSON.stringify({ ...own, ...(tag !== 'none' && { tag }), ...look, ...mask, ...beyond });
  if (showsBeyond) return { data, dataVersion: 4 };
  if (mask !== null) return { data, dataVersion: 3 };
  return { data, dataVersion: clipped || flipX || flipY ? 2 : 1 };
}

function toRow(layer: Layer, ordinal: number): LayerRow {
  const { id, name, parentId, opacity, blendMode, generationId, locks } = layer;
  return {
    ...{ id, ordinal, name, parentId, opacity, blendMode, generationId },
    visible: flag(layer.visible),
    locked: flag(locks.all),
    lockedPosition: flag(locks.position),
    lockedTransparency: flag(locks.transparency),
    isProtected: flag(layer.isProtected === true),
    ...maskColumns(layer.mask),
    ...ownColumns(layer),
  };
}

function sameRow(a: LayerRow, b: LayerRow): boolean {
  return (Object.keys(columns) as (keyof LayerRow)[]).every((key) => a[key] === b[key]);
}

/** Replaces the stored layers, whose ids are unique, and writes only rows that differ. */
export function writeLayers(db: WritableDB, layers: readonly Layer[]): void {
  const stored = new Map(readRows<LayerRow>(db, SELECT_LAYERS).map((row) => [row.id, row]));
  const ordinals = placeInOrder(
    layers.map((layer) => layer.id),
    new Map([...stored].map(([id, row]) => [id, row.ordinal])),
  );
  layers.forEach((layer, index) => {
    const row = toRow(layer, ordinals[index] ?? index);
    const old = stored.get(layer.id);
    stored.delete(layer.id);
    if (old === undefined || !sameRow(row, old)) writeRow(db, UPSERT, { ...row });
  });
  for (const id of stored.keys()) writeRow(db, 'DELETE FROM layers WHERE id = :id', { id });
}
