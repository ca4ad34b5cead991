import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { encode } from 'fast-png';
import { hashOf } from '../../main/store/blobs.ts';
import { writeTransaction } from '../../main/store/database.ts';
import { blobFile, dataFolderAt } from '../../main/store/folders.ts';
import { insertBlob } from '../../main/store/queries/blobs.ts';
import { insertGeneration } from '../../main/store/queries/generations.ts';
import { closeStudio, createProject, openStudio, projectOf } from '../../main/store/studio.ts';
import type { Generation } from '../../preload/contract/records.ts';
import { emptyDocument } from '../../renderer/document/operations.ts';

const SIDE = 128;
const COLOURS = ['red', 'green', 'blue', 'yellow', 'orange', 'purple', 'teal', 'pink', 'brown', 'grey', 'white'];

/**
 * A project with so many drawn pictures, each with a record, written straight through the store's own code:
 * ten thousand in seconds. Files are not synced one by one: what is tried on them needs no power cut.
 * @param special what the record of a picture has that others have not
 * @returns the project's id
 */
export async function fillProject(
  home: string,
  count: number,
  name = 'Many pictures',
  special: (at: number) => Partial<Generation> = () => ({}),
): Promise<string> {
  const studio = await openStudio(dataFolderAt(home));
  try {
    const { id } = createProject(studio, name, emptyDocument(512, 512));
    const { folder, db } = await projectOf(studio, id);
    const pictures = Array.from({ length: count }, (_, at) => {
      const bytes = drawn(at);
      const hash = hashOf(bytes);
      const file = blobFile(folder, hash);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
      return { hash, size: bytes.length };
    });
    writeTransaction(db, (write) => {
      pictures.forEach(({ hash, size }, at) => {
        const generation = { ...recordOf(hash, at, count), ...special(at) };
        insertBlob(write, { hash, mediaType: 'image/png', size }, generation.createdAt);
        insertGeneration(write, generation);
      });
    });
    return id;
  } finally {
    closeStudio(studio);
  }
}

/** As words, so that a test finds a picture by its number: 0 is the oldest. */
export function wordsOf(at: number): string {
  return `a ${COLOURS[at % COLOURS.length]} circle, picture ${String(at).padStart(5, '0')}`;
}

function recordOf(picture: string, at: number, count: number): Generation {
  return {
    id: randomUUID(),
    sequence: at + 1,
    runId: randomUUID(),
    task: 'generate',
    prompt: wordsOf(at),
    settings: { steps: 16, textGuidance: 4, samplingTemperature: 1 },
    seed: at,
    modelHash: 'a'.repeat(64),
    modelName: 'Pocket',
    modelFamily: 'lumina-dimoo',
    modelPrecision: 'fp32',
    elementTypes: null,
    provider: 'cpu',
    timings: { total: 1.5, encode: 0, denoise: 1.25, decode: 0.25, running: 1.4 },
    picture,
    frame: { x: 0, y: 0, width: 512, height: 512 },
    pageWidth: 512,
    pageHeight: 512,
    mask: null,
    details: {},
    givenPicture: null,
    givenStyle: null,
    freezeMask: null,
    versions: null,
    parentId: null,
    // As a model of 1024 pixels with patches of 16 has it.
    grid: { columns: 64, rows: 64, codes: new Uint8Array(64 * 64 * 4) },
    artifacts: [],
    starred: false,
    outcome: 'accepted',
    createdAt: Date.now() - (count - at) * 60_000,
  };
}

/** A disc on a ground, both of colours that no other number has. */
function drawn(at: number): Uint8Array {
  const data = new Uint8Array(SIDE * SIDE * 3);
  const ground = colourOf(at * 137);
  const disc = colourOf(at * 61 + 180);
  const radius = 24 + (at % 32);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const inside = (x - SIDE / 2) ** 2 + (y - SIDE / 2) ** 2 < radius ** 2;
      data.set(inside ? disc : ground, 3 * (y * SIDE + x));
    }
  }
  // One pixel tells it from all others.
  data.set([at & 255, (at >> 8) & 255, (at >> 16) & 255], 0);
  return encode({ width: SIDE, height: SIDE, data, channels: 3 }, { zlib: { level: 1 } });
}

function colourOf(hue: number): [number, number, number] {
  const channel = (shift: number) => Math.round(150 + 90 * Math.cos(((hue + shift) * Math.PI) / 180));
  return [channel(0), channel(-120), channel(120)];
}
