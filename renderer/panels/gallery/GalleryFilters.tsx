import { ListFilter } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { type Filters, outcomes, pictureShapes, pictureSizeNames } from '../../../preload/contract/records.ts';
import { useGallery, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { OneOf } from '../controls/OneOf.tsx';
import { taskNameOf } from '../words.ts';
import { sinceOf, spans } from './spans.ts';

/** The value of a choice that narrows nothing. */
const ANY = 'any';

/** Narrows the pictures by what made them and what they are. */
export function GalleryFilters() {
  const words = useWords().galleryPage.filters;
  const filters = useGallery(({ search }) => search.filters);
  const readDrawnWith = useGallery((gallery) => gallery.readDrawnWith);
  const count = Object.keys(filters).length;
  return (
    <DialogTrigger onOpenChange={(open) => open && void readDrawnWith()}>
      <Button
        className={`icon-button ${count > 0 ? 'is-on' : ''}`}
        aria-label={count === 0 ? words.open : words.openChosen({ count })}
      >
        <ListFilter size={16} strokeWidth={1.75} aria-hidden />
      </Button>
      <Popover className="popover is-filters" placement="bottom end" offset={6}>
        <Dialog className="gallery-filters" aria-label={words.open}>
          <Asked filters={filters} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Asked({ filters }: { readonly filters: Filters }) {
  const strings = useWords();
  const words = strings.galleryPage.filters;
  const seek = useGallery((gallery) => gallery.seek);
  const drawnWith = useGallery((gallery) => gallery.drawnWith);
  const change = <Name extends keyof Filters>(name: Name, value: Filters[Name] | undefined) => {
    const { [name]: _, ...others } = filters;
    seek({ filters: value === undefined ? others : { ...others, [name]: value } });
  };
  const today = Date.now();
  return (
    <>
      <Named
        label={words.task}
        names={drawnWith?.tasks ?? []}
        chosen={filters.task}
        nameOf={(task) => taskNameOf(strings, task)}
        onChoose={(task) => change('task', task)}
      />
      <Named
        label={words.model}
        names={drawnWith?.models ?? []}
        chosen={filters.model}
        nameOf={(model) => model}
        onChoose={(model) => change('model', model)}
      />
      <Choice
        label={words.shape}
        values={[ANY, ...pictureShapes]}
        chosen={filters.shape ?? ANY}
        nameOf={(shape) => words.shapes[shape]}
        onChoose={(shape) => change('shape', shape === ANY ? undefined : shape)}
      />
      <Choice
        label={words.size}
        values={[ANY, ...pictureSizeNames]}
        chosen={filters.size ?? ANY}
        nameOf={(size) => words.sizes[size]}
        onChoose={(size) => change('size', size === ANY ? undefined : size)}
      />
      <Choice
        label={words.since}
        values={[ANY, ...spans]}
        chosen={
          filters.since === undefined ? ANY : (spans.find((span) => sinceOf(span, today) === filters.since) ?? null)
        }
        nameOf={(span) => words.spans[span]}
        onChoose={(span) => change('since', span === ANY ? undefined : sinceOf(span, today))}
      />
      <Choice
        label={words.region}
        values={[ANY, 'with', 'without'] as const}
        chosen={filters.region === undefined ? ANY : filters.region ? 'with' : 'without'}
        nameOf={(region) => words.regions[region]}
        onChoose={(region) => change('region', region === ANY ? undefined : region === 'with')}
      />
      <Choice
        label={words.caption}
        values={[ANY, 'with', 'without'] as const}
        chosen={filters.captioned === undefined ? ANY : filters.captioned ? 'with' : 'without'}
        nameOf={(caption) => words.captions[caption]}
        onChoose={(caption) => change('captioned', caption === ANY ? undefined : caption === 'with')}
      />
      <Choice
        label={words.outcome}
        values={[ANY, ...outcomes]}
        chosen={filters.outcome ?? ANY}
        nameOf={(outcome) => words.outcomes[outcome]}
        onChoose={(outcome) => change('outcome', outcome === ANY ? undefined : outcome)}
      />
      <Button
        className="quiet-button"
        isDisabled={Object.keys(filters).length === 0}
        onPress={() => seek({ filters: {} })}
      >
        {words.none}
      </Button>
    </>
  );
}

interface NamedProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly chosen: string | undefined;
  readonly nameOf: (name: string) => string;
  readonly onChoose: (name: string | undefined) => void;
}

/** A choice among names that the project's records give. The chosen one is there before these are read. */
function Named({ label, names, chosen, nameOf, onChoose }: NamedProps) {
  const { any } = useWords().galleryPage.filters;
  const others = chosen === undefined || names.includes(chosen) ? names : [chosen, ...names];
  const items = [{ id: ANY, name: any }, ...others.map((name) => ({ id: `=${name}`, name: nameOf(name) }))];
  return (
    <OneOf
      label={label}
      values={items.map(({ id }) => id)}
      chosen={chosen === undefined ? ANY : `=${chosen}`}
      nameOf={(id) => items.find((item) => item.id === id)?.name ?? id}
      onChoose={(id) => onChoose(id === ANY ? undefined : id.slice(1))}
    />
  );
}
