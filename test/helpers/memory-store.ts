import { createHash } from 'node:crypto';
import { documentSchema, type PictureDocument } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { KeptType } from '../../preload/contract/kept-types.ts';
import { blobsOfLayer } from '../../preload/contract/layer-blobs.ts';
import type { Generation } from '../../preload/contract/records.ts';
import { blobsOfStep } from '../../preload/contract/region-steps.ts';
import type { Client } from '../../preload/contract/service.ts';
import { type StoreService, storeService } from '../../preload/contract/store.ts';

type Part = Pick<
  Client<StoreService>,
  'commitGeneration' | 'getGeneration' | 'settleGeneration' | 'putBlob' | 'putBlobs' | 'getBlob'
>;

/**
 * The store's promises in memory, for tests of the window: parameters are validated as they are at
 * the real boundary, rows need their blobs, and `refuse` makes the next calls fail.
 */
export class MemoryStore implements Part {
  readonly blobs = new Map<string, { bytes: Uint8Array<ArrayBuffer>; mediaType: KeptType }>();
  /** Of blobs that were converted: the original. */
  readonly madeFrom = new Map<string, string>();
  readonly generations = new Map<string, Generation>();
  document: PictureDocument | null = null;
  /** Failures to come, first one first. */
  readonly refuse: StudioError[] = [];

  commitGeneration: Part['commitGeneration'] = async (params) => {
    this.#refuseIfTold();
    const { generation, picture, mask } = storeService.commitGeneration.params.parse(params);
    if (this.generations.has(generation.id))
      throw new StudioError('bad-request', 'There is such a generation already.');
    const given = [generation.givenPicture, generation.givenStyle].filter((hash) => hash !== null);
    if (given.some((hash) => !this.blobs.has(hash))) {
      throw new StudioError('bad-request', 'A picture that was drawn from is unknown.');
    }
    const row: Generation = {
      ...generation,
      sequence: this.generations.size + 1,
      picture: this.#keep(picture, 'image/png'),
      mask: mask === null ? null : this.#keep(mask, 'image/png'),
      starred: false,
      createdAt: this.generations.size,
    };
    this.generations.set(row.id, row);
    return row;
  };

  getGeneration: Part['getGeneration'] = async ({ id }) => {
    const row = this.generations.get(id);
    if (row === undefined) throw new StudioError('not-found', 'There is no such generation.');
    return row;
  };

  settleGeneration: Part['settleGeneration'] = async (params) => {
    this.#refuseIfTold();
    const { id, outcome, document } = storeService.settleGeneration.params.parse(params);
    const row = this.generations.get(id);
    if (row === undefined) throw new StudioError('not-found', 'There is no such generation.');
    if (document !== null) this.#saveDocument(document);
    const settled = { ...row, outcome };
    this.generations.set(id, settled);
    return settled;
  };

  putBlob: Part['putBlob'] = async (params) => {
    this.#refuseIfTold();
    const { bytes, mediaType, madeFrom } = storeService.putBlob.params.parse(params);
    const hash = this.#keep(bytes, mediaType);
    if (madeFrom !== undefined) this.madeFrom.set(hash, madeFrom);
    return { hash };
  };

  putBlobs: Part['putBlobs'] = async (params) => {
    this.#refuseIfTold();
    const { blobs } = storeService.putBlobs.params.parse(params);
    return { hashes: blobs.map(({ bytes, mediaType }) => this.#keep(new Uint8Array(bytes), mediaType)) };
  };

  getBlob: Part['getBlob'] = async ({ hash }) => {
    const blob = this.blobs.get(hash);
    if (blob === undefined) throw new StudioError('not-found', 'The project does not hold this picture.');
    return blob;
  };

  #saveDocument(document: PictureDocument): void {
    const { layers, region, savedMasks = [] } = documentSchema.parse(document);
    for (const blob of [
      ...layers.flatMap(blobsOfLayer),
      ...region.flatMap(blobsOfStep),
      ...savedMasks.map(({ blob }) => blob),
    ]) {
      if (!this.blobs.has(blob)) throw new StudioError('bad-request', 'The document names an unknown picture.');
    }
    this.document = document;
  }

  #keep(bytes: Uint8Array<ArrayBuffer>, mediaType: KeptType): string {
    const hash = createHash('sha256').update(bytes).digest('hex');
    this.blobs.set(hash, { bytes, mediaType });
    return hash;
  }

  #refuseIfTold(): void {
    const failure = this.refuse.shift();
    if (failure !== undefined) throw failure;
  }
}
