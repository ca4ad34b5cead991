import type { Layer } from '../../../preload/contract/document.ts';
import { pngText } from '../../../preload/contract/png-text.ts';
import type { ProjectStore } from '../../document/project-store.ts';

/**
 * The record of what was drawn among layers, as text for a PNG. One drawing has its own record. Of several the list
 * `drawings` has one entry each, bottom first, without their traces. Null where none was drawn.
 */
export async function drawingRecord(
  store: Pick<ProjectStore, 'getBlob'>,
  layers: readonly Layer[],
): Promise<Record<string, string> | null> {
  const found: { readonly layer: string; readonly record: Readonly<Record<string, string>> }[] = [];
  for (const layer of layers) {
    if (layer.kind !== 'picture' || layer.generationId === null) continue;
    const { bytes } = await store.getBlob({ hash: layer.blob });
    const record = pngText(bytes);
    if (Object.keys(record).length > 0) found.push({ layer: layer.name, record });
  }
  const [only, ...others] = found;
  if (only === undefined) return null;
  if (others.length === 0) return { ...only.record };
  const drawings = found.map(({ layer, record: { trace: _, grid: __, Software: ___, ...words } }) => ({
    layer,
    ...words,
  }));
  return { Software: only.record.Software ?? 'DiMOO Studio', drawings: JSON.stringify(drawings) };
}
