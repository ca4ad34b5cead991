import { Check, TriangleAlert } from 'lucide-react';
import { Radio, RadioGroup } from 'react-aria-components';
import type { Precision } from '../../../preload/contract/manifest.ts';
import type { CheckpointLook, PrecisionOffer } from '../../../preload/contract/models.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { useWords } from '../context.ts';
import { fileSize } from '../words.ts';
import { type Fit, fits, type Room } from './fit.ts';

interface OffersProps {
  readonly look: Pick<CheckpointLook, 'offers'>;
  readonly room: Room;
  readonly precision: Precision;
  readonly onChoose: (precision: Precision) => void;
  /** What is said of one that the disk has no room for. */
  readonly noRoom?: string;
}

/** The precisions in which a checkpoint can be added, with what fits this computer. */
export function Offers({ look, room, precision, onChoose, noRoom }: OffersProps) {
  const { found: words } = useWords().models;
  return (
    <RadioGroup
      className="offers"
      aria-label={words.choose}
      value={precision}
      onChange={(value) => onChoose(look.offers.find((one) => one.precision === value)?.precision ?? precision)}
    >
      <h4>{words.choose}</h4>
      {look.offers.map((offer) => (
        <Radio key={offer.precision} value={offer.precision} className="offer">
          <span className="offer-dot" aria-hidden />
          <span className="offer-words">
            <Offer offer={offer} room={room} noRoom={noRoom} />
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

interface OfferProps extends Pick<OffersProps, 'room'> {
  readonly offer: PrecisionOffer;
  readonly noRoom: string | undefined;
}

function Offer({ offer, room, noRoom }: OfferProps) {
  const strings = useWords();
  const { found: words, precisionHelp, precisions } = strings.models;
  const fit = fits(offer, room);
  return (
    <>
      <span className="offer-head">
        <span className="offer-name">{precisions[offer.precision]}</span>
        <span className={`offer-fit is-${fit}`}>
          {fit === 'fits' ? <Check size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
          {(fit === 'disk' ? noRoom : undefined) ?? fitInWords(strings, fit, room)}
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
