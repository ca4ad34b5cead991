import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { FoundRepository } from '../../../preload/contract/hub.ts';
import type { Precision } from '../../../preload/contract/manifest.ts';
import { describedIn } from '../../../preload/contract/model-card.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { useHub, useModels, useWords } from '../context.ts';
import { Tick } from '../controls/Tick.tsx';
import { fileSize, inList, inMillions } from '../words.ts';
import { fits, type Room, suggested } from './fit.ts';
import { Offers } from './Offers.tsx';

/** A repository at the commit that was looked at: what it is, what would be downloaded, and how it can be added. */
export function HubFound({ found }: { readonly found: FoundRepository }) {
  const strings = useWords();
  const { hub: words, models } = strings;
  const { look } = found.repository;
  const room = useModels((state) => state.now?.room ?? null);
  const missing = look.bytes - found.here;
  const left = withDownload(room, missing);
  const [precision, setPrecision] = useState<Precision>(() => suggested(look, left));
  const [keeps, setKeeps] = useState(false);
  const description = describedIn(look.description, strings.language);
  const offer = look.offers.find((one) => one.precision === precision);
  const isPossible = offer !== undefined && fits(offer, left) !== 'disk';
  return (
    <section className="found hub" aria-label={models.found.title({ name: look.name })}>
      <h3>{models.found.title({ name: look.name })}</h3>
      <p className="model-path selectable">{found.page}</p>
      {description !== null && <p>{description}</p>}
      <Facts found={found} />
      <Files found={found} />
      <Offers
        look={look}
        room={left}
        precision={precision}
        onChoose={setPrecision}
        noRoom={words.noRoom({ free: fileSize(strings, room?.freeDisk ?? 0) })}
      />
      <Tick isSelected={keeps} onChange={setKeeps}>
        {words.keeps({ size: fileSize(strings, look.bytes) })}
      </Tick>
      <p className="preference-note">
        {words.space({ size: fileSize(strings, missing + (offer?.diskBytes ?? 0)) })} {words.noCode}
      </p>
      <Decide precision={precision} keeps={keeps} isPossible={isPossible} />
    </section>
  );
}

/** The room that the download leaves for the model. */
function withDownload(room: Room, bytes: number): Room {
  if (room === null || room.freeDisk === null) return room;
  return { ...room, freeDisk: Math.max(0, room.freeDisk - bytes) };
}

function Facts({ found: { repository, here } }: { readonly found: FoundRepository }) {
  const strings = useWords();
  const { hub: words, models } = strings;
  const host = useHub((state) => state.now?.host ?? '');
  const { look, files, revision, commit } = repository;
  const download = words.download({ count: files.length, size: fileSize(strings, look.bytes) });
  const access = accessInWords(strings, repository);
  const rows: readonly (readonly [name: string, value: string])[] = [
    [words.facts.from, host],
    [words.facts.version, words.version({ revision, commit: commit.slice(0, 12) })],
    [models.facts.licence, look.licence ?? models.noLicence],
    ...(access === '' ? [] : [[words.facts.access, access] as const]),
    [
      models.facts.weights,
      words.weights({
        parameters: inMillions(strings, look.parameters),
        layers: look.layers,
        width: look.width,
      }),
    ],
    [models.facts.draws, strings.inputs.newSize(look.nativeSize)],
    [
      models.facts.tasks,
      inList(
        strings,
        look.tasks.map((task) => models.can[task]),
      ),
    ],
    [words.facts.download, here === 0 ? download : `${download}. ${words.here({ size: fileSize(strings, here) })}`],
  ];
  return (
    <dl className="model-facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="selectable">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function accessInWords({ hub: words }: StudioWords, { isGated, isPrivate }: FoundRepository['repository']): string {
  return [...(isGated ? [words.gated] : []), ...(isPrivate ? [words.private] : [])].join(' · ');
}

function Files({ found: { repository } }: { readonly found: FoundRepository }) {
  const strings = useWords();
  const words = strings.hub;
  const files = [...repository.files].sort((a, b) => b.bytes - a.bytes);
  return (
    <section className="hub-files" aria-label={words.files}>
      <h4>{words.files}</h4>
      <ul>
        {files.map(({ path, bytes }) => (
          <li key={path}>
            <span className="selectable">{path}</span>
            <span>{fileSize(strings, bytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface DecideProps {
  readonly precision: Precision;
  readonly keeps: boolean;
  readonly isPossible: boolean;
}

function Decide({ precision, keeps, isPossible }: DecideProps) {
  const words = useWords().hub;
  const { fetch, leaveFound } = useHub((state) => state);
  return (
    <div className="button-row">
      <Button className="main-button" autoFocus isDisabled={!isPossible} onPress={() => void fetch(precision, keeps)}>
        {words.fetch}
      </Button>
      <Button className="plain-button" onPress={leaveFound}>
        {words.cancel}
      </Button>
    </div>
  );
}
