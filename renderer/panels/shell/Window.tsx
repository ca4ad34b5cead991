import type { CSSProperties } from 'react';
import { type DockSide, dockSides } from '../../../preload/contract/panel-layout.ts';
import { usePanels, useWords } from '../context.ts';
import { Notices } from '../controls/Notices.tsx';
import { GalleryPage } from '../gallery/GalleryPage.tsx';
import { HistoryPage } from '../history/HistoryPage.tsx';
import { ReplayDialog } from '../history/ReplayDialog.tsx';
import { ModelsDialog } from '../models/ModelsDialog.tsx';
import { ToolOptions } from '../options/ToolOptions.tsx';
import { PromptBar } from '../prompt/PromptBar.tsx';
import { SeriesDialog } from '../prompt/SeriesDialog.tsx';
import { ProjectsDialog } from '../shelf/ProjectsDialog.tsx';
import { ShelfLine } from '../shelf/ShelfLine.tsx';
import { GuidesDialog } from '../view/GuidesDialog.tsx';
import { StatusLine } from '../view/StatusLine.tsx';
import { BackupsDialog } from './BackupsDialog.tsx';
import { useBehindPage } from './behind-page.ts';
import { CanvasHost } from './CanvasHost.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { EmptyPage } from './EmptyPage.tsx';
import { EngineStatusLine } from './EngineStatusLine.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { NewPageDialog } from './NewPageDialog.tsx';
import { PageDialogs } from './PageDialogs.tsx';
import { PreferencesDialog } from './PreferencesDialog.tsx';
import { RegionDialogs } from './RegionDialogs.tsx';
import { SafetyBar } from './SafetyBar.tsx';
import { SidePanel } from './SidePanel.tsx';
import { ToolRail } from './ToolRail.tsx';
import { TopBar } from './TopBar.tsx';
import { Tour } from './Tour.tsx';
import { VersionsDialog } from './VersionsDialog.tsx';
import { WorkLine } from './WorkLine.tsx';

/**
 * The layout of the window: the bar and the tool's options above, tools left, the picture in the middle with the prompt
 * over it, panels on the sides. The page of the gallery lies over all of it.
 */
export function Window({ theme }: { readonly theme: 'light' | 'dark' }) {
  const strings = useWords();
  const { hidden, panels, widths } = usePanels(({ layout }) => layout);
  const isShown = (side: DockSide) => !hidden && panels[side].length > 0;
  const sides = dockSides.filter(isShown);
  const behindPage = useBehindPage();
  return (
    <>
      <div className="window" style={sideWidths(widths, sides)} {...behindPage}>
        <TopBar theme={theme} />
        <ToolOptions />
        <nav className="rail" data-keys="canvas" aria-label={strings.tools.landmark}>
          <ToolRail />
        </nav>
        <main className="stage">
          <CanvasHost />
          <div className="dock">
            <EmptyPage />
            <EngineStatusLine />
            <PromptBar />
          </div>
          <div className="over-page">
            <SafetyBar />
            <Notices />
            <WorkLine />
            <ShelfLine />
          </div>
        </main>
        {sides.map((side) => (
          <SidePanel key={side} side={side} />
        ))}
        <DropSide />
        <StatusLine />
        <Tour />
      </div>
      <GalleryPage />
      <HistoryPage />
      <ReplayDialog />
      <CommandPalette />
      <KeysDialog />
      <BackupsDialog />
      <VersionsDialog />
      <ProjectsDialog />
      <ModelsDialog />
      <PreferencesDialog />
      <NewPageDialog />
      <RegionDialogs />
      <PageDialogs />
      <GuidesDialog />
      <ExportDialog />
      <SeriesDialog />
    </>
  );
}

/** The widths of the sides. The picture in the middle keeps at least its share of the window. */
function sideWidths(widths: Readonly<Record<DockSide, number | null>>, sides: readonly DockSide[]): CSSProperties {
  const room = `calc((100vw - var(--rail) - var(--least-stage)) / ${Math.max(1, sides.length)})`;
  const widthOf = (side: DockSide) => {
    if (!sides.includes(side)) return '0px';
    const width = widths[side];
    return `min(${width === null ? 'var(--panel)' : `${width}px`}, ${room})`;
  };
  return { '--left-side': widthOf('left'), '--right-side': widthOf('right') } as CSSProperties;
}

/** Where a dragged tab would open a side that has no panels. */
function DropSide() {
  const to = usePanels(({ dragged }) => dragged?.to ?? null);
  const isFree = usePanels(({ layout }) => to !== null && layout.panels[to.side].length === 0);
  return isFree && to !== null ? <div className={`drop-side is-${to.side}`} aria-hidden /> : null;
}
