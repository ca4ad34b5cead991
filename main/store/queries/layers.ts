import { type Layer, layerSchema } from '../../../preload/contract/document.ts';
import { type ReadableDB, readRows, type WritableDB, writeRow } from '../database.ts';
import { placeInOrder } from './order.ts';
import { type Readable, readRecords } from './records.ts';

/** The layers of the page, bottom first. */

interface LayerRow extends Omit<Layer, 'visible' | 'isProtected'> {
  readonly ordinal: number;
  readonly visible: 0 | 1;
  readonly isProtected: 0 | 1;
}

export const SELECT_LAYERS = `
  SELECT id, ordinal, name, blob, media_type AS mediaType, width, height, x, y,
    scale_x AS scaleX, scale_y AS scaleY, angle, opacity, visible, protected AS isProtected, generation_id AS generationId
  FROM layers ORDER BY ordinal`;

const UPSERT = `
  INSERT INTO layers (id, ordinal, name, blob, media_type, width, height, x, y,
    scale_x, scale_y, angle, opacity, visible, protected, generation_id)
  VALUES (:id, :ordinal, :name, :blob, :mediaType, :width, :height, :x, :y,
    :scaleX, :scaleY, :angle, :opacity, :visible, :isProtected, :generationId)
  ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, name = excluded.name, blob = excluded.blob,
    media_type = excluded.media_type, width = excluded.width, height = excluded.height,
    x = excluded.x, y = excluded.y, scale_x = excluded.scale_x, scale_y = excluded.scale_y,
    angle = excluded.angle, opacity = excluded.opacity, visible = excluded.visible,
    protected = excluded.protected, generation_id = excluded.generation_id`;

function toLayer({ ordinal: _, isProtected, ...row }: LayerRow): Layer {
  return { ...row, visible: row.visible === 1, ...(isProtected === 1 && { isProtected: true }) };
}

const nameOf = ({ ordinal, name }: LayerRow) => ({ where: `layers ${ordinal}`, what: `The layer “${name}”` });

export function readLayers(db: ReadableDB): Readable<Layer> {
  return readRecords(readRows<LayerRow>(db, SELECT_LAYERS), layerSchema, toLayer, nameOf);
}

function sameRow(a: LayerRow, b: LayerRow): boolean {
  return (Object.keys(a) as (keyof LayerRow)[]).every((key) => a[key] === b[key]);
}

/** Makes the stored layers these, writing only rows that differ. Ids are unique. */
export function writeLayers(db: WritableDB, layers: readonly Layer[]): void {
  const stored = new Map(readRows<LayerRow>(db, SELECT_LAYERS).map((row) => [row.id, row]));
  const ordinals = placeInOrder(
    layers.map((layer) => layer.id),
    new Map([...stored].map(([id, row]) => [id, row.ordinal])),
  );
  layers.forEach((layer, index) => {
    const row: LayerRow = {
      ...layer,
      ordinal: ordinals[index] ?? index,
      visible: layer.visible ? 1 : 0,
      isProtected: layer.isProtected ? 1 : 0,
    };
    const old = stored.get(layer.id);
    stored.delete(layer.id);
    if (old === undefined || !sameRow(row, old)) writeRow(db, UPSERT, { ...row });
  });
  for (const id of stored.keys()) writeRow(db, 'DELETE FROM layers WHERE id = :id', { id });
}
