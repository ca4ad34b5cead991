import { expect } from 'vitest';
import { blobsOfLayer } from '../../preload/contract/layer-blobs.ts';
import type { Client } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import { emptyDocument } from '../../renderer/document/operations.ts';

/** What was begun in a project, by the names that say it. */
export class Begun {
  readonly imports = new Set<string>();
  readonly drawings = new Map<string, { readonly count: number; outcome: 'layer' | 'undecided' | 'dropped' }>();
  readonly strokes = new Set<string>();
  /** Questions, and the texts to which their answers were corrected. */
  readonly notes = new Map<string, string | null>();
  name: string | null = null;
  prompt: string | null = null;

  get isNothing(): boolean {
    const { imports, drawings, strokes, notes, name, prompt } = this;
    return imports.size + drawings.size + strokes.size + notes.size === 0 && name === null && prompt === null;
  }
}

/** What a store holds of a project against what was begun in it. @param saidSaved layers that must be there in any case */
export async function checkProject(
  client: Client<StoreService>,
  id: string,
  begun: Begun,
  saidSaved: Iterable<string>,
  all: boolean,
): Promise<void> {
  const { project, document } = await client.openProject({ id, fallback: { name: 'x', document: emptyDocument() } });
  const { generations: rows } = await client.listGenerations({ projectId: id, before: null, limit: 500 });
  const { notes } = await client.listNotes({ projectId: id });
  const layers = document.layers.map(({ name }) => name);
  for (const layer of document.layers) {
    const { name, generationId } = layer;
    const [blob = ''] = blobsOfLayer(layer);
    const { bytes } = await client.getBlob({ projectId: id, hash: blob });
    const words = new TextDecoder().decode(bytes.subarray(8));
    expect(generationId === null ? words : words.replace(/ \d+$/, '')).toBe(name);
  }
  const drawn = [...begun.drawings].filter(([, { outcome }]) => outcome === 'layer').map(([prompt]) => prompt);
  expect(strangers(layers, [...begun.imports, ...begun.drawings.keys()])).toEqual([]);
  expect(
    strangers(
      rows.map(({ prompt }) => prompt),
      begun.drawings.keys(),
    ),
  ).toEqual([]);
  expect(
    strangers(
      document.region.map((step) => step.id),
      begun.strokes,
    ),
  ).toEqual([]);
  expect(
    strangers(
      notes.map(({ question }) => question),
      begun.notes.keys(),
    ),
  ).toEqual([]);
  expect(layers).toEqual(expect.arrayContaining([...saidSaved]));
  if (!all) return;
  expect(layers).toEqual(expect.arrayContaining([...begun.imports, ...drawn]));
  expect(new Set(notes.map(({ question }) => question))).toEqual(new Set(begun.notes.keys()));
  for (const { question, text } of notes) expect(text).toBe(begun.notes.get(question) ?? text);
  if (begun.name !== null) expect(project.name).toBe(begun.name);
  const asked = [...begun.drawings].flatMap(([prompt, { count }]) => Array.from({ length: count }, () => prompt));
  expect(rows.map(({ prompt }) => prompt).toSorted()).toEqual(asked.toSorted());
}

/** Those of `found` that have not been begun here. */
function strangers(found: Iterable<string>, begun: Iterable<string>): string[] {
  const own = new Set(begun);
  return [...found].filter((one) => !own.has(one));
}
