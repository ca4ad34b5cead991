import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { placeLayers } from '../../../renderer/document/arrange-layers.ts';
import { addGuide } from '../../../renderer/document/guides.ts';
import { groupLayer } from '../../../renderer/document/new-layer.ts';
import { setDpi, setPaper } from '../../../renderer/document/operations.ts';
import { anyDamage } from '../../torture/bytes.ts';
import { Chance } from '../../torture/chance.ts';
import { layerOf, otherStepsOf, paintOf, savedMaskOf, strokeOf } from '../../torture/projects/content.ts';
import { goAll, open, pageOf } from './opened-document.ts';
import { makeDataFolder, makePicture } from './test-store.ts';

/** ROUNDS=400 SEED=2 plays more of them, and others. */
const ROUNDS = Number(process.env.ROUNDS) || 60;
const SEED = Number(process.env.SEED) || 1;

/** A project with steps of every kind, some of them undone, and what a gesture had done that never ended. */
async function makeBase(root: string): Promise<string> {
  const chance = new Chance(SEED, 0xffff_ffff);
  const opened = await open(root);
  const { projectId, store, document } = opened;
  const blobs = Array.from({ length: 6 }, () => ({ bytes: makePicture(), mediaType: 'image/png' as const }));
  const { hashes } = await store.client.putBlobs({ projectId, blobs });
  const [one = '', two = '', mask = '', ...tiles] = hashes;
  const state = () => document.getState();
  const group = chance.uuid();
  const layers = [layerOf(one, chance), layerOf(two, chance), paintOf(tiles, mask, chance)];
  for (const layer of layers) state().addLayer(layer);
  state().addLayer(groupLayer({ id: group, name: 'Group' }));
  state().change((page) =>
    placeLayers(
      page,
      layers.slice(0, 2).map(({ id }) => id),
      { parentId: group, index: 0 },
    ),
  );
  state().addRegionStep(strokeOf(chance));
  for (const step of otherStepsOf(mask, chance)) state().addRegionStep(step);
  state().saveMask(savedMaskOf(mask, chance));
  state().change((page) => addGuide(page, { id: chance.uuid(), orientation: 'vertical', position: 7 }));
  state().change((page) => setDpi(setPaper(page, false), 300));
  state().updateLayer(layers[0]?.id ?? '', { x: 9, opacity: 0.5 });
  state().resizePage(80, 70);
  state().removeLayers([group]);
  state().clearRegion();
  await opened.save();
  for (let steps = 0; steps < 4; steps += 1) state().undo();
  await opened.save();
  await store.close();
  return projectId;
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const ODD: readonly Json[] = [
  ...[null, true, '', 'x', '__proto__', 0, -1, 0.5, 1, 1e300, 2 ** 53, [], {}, 'a'.repeat(64)],
  [{ run: [0, 99_999] }],
  'x'.repeat(300),
  '00000000-0000-4000-8000-000000000001',
];

/** Every place in the value: its holder and its name there. */
function placesIn(value: Json): { readonly holder: Json[] | { [name: string]: Json }; readonly name: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [{ holder: value, name }, ...placesIn(inner)]);
}

/** Changes the JSON of a step as only another program would. */
function mutate(text: string, others: readonly string[], chance: Chance): { text: string; what: string } {
  const step: Json = JSON.parse(text);
  const whats: string[] = [];
  const times = chance.weighted([
    [4, 1],
    [2, 2],
    [1, 5],
  ]);
  for (let time = 0; time < times; time += 1) {
    const places = placesIn(step);
    const { holder, name } = chance.pick(places);
    const theirs = placesIn(JSON.parse(chance.pick(others))).filter((place) => place.name === name);
    const put = (value: Json | undefined, what: string) => {
      whats.push(`${name} ${what}`);
      if (Array.isArray(holder)) holder.splice(Number(name), 1, ...(value === undefined ? [] : [value]));
      else if (value === undefined) delete holder[name];
      else holder[name] = value;
    };
    const kind = chance.pick(['odd', 'gone', 'twice', 'theirs', 'theirs', 'more'] as const);
    const old = (holder as { [name: string]: Json })[name] ?? null;
    if (kind === 'odd') put(chance.pick(ODD), 'is odd');
    if (kind === 'gone') put(undefined, 'is gone');
    if (kind === 'twice' && Array.isArray(old) && old.length > 0) put([...old, chance.pick(old)], 'holds one twice');
    const their = theirs.length === 0 ? null : chance.pick(theirs);
    if (kind === 'theirs' && their !== null)
      put((their.holder as { [name: string]: Json })[their.name] ?? null, 'is that of another step');
    if (kind === 'more' && typeof old === 'number') put(old + chance.pick([-1, 1, 1000]), 'is another number');
  }
  return { text: JSON.stringify(step), what: whats.join(', ') };
}

const NUMBERS = [0, -1, 1, 3, 2 ** 31, 2 ** 53 - 1, 2n ** 63n - 1n, -(2n ** 62n)] as const;

/** Changes the undo rows of a database. */
function damage(file: string, chance: Chance): string {
  const db = new Sqlite(file);
  const texts = new Map<number, string>();
  const rows = db.prepare('SELECT number, step FROM undo_steps').all() as { number: number; step: Uint8Array }[];
  for (const { number, step } of rows) texts.set(number, inflateRawSync(step).toString('utf8'));
  const all = [...texts.values()];
  const at = chance.pick([...texts.keys()]);
  const set = (number: number, bytes: Uint8Array) =>
    db.prepare('UPDATE undo_steps SET step = ? WHERE number = ?').run(bytes, number);
  const kinds: readonly (readonly [number, () => string])[] = [
    [
      12,
      () => {
        const mutated = mutate(texts.get(at) ?? '', all, chance);
        set(at, deflateRawSync(mutated.text));
        return `step ${at}: ${mutated.what}`;
      },
    ],
    [
      6,
      () => {
        const mutated = mutate(chance.pick(all), all, chance);
        db.prepare('UPDATE project SET undo_open = ?').run(deflateRawSync(mutated.text));
        return `an open gesture: ${mutated.what}`;
      },
    ],
    [
      3,
      () => {
        db.prepare('UPDATE project SET undo_open = ?').run(deflateRawSync(chance.pick(all)));
        return 'an open gesture that is another step';
      },
    ],
    [
      3,
      () => {
        const done = chance.pick(NUMBERS);
        db.prepare('UPDATE project SET undo_done = ?').run(done);
        return `${done} are done`;
      },
    ],
    [
      3,
      () => {
        const shift = chance.pick(NUMBERS);
        const moved = db.prepare('SELECT number, step FROM undo_steps').all() as typeof rows;
        db.exec('DELETE FROM undo_steps');
        const put = db.prepare('INSERT OR REPLACE INTO undo_steps (number, step) VALUES (?, ?)');
        for (const { number, step } of moved) put.run(BigInt.asIntN(64, BigInt(number) + BigInt(shift)), step);
        if (chance.happens(0.7)) {
          const done = Number(db.prepare('SELECT undo_done FROM project').pluck().get());
          db.prepare('UPDATE project SET undo_done = ?').run(BigInt.asIntN(64, BigInt(done) + BigInt(shift)));
        }
        return `numbers moved by ${shift}`;
      },
    ],
    [
      2,
      () => {
        const other = chance.pick([...texts.keys()]);
        set(at, deflateRawSync(texts.get(other) ?? ''));
        return `step ${at} is step ${other}`;
      },
    ],
    [
      2,
      () => {
        const escaped = (texts.get(at) ?? '').replaceAll(/"[0-9a-f]{64}"/g, `"\\u0064${'e'.repeat(63)}"`);
        set(at, deflateRawSync(escaped));
        return `step ${at}: pictures that are not here, in another spelling`;
      },
    ],
    [
      2,
      () => {
        const { bytes, what } = anyDamage(deflateRawSync(texts.get(at) ?? ''), chance);
        set(at, bytes);
        return `step ${at}: ${what}`;
      },
    ],
  ];
  const whats = Array.from({ length: chance.int(1, 3) }, () => chance.weighted(kinds)());
  db.close();
  return whats.join('; ');
}

describe('undo rows that no studio wrote', () => {
  let base = '';
  let id = '';
  test('never crash the window or hang it, and never lead to a document that the store refuses', async () => {
    base = makeDataFolder();
    id = await makeBase(base);
    const faults: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const chance = new Chance(SEED, round);
      const root = makeDataFolder();
      cpSync(base, root, { recursive: true });
      const what = damage(join(root, 'projects', id, 'project.sqlite'), chance);
      const start = performance.now();
      try {
        let opened = await open(root, id);
        for (const directions of [['undo', 'redo', 'undo'], ['redo']] as const) {
          for (const direction of directions) {
            await goAll(opened, direction, async () => opened.save());
          }
          opened.document.getState().resizePage(50 + round, 60);
          await opened.save();
          const page = pageOf(opened);
          opened = await opened.restart();
          expect(pageOf(opened)).toEqual(page);
          expect(opened.document.getState().canUndo).toBe(true);
        }
        await opened.store.close();
      } catch (error) {
        faults.push(`round ${round}: ${what}: ${error instanceof Error ? error.message : String(error)}`);
      }
      if (performance.now() - start > 5000) faults.push(`round ${round}: ${what}: slow`);
    }
    expect(faults).toEqual([]);
  });
});
