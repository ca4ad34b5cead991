/**
 * The library's virtual list, for lists without sections. Its rows look for sections among all items whenever they are
 * rendered, to number themselves (https://github.com/adobe/react-spectrum/pull/8790). A click then goes through ten
 * thousand pictures twenty times. Rows are told here that nothing is virtual, and are numbered by their own place.
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

/** In place of `Virtualizer`, with `LongListItem` in place of `GridListItem`. */
export function LongList<Options>({ children, ...virtual }: VirtualizerProps<Options>) {
  return (
    <Virtualizer {...virtual}>
      <PlainRows>{children}</PlainRows>
    </Virtualizer>
  );
}

/** The library's own way to show a list, beside the one that rows are told of. */
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
