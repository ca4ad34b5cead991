import {
  ChevronUp,
  Download,
  ImagePlus,
  Layers,
  Maximize2,
  MessageSquareText,
  SplitSquareHorizontal,
  Star,
} from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { useGallery, useGalleryPage, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { useChosen, useStarAll, useTurnStack } from './page-tiles.ts';
import { usePages } from './pictures-shown.tsx';
import { chosenTiles, type PageTile, STACK_KEY } from './tiles.ts';

/** Says how many pictures are chosen, and what can be done with them. It keeps its height, so that nothing jumps. */
export function PageActions({ tiles }: { readonly tiles: readonly PageTile[] }) {
  const strings = useWords();
  const words = strings.galleryPage;
  const chosen = useChosen(tiles);
  const addAllToCanvas = useGallery((gallery) => gallery.addAllToCanvas);
  const show = useGalleryPage((gallery) => gallery.show);
  const view = useGalleryPage((gallery) => gallery.view);
  const compare = useGalleryPage((gallery) => gallery.compare);
  const askExport = useGalleryPage((gallery) => gallery.askExport);
  const starAll = useStarAll();
  const none = chosen.length === 0;
  const allStarred = !none && chosen.every(({ starred }) => starred);
  const put = () => {
    show(false);
    void addAllToCanvas(chosen);
  };
  return (
    <section className="gallery-actions" aria-label={words.actions}>
      <Count tiles={tiles} chosen={chosen.length} />
      <StackButton tiles={tiles} />
      <IconButton
        icon={Star}
        label={allStarred ? strings.gallery.unstar : strings.gallery.star}
        hint="."
        placement="top"
        isDisabled={none}
        onPress={() => void starAll(chosen)}
      />
      <IconButton
        icon={Maximize2}
        label={words.enlarge}
        hint={strings.galleryPage.comparison.space}
        placement="top"
        isDisabled={none}
        onPress={() => view(chosen[0]?.id ?? null)}
      />
      <IconButton
        icon={SplitSquareHorizontal}
        label={words.compare}
        placement="top"
        refusal={chosen.length === 2 ? undefined : words.compareTwo}
        onPress={() => chosen[0] !== undefined && chosen[1] !== undefined && compare([chosen[0].id, chosen[1].id])}
      />
      <Captions chosen={chosen} />
      <Button className="quiet-button" isDisabled={none} onPress={() => askExport(chosen)}>
        <Download size={16} aria-hidden />
        {words.export.open}
      </Button>
      <Button className="main-button" isDisabled={none} onPress={put}>
        <ImagePlus size={16} aria-hidden />
        {words.put({ count: Math.max(1, chosen.length) })}
      </Button>
    </section>
  );
}

/** What can be done with the captions of the chosen pictures. */
function Captions({ chosen }: { readonly chosen: readonly ListedGeneration[] }) {
  const { captions: words } = useWords();
  const { askCaption, review, askChange } = useGalleryPage((gallery) => gallery);
  const acts = { write: askCaption, review, change: askChange } as const;
  return (
    <MenuTrigger>
      <Button className="quiet-button" isDisabled={chosen.length === 0}>
        <MessageSquareText size={16} aria-hidden />
        {words.menu}
        <ChevronUp size={14} aria-hidden />
      </Button>
      <Popover className="popover" placement="top end" offset={4}>
        <Menu className="menu" aria-label={words.menu} onAction={(key) => acts[key as keyof typeof acts](chosen)}>
          <MenuItem id="write" className="menu-item">
            {words.open}
          </MenuItem>
          <MenuItem id="review" className="menu-item">
            {words.review.open}
          </MenuItem>
          <MenuItem id="change" className="menu-item">
            {words.change.open}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function Count({ tiles, chosen }: { readonly tiles: readonly PageTile[]; readonly chosen: number }) {
  const { galleryPage: words } = useWords();
  const { complete } = usePages();
  const count = tiles.reduce((sum, { pictures }) => sum + pictures.length, 0);
  const says = chosen > 0 ? words.chosen({ chosen, count }) : complete ? words.loaded : words.loadedSoFar;
  return (
    <p className="gallery-count" role="status">
      {typeof says === 'string' ? says : says({ count })}
    </p>
  );
}

/** Opens the stack that is chosen alone, or closes it. */
function StackButton({ tiles }: { readonly tiles: readonly PageTile[] }) {
  const { galleryPage: words } = useWords();
  const chosen = useGalleryPage((gallery) => gallery.chosen);
  const turn = useTurnStack(tiles);
  const [tile, ...others] = chosenTiles(tiles, chosen);
  const isOpen = tile?.isOpen === true;
  const isStack =
    tile !== undefined &&
    (isOpen ? others.every(({ cover }) => cover.runId === tile.cover.runId) : others.length === 0 && tile.ofRun > 1);
  return (
    <IconButton
      icon={Layers}
      label={isOpen ? words.closeStack : words.openStack}
      hint={STACK_KEY}
      placement="top"
      isDisabled={!isStack}
      onPress={() => tile !== undefined && turn(tile)}
    />
  );
}
