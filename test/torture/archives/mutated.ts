import { type RawEntry, rawZip } from '../../helpers/zips.ts';
import { anyDamage, hashOf, type Mutated } from '../bytes.ts';
import type { Chance } from '../chance.ts';
import { databaseDamage, schemaVersion } from '../projects/database-bytes.ts';

/** A sound archive, as the studio wrote it and by its entries. */
export interface Sound {
  readonly bytes: Uint8Array;
  readonly entries: readonly RawEntry[];
}

type Mutation = (sound: Sound, chance: Chance) => Mutated;
type EntriesMutation = (entries: readonly RawEntry[], chance: Chance) => { entries: RawEntry[]; what: string };

/** The name of every file that a hostile name asks for, so that it is found wherever it was written. */
export const EVIL = 'dimoo-evil';

const NUMBERS = [0, 1, 2, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** A number in a header of the archive: local (3, 4), central (1, 2), end (5, 6). */
const headerField: Mutation = ({ bytes }, chance) => {
  const buffer = Buffer.from(bytes);
  const [mark, length] = chance.pick([
    ['PK\x03\x04', 30],
    ['PK\x01\x02', 46],
    ['PK\x01\x02', 46],
    ['PK\x05\x06', 22],
  ] as const);
  const places: number[] = [];
  for (let at = buffer.indexOf(mark, 0, 'latin1'); at >= 0; at = buffer.indexOf(mark, at + 4, 'latin1'))
    places.push(at);
  const at = chance.pick(places) + chance.int(4, length - 4);
  const value = chance.pick(NUMBERS);
  if (chance.happens(0.5)) buffer.writeUInt16LE(value & 0xffff, at);
  else buffer.writeUInt32LE(value, at);
  return { bytes: new Uint8Array(buffer), what: `${value} in a header at ${at}` };
};

const HOSTILE_NAMES = [
  `../${EVIL}`,
  `../../../../../../${EVIL}`,
  `/${EVIL}`,
  `/tmp/${EVIL}`,
  `..\\..\\${EVIL}`,
  `C:\\${EVIL}`,
  `C:/${EVIL}`,
  `blobs/../../${EVIL}`,
  `blobs/${EVIL}`,
  `./${EVIL}`,
  `${EVIL}\0.png`,
  `\u202e${EVIL}`,
  'project.sqlite-wal',
  'project.sqlite-journal',
  'PROJECT.SQLITE',
  'project.sqlite/',
  'commits',
  'recovered-from',
  '',
  'a'.repeat(60_000),
] as const;

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const at = (entries: readonly RawEntry[], index: number, change: Partial<RawEntry>) =>
  entries.map((entry, place) => (place === index ? { ...entry, ...change } : entry));
const indexOf = (entries: readonly RawEntry[], name: string) => entries.findIndex((entry) => entry.name === name);

const MANIFESTS = [
  '',
  '{',
  'null',
  '[]',
  '{"format":"dimoo-project"}',
  '{"format":"other","version":1,"project":{"id":"00000000-0000-4000-8000-00000000000c","name":"a"}}',
  '{"format":"dimoo-project","version":99,"project":{"id":"00000000-0000-4000-8000-00000000000c","name":"a"}}',
  '{"format":"dimoo-project","version":1,"project":{"id":"../../evil","name":"a"}}',
  '{"format":"dimoo-project","version":1,"project":{"id":"00000000-0000-4000-8000-00000000000c","name":""}}',
  `{"format":"dimoo-project","version":1,"__proto__":{"a":1},"project":{"id":"00000000-0000-4000-8000-00000000000c","name":"${'n'.repeat(300)}"}}`,
  `${'['.repeat(20_000)}`,
  ' '.repeat(100_000),
] as const;

const changes: Readonly<Record<string, EntriesMutation>> = {
  name: (entries, chance) => {
    const name = chance.pick(HOSTILE_NAMES);
    const shown = `an entry named ${JSON.stringify(name.slice(0, 40))}`;
    if (chance.happens(0.5)) return { entries: [...entries, { name, bytes: bytesOf('evil') }], what: `${shown} more` };
    return { entries: at(entries, chance.int(0, entries.length - 1), { name }), what: shown };
  },
  swap: (entries, chance) => {
    const [one, other] = [chance.int(0, entries.length - 1), chance.int(0, entries.length - 1)];
    const swapped = at(at(entries, one, { bytes: entries[other]?.bytes ?? bytesOf('') }), other, {
      bytes: entries[one]?.bytes ?? bytesOf(''),
    });
    return { entries: swapped, what: `the contents of entries ${one} and ${other} swapped` };
  },
  twice: (entries, chance) => ({ entries: [...entries, chance.pick(entries)], what: 'an entry twice' }),
  less: (entries, chance) => {
    const gone = chance.int(0, entries.length - 1);
    return { entries: entries.filter((_, place) => place !== gone), what: `entry ${gone} left out` };
  },
  order: (entries) => ({ entries: entries.toReversed(), what: 'the other way round' }),
  packed: (entries) => ({
    entries: entries.map((entry) => ({ ...entry, isPacked: true })),
    what: 'all of it deflated',
  }),
  content: (entries, chance) => {
    const index = chance.int(0, entries.length - 1);
    const { bytes, what } = anyDamage(entries[index]?.bytes ?? bytesOf(''), chance);
    return { entries: at(entries, index, { bytes }), what: `entry ${index} with a right checksum: ${what}` };
  },
  database: (entries, chance) => {
    const index = indexOf(entries, 'project.sqlite');
    const damage = chance.happens(0.2) ? schemaVersion : databaseDamage;
    const { bytes, what } = damage(entries[index]?.bytes ?? bytesOf(''), chance);
    return { entries: at(entries, index, { bytes }), what: `database: ${what}` };
  },
  manifest: (entries, chance) => {
    const text = chance.pick(MANIFESTS);
    const changed = at(entries, indexOf(entries, 'dimoo.json'), { bytes: bytesOf(text) });
    return { entries: changed, what: `manifest ${text.slice(0, 60)}` };
  },
  lie: (entries, chance) => {
    const index = chance.int(0, entries.length - 1);
    const says = chance.pick([
      { size: chance.pick(NUMBERS) },
      { crc: chance.pick(NUMBERS) },
      { flags: chance.pick([1, 8, 0x40, 0x2000, 0xffff]) },
      { method: chance.pick([1, 8, 9, 12, 14, 93, 99, 0xffff]) },
    ]);
    const isPacked = chance.happens(0.5);
    return { entries: at(entries, index, { says, isPacked }), what: `entry ${index} says ${JSON.stringify(says)}` };
  },
  bomb: (entries, chance) => {
    const bytes = new Uint8Array(chance.int(8, 48) * 1024 ** 2);
    const name = chance.happens(0.5) ? `blobs/${hashOf(bytes)}` : 'project.sqlite';
    const says = chance.happens(0.5) ? { size: chance.int(0, 1000) } : {};
    const bomb = { name, bytes, isPacked: true, says };
    const others = entries.filter((entry) => entry.name !== name);
    return { entries: [...others, bomb], what: `${bytes.length} zeros as ${name.slice(0, 14)}` };
  },
  over: (entries, chance) => {
    const bytes = chance.bytes(20_000);
    const first: RawEntry = { name: `blobs/${hashOf(bytes)}`, bytes };
    const count = chance.int(2, 60);
    const over = Array.from(
      { length: count },
      (_, n): RawEntry => ({ ...first, name: `blobs/${String(n).padStart(64, '0')}`, offset: 0 }),
    );
    return { entries: [first, ...entries, ...over], what: `${count} entries over one another` };
  },
};

const rebuilt: Mutation = ({ entries }, chance) => {
  const done: string[] = [];
  let now: readonly RawEntry[] = entries;
  for (
    let times = chance.weighted([
      [4, 1],
      [1, 2],
    ]);
    times > 0;
    times -= 1
  ) {
    const mutation = chance.pick(Object.values(changes));
    const { entries: next, what } = mutation(now, chance);
    now = next;
    done.push(what);
  }
  const bytes = rawZip(now);
  if (chance.happens(0.85)) return { bytes, what: done.join('; ') };
  const damaged = anyDamage(bytes, chance);
  return { bytes: damaged.bytes, what: `${done.join('; ')}; ${damaged.what}` };
};

const bytesAlone: Mutation = ({ bytes }, chance) => anyDamage(bytes, chance);
const untouched: Mutation = ({ bytes }) => ({ bytes, what: 'nothing' });

export const mutatedArchive: Mutation = (sound, chance) =>
  chance.weighted<Mutation>([
    [4, bytesAlone],
    [3, headerField],
    [9, rebuilt],
    [1, untouched],
  ])(sound, chance);
