import { Eye, EyeOff, Search, Star, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { useGallery, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { GalleryFilters } from './GalleryFilters.tsx';

/**
 * Narrows the pictures: by words, to those with a star, to those that were not discarded, and by filters.
 * @param children what stands after them
 */
export function GallerySearchBar({ children }: { readonly children?: ReactNode }) {
  const { gallery: strings } = useWords();
  const { words, starred, dropped } = useGallery((gallery) => gallery.search);
  const seek = useGallery((gallery) => gallery.seek);
  return (
    <div className="gallery-search">
      <SearchField
        className="gallery-words"
        aria-label={strings.search}
        maxLength={200}
        value={words}
        onChange={(typed) => seek({ words: typed })}
      >
        <Search size={14} aria-hidden />
        <Input placeholder={strings.searchHint} />
        <Button className="icon-button is-small" aria-label={strings.clear}>
          <X size={14} aria-hidden />
        </Button>
      </SearchField>
      <IconButton
        icon={Star}
        size={16}
        label={strings.starredOnly}
        pressed={starred}
        placement="bottom"
        onPress={() => seek({ starred: !starred })}
      />
      <IconButton
        icon={dropped ? Eye : EyeOff}
        size={16}
        label={strings.withDropped}
        pressed={dropped}
        placement="bottom"
        onPress={() => seek({ dropped: !dropped })}
      />
      <GalleryFilters />
      {children}
    </div>
  );
}
