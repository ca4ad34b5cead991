import type { Generation } from '../../../preload/contract/records.ts';
import type { ImageSettings } from '../../../preload/contract/settings.ts';
import { fillsCells } from '../../../preload/contract/tasks.ts';
import { maskBox } from '../../document/mask-raster.ts';
import type { Reference } from '../pictures/importer-types.ts';
import { maskPng } from '../pictures/mask-picture.ts';
import { drawTaskOf } from '../tasks/recorded-task.ts';
import { type DrawTask, detailsOf, needsOf, taskFor } from '../tasks/tasks.ts';
import { edgeAlongContour } from './contour-edge.ts';
import { drawingIn } from './parent-of.ts';
import type { RunInput, RunParts } from './run-types.ts';
import type { RunSnapshot } from './snapshot.ts';

/** What a snapshot reads, and where it keeps a picture that would be lost. */
type SnapshotParts = Omit<RunParts, 'engine' | 'canvas'>;

/**
 * Takes the page and the mask as they are at the call. The artist may go on painting while pictures load and the engine
 * works.
 */
export async function takeSnapshot(parts: SnapshotParts, input: RunInput): Promise<RunSnapshot> {
  const page = parts.page.asItIs();
  const { document } = parts.document.getState();
  const painted = await page.rasteriseMask();
  const task = taskFor(input.task, painted !== null);
  const needs = needsOf(task);
  const regionMask = needs.paint === 'no' ? null : painted;
  const box = regionMask === null ? null : maskBox(regionMask);
  const { width, height } = document;
  const verify = input.verify && needs.words;
  const isRemoval = task === 'retouch' && input.prompt.trim() === '';
  const edge =
    regionMask === null
      ? input.choices.edge
      : edgeAlongContour({ page: document, edge: input.choices.edge, isRemoval });
  const [freezeMask, { pictures, givenPicture, givenStyle }] = await Promise.all([
    needs.paint === 'no' ? null : page.rasteriseProtected(),
    givenTo({ ...parts, page }, task, input.reference),
  ]);
  return {
    runId: parts.newId(),
    task,
    prompt: needs.words ? input.prompt.trim() : '',
    settings: actingSettings(input.settings[task]),
    size: input.size,
    details: detailsOf(task, { ...input.choices, edge }),
    pictures,
    regionMask,
    freezeMask,
    mask: regionMask === null ? null : maskPng(regionMask),
    // The store finds the parent of a drawing from a picture that was brought.
    parentId: needs.page ? drawingIn(document, box ?? { x: 0, y: 0, width, height }) : null,
    givenPicture,
    givenStyle,
    verify,
    waits: task !== 'generate' || input.count > 1 || verify,
    complete: true,
    region: document.region,
    page: { width, height },
    queuedJob: null,
  };
}

/**
 * The negative prompt acts through the guidance. Without guidance it is left out, since it would be in the record
 * without any effect on the picture.
 */
function actingSettings({ negativePrompt, ...settings }: ImageSettings): ImageSettings {
  const words = negativePrompt?.trim() ?? '';
  return words === '' || settings.textGuidance === 0 ? settings : { ...settings, negativePrompt: words };
}

type GivenPictures = Pick<RunSnapshot, 'pictures' | 'givenPicture' | 'givenStyle'>;

async function givenTo(parts: SnapshotParts, task: DrawTask, reference: Reference | null): Promise<GivenPictures> {
  const { page, slot } = needsOf(task);
  const brought = slot === null || reference === null ? null : reference;
  const [visible, other, kept] = await Promise.all([
    page ? parts.page.rasterise() : null,
    brought && parts.page.rasterOf(brought.hash),
    // A task that fills cells leaves the page in the layers below. For any other task, the picture that the model looks
    // at is saved, since it would be lost.
    page && !fillsCells(task) ? keepVisible(parts) : null,
  ]);
  if (slot === 'picture') {
    return { pictures: { ...(other && { picture: other }) }, givenPicture: brought?.hash ?? null, givenStyle: null };
  }
  return {
    pictures: { ...(visible && { picture: visible }), ...(other && { stylePicture: other }) },
    givenPicture: kept,
    givenStyle: brought?.hash ?? null,
  };
}

async function keepVisible({ page, store }: SnapshotParts): Promise<string> {
  const bytes = await page.exportPng();
  return (await store.putBlob({ bytes, mediaType: 'image/png' })).hash;
}

/**
 * The snapshot of candidates of an earlier session, from their record. The pictures of the run are missing, so only a
 * drawing from words can be continued.
 * @param region the region that accepting one of them clears; null where it clears none
 */
export function snapshotOfRow(row: Generation, region: RunSnapshot['region']): RunSnapshot {
  return {
    runId: row.runId,
    task: drawTaskOf(row.task),
    prompt: row.prompt,
    settings: row.settings,
    size: { width: row.frame.width, height: row.frame.height },
    details: row.details,
    pictures: {},
    regionMask: null,
    freezeMask: null,
    mask: null,
    parentId: row.parentId,
    givenPicture: row.givenPicture,
    givenStyle: row.givenStyle,
    verify: false,
    waits: true,
    complete: drawTaskOf(row.task) === 'generate',
    region,
    page: { width: row.pageWidth, height: row.pageHeight },
    queuedJob: null,
  };
}
