import { useEffect, useMemo, useRef, useState } from 'react';
import type { LevelsChannel } from '../../../preload/contract/adjustments.ts';
import { layersBelow } from '../../document/adjustment-layers.ts';
import type { Histogram } from '../../document/histogram.ts';
import { useDocument, useStudio, useWords } from '../context.ts';

/** Milliseconds after a change below until it is counted anew. While a hand moves, every frame is a change. */
const REST = 250;

/** How often each value occurs in what the layer adjusts, from black on the left to white on the right. */
export function HistogramBelow({ layerId, channel }: { readonly layerId: string; readonly channel: LevelsChannel }) {
  const { adjust: words } = useWords();
  const histogram = useHistogram(layerId);
  const path = useMemo(() => (histogram === null ? '' : outlineOf(histogram[channel])), [histogram, channel]);
  return (
    <svg className="histogram" data-channel={channel} viewBox="0 0 256 64" preserveAspectRatio="none" role="img">
      <title>{words.histogram}</title>
      <path d={path} />
    </svg>
  );
}

function useHistogram(layerId: string): Histogram | null {
  const { histogramBelow } = useStudio();
  const document = useDocument((state) => state.document);
  const [histogram, setHistogram] = useState<Histogram | null>(null);
  const counted = useRef<readonly unknown[]>([]);
  useEffect(() => {
    const parts = [layerId, document.paper, ...layersBelow(document.layers, layerId).map(({ id }) => at(document, id))];
    const known = counted.current;
    if (parts.length === known.length && parts.every((part, place) => part === known[place])) return;
    const wait = setTimeout(
      async () => {
        counted.current = parts;
        const found = await histogramBelow(layerId);
        if (counted.current === parts && found !== null) setHistogram(found);
      },
      known.length === 0 ? 0 : REST,
    );
    return () => clearTimeout(wait);
  }, [document, layerId, histogramBelow]);
  return histogram;
}

const at = ({ layers }: { readonly layers: readonly { readonly id: string }[] }, id: string) =>
  layers.find((layer) => layer.id === id);

/** So many columns may be higher than the box. */
const SPIKES = 8;

/**
 * The outline in a box of 256 by 64. A few columns may be cut off at the top, so that paper or a ground of one colour does
 * not flatten the rest.
 */
function outlineOf(counts: readonly number[]): string {
  const sorted = counts.toSorted((a, b) => b - a);
  const top = Math.max(sorted[SPIKES] ?? 0, (sorted[0] ?? 0) / 40, 1e-9);
  const columns = counts.map((count, value) => `V${round(64 - 64 * Math.min(1, count / top))}H${value + 1}`);
  return `M0 64${columns.join('')}V64Z`;
}

const round = (value: number) => Math.round(100 * value) / 100;
