/** Reads the layer stack of an OpenRaster file by sax. Entities of the file's own are refused, so none is unfolded. */
import sax from 'sax';
import { MOST_LAYERS } from '../../../preload/contract/document.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { MOST_NESTED } from '../../../preload/contract/layer-tree.ts';
import { named, unreadable } from '../../../preload/contract/picture-refusals.ts';

/** A layer or a stack with its attributes. What lies in a stack is listed top first, as in the file. */
export interface StackNode {
  readonly kind: 'layer' | 'stack';
  readonly attributes: Readonly<Record<string, string>>;
  readonly inside: readonly StackNode[];
}

export interface ImageNode {
  readonly attributes: Readonly<Record<string, string>>;
  readonly inside: readonly StackNode[];
}

interface Open {
  readonly kind: 'image' | 'stack' | 'layer' | 'other';
  readonly attributes: Readonly<Record<string, string>>;
  readonly inside: StackNode[];
}

/** Twice as many, since masks and clipped layers take stacks and layers of their own. */
const MOST_NODES = 4 * MOST_LAYERS;
const MOST_DEPTH = 4 * MOST_NESTED;

/** @throws StudioError 'bad-picture' */
export function readStack(xml: string, name: string): ImageNode {
  const reader = sax.parser(true, { trim: true });
  const open: Open[] = [];
  let image: ImageNode | null = null;
  let count = 0;
  reader.onerror = (cause) => {
    throw unreadable(name, cause);
  };
  reader.ondoctype = () => {
    throw unreadable(name);
  };
  reader.onopentag = ({ name: tag, attributes }) => {
    count += 1;
    if (count > MOST_NODES) throw StudioError.of('pictures.too-many-layers', { ...named(name), most: MOST_LAYERS });
    if (open.length > MOST_DEPTH) throw StudioError.of('pictures.too-deep', { ...named(name), most: MOST_NESTED });
    const kind = tag === 'image' || tag === 'stack' || tag === 'layer' ? tag : 'other';
    open.push({ kind, attributes: attributes as Record<string, string>, inside: [] });
  };
  reader.onclosetag = () => {
    const closed = open.pop();
    if (closed === undefined) return;
    const around = open.at(-1);
    if (closed.kind === 'image') image = rootOf(closed);
    else if (closed.kind !== 'other') around?.inside.push({ ...closed, kind: closed.kind });
  };
  reader.write(xml).close();
  if (image === null) throw unreadable(name);
  return image;
}

/** The image holds one stack, the root, which has no look of its own. */
function rootOf({ attributes, inside }: Open): ImageNode {
  return { attributes, inside: inside.flatMap((node) => (node.kind === 'stack' ? node.inside : [node])) };
}
