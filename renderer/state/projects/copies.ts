import type { Layer, PictureDocument } from '../../../preload/contract/document.ts';
import { sniffMediaType } from '../../../preload/contract/media-type.ts';
import type { Recovery } from '../../../preload/contract/recovery.ts';
import { shortName } from '../../generation/pictures/generation-layer.ts';
import type { DesktopClient } from '../../services/desktop-client.ts';
import type { ProjectSession } from '../project/project-session.ts';

type Picture = Recovery['pictures'][number];

/** The pictures lie safe in the project's folder where only its last changes were refused. */
const PICTURES_ARE_SAFE: ReadonlySet<string> = new Set(['disk-full', 'service-lost', 'cancelled']);

/** Keeps the document apart, at once, and then whatever pictures the store cannot give any more. Rejects where no disk takes it. */
export async function keepCopy(session: ProjectSession, desktop: DesktopClient): Promise<void> {
  const { failure } = session.saver.state.getState();
  const drawings = await unsavedDrawings(session);
  const copy = copyOf(session, drawings);
  await desktop.keepRecovery(copy);
  if (failure === null || PICTURES_ARE_SAFE.has(failure.kind)) return;
  const lost = await picturesOf(session, copy.document, 'lost');
  if (lost.length > 0) await desktop.keepRecovery({ ...copy, pictures: [...lost, ...drawings] });
}

/** Writes page, layers and document where the artist wants them. @returns false where they changed their mind */
export async function saveCopyElsewhere(session: ProjectSession, desktop: DesktopClient): Promise<boolean> {
  const { document } = session.document.getState();
  const [page, pictures, drawings] = await Promise.all([
    session.page.exportPng(),
    picturesOf(session, document, 'all'),
    unsavedDrawings(session),
  ]);
  const { saved } = await desktop.saveCopy({ ...copyOf(session, [...pictures, ...drawings]), page });
  return saved;
}

function copyOf({ id, project, document }: ProjectSession, pictures: Picture[]): Recovery {
  return {
    projectId: id,
    name: project.getState().name,
    keptAt: Date.now(),
    document: document.getState().document,
    pictures,
  };
}

/** Candidates that the store has not taken. */
function unsavedDrawings({ generation }: ProjectSession): Promise<Picture[]> {
  const waiting = generation.getState().candidates.filter((one) => one.generation === null);
  return Promise.all(
    waiting.map(async ({ result, prompt }) => ({
      hash: await hashOf(result.png),
      name: shortName(prompt, 'Picture'),
      bytes: new Uint8Array(result.png),
    })),
  );
}

/** The layers' pictures, each once; of those that the store cannot give, what the canvas shows of them. */
async function picturesOf(
  session: ProjectSession,
  { layers }: PictureDocument,
  which: 'all' | 'lost',
): Promise<Picture[]> {
  const found: Picture[] = [];
  const seen = new Set<string>();
  for (const layer of layers) {
    if (seen.has(layer.blob)) continue;
    seen.add(layer.blob);
    const kept = await session.loadBlob(layer.blob).catch(() => null);
    const bytes = kept ?? (await shown(session, layer));
    if (bytes !== null && (which === 'all' || kept === null)) found.push({ hash: layer.blob, name: layer.name, bytes });
  }
  return found;
}

const shown = (session: ProjectSession, { blob, mediaType }: Layer) =>
  session.page.encoded(blob, mediaType).catch(() => null);

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Puts a copy back into a project: the pictures that it brings first, then the document that names them.
 * @returns how many layers had to be left out, as their pictures are nowhere
 */
export async function putBack(session: ProjectSession, copy: Recovery, isNew: boolean): Promise<number> {
  const named = new Set(copy.document.layers.map(({ blob }) => blob));
  const again = new Map<string, Pick<Layer, 'blob' | 'mediaType'>>();
  for (const { hash, bytes } of copy.pictures.filter((one) => named.has(one.hash))) {
    const mediaType = sniffMediaType(bytes);
    if (mediaType === null) continue;
    const { hash: blob } = await session.store.putBlob({ bytes: new Uint8Array(bytes), mediaType });
    again.set(hash, { blob, mediaType });
  }
  const layers = copy.document.layers
    .filter(({ blob }) => !isNew || again.has(blob))
    .map((layer) => ({ ...layer, ...again.get(layer.blob) }));
  session.document.getState().replaceDocument({ ...copy.document, layers, projectId: session.id });
  const loose = copy.pictures.filter(({ hash }) => !named.has(hash));
  await session.files.bringBack(loose.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) })));
  return copy.document.layers.length - layers.length;
}
