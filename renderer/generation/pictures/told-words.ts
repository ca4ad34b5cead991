/**
 * The words from which a picture was drawn, as programs write them into the text of a PNG. The file may be hostile: everything
 * is bounded, nothing is run, and what is odd tells nothing.
 */
import { picturePrograms } from '../../../preload/contract/picture-programs.ts';
import { pngText } from '../../../preload/contract/png-text.ts';

export interface ToldWords {
  readonly prompt: string;
  /** What was not wanted; empty where nothing is said of it. */
  readonly negative: string;
  readonly program: string;
}

/** As long as the words of the prompt bar may be. */
const LONGEST = 20_000;
/** Nodes that are followed from a sampler to its words. */
const MOST_HOPS = 40;
const UNWANTED = /^Negative prompt:/;

type Texts = Readonly<Record<string, string>>;
type Fields = Readonly<Record<string, unknown>>;

/** @returns null where the file says nothing of words */
export function toldWords(bytes: Uint8Array): ToldWords | null {
  const texts = pngText(bytes);
  for (const read of [ofStudio, ofInvoke, ofAutomatic, ofComfy, ofNovel]) {
    const told = read(texts);
    if (told !== null && told.prompt.trim() !== '') {
      const tidy = (text: string) => text.replaceAll('\0', '').trim().slice(0, LONGEST);
      return { ...told, prompt: tidy(told.prompt), negative: tidy(told.negative) };
    }
  }
  return null;
}

function ofStudio({ Software, prompt, settings }: Texts): ToldWords | null {
  if (Software !== picturePrograms.studio || prompt === undefined) return null;
  return { prompt, negative: wordsAt(fieldsOf(settings), 'negativePrompt'), program: picturePrograms.studio };
}

/** https://invoke-ai.github.io/InvokeAI/: one JSON object, in two forms over the years. */
function ofInvoke(texts: Texts): ToldWords | null {
  const now = fieldsOf(texts.invokeai_metadata);
  if (now !== null) {
    const [prompt, negative] = [wordsAt(now, 'positive_prompt'), wordsAt(now, 'negative_prompt')];
    return { prompt, negative, program: picturePrograms.invoke };
  }
  const image = fieldsOf(texts['sd-metadata'])?.image;
  const prompt = isFields(image) ? image.prompt : null;
  const [first] = Array.isArray(prompt) ? prompt : [prompt];
  const words = isFields(first) ? wordsAt(first, 'prompt') : typeof first === 'string' ? first : '';
  // The words that were not wanted stood in square brackets.
  const unwanted = [...words.matchAll(/\[([^\]]*)\]/g)].map(([, inside = '']) => inside).join(', ');
  return words === ''
    ? null
    : { prompt: words.replaceAll(/\[[^\]]*\]/g, ''), negative: unwanted, program: picturePrograms.invoke };
}

/** The web UI of AUTOMATIC1111, and those that write as it does: words, what is not wanted, and a line of settings. */
function ofAutomatic({ parameters }: Texts): ToldWords | null {
  if (parameters === undefined) return null;
  const lines = parameters.slice(0, 4 * LONGEST).split('\n');
  const settings = lines.findLastIndex((line) => /^Steps: \d+/.test(line));
  const said = settings < 0 ? lines : lines.slice(0, settings);
  const unwanted = said.findIndex((line) => UNWANTED.test(line));
  if (settings < 0 && unwanted < 0) return null;
  const prompt = said.slice(0, unwanted < 0 ? said.length : unwanted).join('\n');
  const negative = unwanted < 0 ? '' : said.slice(unwanted).join('\n').replace(UNWANTED, '');
  return { prompt, negative, program: picturePrograms.webUi };
}

/** A graph of nodes by their numbers. A sampler names the nodes that encode what is wanted and what is not. */
function ofComfy({ prompt }: Texts): ToldWords | null {
  const graph = fieldsOf(prompt);
  if (graph === null) return null;
  for (const node of Object.values(graph).slice(0, 10_000)) {
    const inputs = isFields(node) && isFields(node.inputs) ? node.inputs : null;
    if (inputs === null || !Array.isArray(inputs.positive)) continue;
    const words = wordsFrom(graph, inputs.positive);
    if (words !== '')
      return { prompt: words, negative: wordsFrom(graph, inputs.negative), program: picturePrograms.comfy };
  }
  return null;
}

/** The first text on the way back from a link, which is the id of a node and the number of its output. */
function wordsFrom(graph: Fields, link: unknown): string {
  const waiting: unknown[] = [link];
  const seen = new Set<string>();
  while (waiting.length > 0 && seen.size < MOST_HOPS) {
    const next = waiting.shift();
    const id = Array.isArray(next) ? String(next[0]) : '';
    const node = Object.hasOwn(graph, id) && !seen.has(id) ? graph[id] : null;
    seen.add(id);
    const inputs = isFields(node) && isFields(node.inputs) ? node.inputs : {};
    for (const name of ['text', 'text_g', 't5xxl', 'clip_l', 'string', 'value', 'prompt', 'wildcard_text']) {
      const value = inputs[name];
      if (typeof value === 'string' && value.trim() !== '') return value;
    }
    waiting.push(...Object.values(inputs).filter(Array.isArray));
  }
  return '';
}

function ofNovel({ Software, Description, Comment }: Texts): ToldWords | null {
  if (Software !== picturePrograms.novel) return null;
  const fields = fieldsOf(Comment);
  return {
    prompt: wordsAt(fields, 'prompt') || (Description ?? ''),
    negative: wordsAt(fields, 'uc'),
    program: picturePrograms.novel,
  };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fieldsOf(text: string | undefined): Fields | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

const wordsAt = (fields: Fields | null, name: string): string => {
  const value = fields !== null && Object.hasOwn(fields, name) ? fields[name] : '';
  return typeof value === 'string' ? value : '';
};
