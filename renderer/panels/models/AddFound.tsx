import { Check, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button, Radio, RadioGroup } from 'react-aria-components';
import type { Precision } from '../../../preload/contract/manifest.ts';
import { describedIn } from '../../../preload/contract/model-card.ts';
import type { CheckpointLook, FoundFolder, PrecisionOffer } from '../../../preload/contract/models.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { useModels, useWords } from '../context.ts';
import { fileSize, inList, inMillions } from '../words.ts';
import { type Fit, fits, type Room, suggested } from './fit.ts';

/** What a chosen folder is, and the ways in which it can be added. */
export function AddFound({ found }: { readonly found: FoundFolder }) {
  const strings = useWords();
  const words = strings.models.found;
  const { look } = found;
  return (
    <section className="found" aria-label={words.title({ name: look.name })}>
      <h3>{words.title({ name: look.name })}</h3>
      <p className="model-path selectable">{found.path}</p>
      {look.kind === 'checkpoint' ? <Checkpoint look={look} /> : <Converted look={look} />}
    </section>
  );
}

function Converted({ look }: { readonly look: Extract<FoundFolder['look'], { kind: 'model' }> }) {
  const strings = useWords();
  const { found: words, precisions } = strings.models;
  return (
    <>
      <p>{words.model({ precision: precisions[look.precision], size: fileSize(strings, look.bytes) })}</p>
      <Decide precision={null} isPossible />
    </>
  );
}

function Checkpoint({ look }: { readonly look: CheckpointLook }) {
  const strings = useWords();
  const { found: words, can, facts, noLicence } = strings.models;
  const room = useModels((state) => state.now?.room ?? null);
  const description = describedIn(look.description, strings.language);
  const [precision, setPrecision] = useState<Precision>(() => suggested(look, room));
  const isPossible = look.offers.some((offer) => offer.precision === precision && fits(offer, room) !== 'disk');
  return (
    <>
      {description !== null && <p>{description}</p>}
      <p>
        {words.checkpoint({
          parameters: inMillions(strings, look.parameters),
          layers: look.layers,
          width: look.width,
          size: fileSize(strings, look.bytes),
        })}
      </p>
      <dl className="model-facts">
        <div>
          <dt>{facts.draws}</dt>
          <dd>{strings.inputs.newSize(look.nativeSize)}</dd>
        </div>
        <div>
          <dt>{facts.tasks}</dt>
          <dd>
            {inList(
              strings,
              look.tasks.map((task) => can[task]),
            )}
          </dd>
        </div>
        <div>
          <dt>{facts.licence}</dt>
          <dd>{look.licence ?? noLicence}</dd>
        </div>
      </dl>
      <RadioGroup
        className="offers"
        aria-label={words.choose}
        value={precision}
        onChange={(value) => setPrecision(look.offers.find((one) => one.precision === value)?.precision ?? precision)}
      >
        <h4>{words.choose}</h4>
        {look.offers.map((offer) => (
          <Radio key={offer.precision} value={offer.precision} className="offer">
            <span className="offer-dot" aria-hidden />
            <span className="offer-words">
              <Offer offer={offer} room={room} />
            </span>
          </Radio>
        ))}
      </RadioGroup>
      <p className="preference-note">{words.says}</p>
      <Decide precision={precision} isPossible={isPossible} />
    </>
  );
}

function Offer({ offer, room }: { readonly offer: PrecisionOffer; readonly room: Room }) {
  const strings = useWords();
  const { found: words, precisionHelp, precisions } = strings.models;
  const fit = fits(offer, room);
  return (
    <>
      <span className="offer-head">
        <span className="offer-name">{precisions[offer.precision]}</span>
        <span className={`offer-fit is-${fit}`}>
          {fit === 'fits' ? <Check size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
          {fitInWords(strings, fit, room)}
        </span>
      </span>
      <span className="offer-help">{precisionHelp[offer.precision]}</span>
      <span>
        {words.needs({
          disk: fileSize(strings, offer.diskBytes),
          memory: fileSize(strings, offer.memoryBytes),
        })}
      </span>
    </>
  );
}

function fitInWords(strings: StudioWords, fit: Fit, room: Room): string {
  const { found: words } = strings.models;
  if (room === null || fit === 'fits') return words.fits;
  if (fit === 'disk') return words.disk({ free: fileSize(strings, room.freeDisk ?? 0) });
  if (fit === 'never') return words.never({ total: fileSize(strings, room.memory) });
  return words.tight({ free: fileSize(strings, room.freeMemory) });
}

function Decide({ precision, isPossible }: { readonly precision: Precision | null; readonly isPossible: boolean }) {
  const { found: words } = useWords().models;
  const { add, leaveFound } = useModels((state) => state);
  return (
    <div className="button-row">
      <Button className="main-button" autoFocus isDisabled={!isPossible} onPress={() => void add(precision)}>
        {words.add}
      </Button>
      <Button className="plain-button" onPress={leaveFound}>
        {words.cancel}
      </Button>
    </div>
  );
}
