/**
 * The library's virtual list, for lists without sections. Its rows number themselves, and each of them searches all
 * items for sections whenever it is rendered (https://github.com/adobe/react-spectrum/pull/8790). With ten thousand
 * pictures, one click then searches the whole list twenty times. This wrapper tells the rows that the list is not
 * virtual, so that they use their own index.
 */
import { type ComponentProps, createContext, type ReactElement, type ReactNode, useContext, useMemo } from 'react';
import {
  CollectionRendererContext,
  DefaultCollectionRenderer,
  GridListItem,
  type GridListItemProps,
  type GridListItemRenderProps,
  Virtualizer,
  type VirtualizerProps,
} from 'react-aria-components';

/** Replaces `Virtualizer`. Its rows are `LongListItem` in place of `GridListItem`. */
export function LongList<Options>({ children, ...virtual }: VirtualizerProps<Options>) {
  return (
    <Virtualizer {...virtual}>
      <PlainRows>{children}</PlainRows>
    </Virtualizer>
  );
}

/** The library's renderer for the list (`own`), and the one that its rows see (`plain`). */
const Virtual = createContext({ own: DefaultCollectionRenderer, plain: DefaultCollectionRenderer });

function PlainRows({ children }: { readonly children: ReactNode }) {
  const own = useContext(CollectionRendererContext);
  const virtual = useMemo(() => ({ own, plain: { ...own, isVirtualized: false } }), [own]);
  const list = useMemo(() => ({ ...own, CollectionRoot: Rows }), [own]);
  return (
    <Virtual value={virtual}>
      <CollectionRendererContext value={list}>{children}</CollectionRendererContext>
    </Virtual>
  );
}

function Rows(props: ComponentProps<typeof DefaultCollectionRenderer.CollectionRoot>) {
  const { own, plain } = useContext(Virtual);
  return (
    <CollectionRendererContext value={plain}>
      <own.CollectionRoot {...props} />
    </CollectionRendererContext>
  );
}

export function LongListItem(props: GridListItemProps) {
  return <GridListItem {...props} render={numberedRow} />;
}

function numberedRow(row: ComponentProps<'div'>, { id, state }: GridListItemRenderProps): ReactElement {
  const item = id === undefined ? null : state.collection.getItem(id);
  const numbered = { ...row, 'aria-rowindex': item === null ? undefined : item.index + 1 };
  return <div {...numbered} />;
}
