import { useState } from 'react';
import { useWords } from '../context.ts';
import { ToolOptions } from '../options/ToolOptions.tsx';
import { PromptBar } from '../prompt/PromptBar.tsx';
import { SeriesDialog } from '../prompt/SeriesDialog.tsx';
import { GuidesDialog } from '../view/GuidesDialog.tsx';
import { StatusLine } from '../view/StatusLine.tsx';
import { BackupsDialog } from './BackupsDialog.tsx';
import { CanvasHost } from './CanvasHost.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { EmptyPage } from './EmptyPage.tsx';
import { EngineStatusLine } from './EngineStatusLine.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { NewPageDialog } from './NewPageDialog.tsx';
import { Notices } from './Notices.tsx';
import { PageDialogs } from './PageDialogs.tsx';
import { PreferencesDialog } from './PreferencesDialog.tsx';
import { RegionDialogs } from './RegionDialogs.tsx';
import { SafetyBar } from './SafetyBar.tsx';
import { SidePanel } from './SidePanel.tsx';
import { ToolRail } from './ToolRail.tsx';
import { TopBar } from './TopBar.tsx';
import { Tour } from './Tour.tsx';
import { WorkLine } from './WorkLine.tsx';

/**
 * The layout of the window: the bar and the tool's options above, tools left, the picture in the middle with the prompt
 * over it, panels right.
 */
export function Window({ theme }: { readonly theme: 'light' | 'dark' }) {
  const strings = useWords();
  const [panelShown, setPanelShown] = useState(true);
  return (
    <div className={`window ${panelShown ? '' : 'is-wide'}`}>
      <TopBar theme={theme} panelShown={panelShown} onPanel={setPanelShown} />
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
        </div>
      </main>
      {panelShown && <SidePanel />}
      <StatusLine />
      <Tour />
      <CommandPalette />
      <KeysDialog />
      <BackupsDialog />
      <PreferencesDialog />
      <NewPageDialog />
      <RegionDialogs />
      <PageDialogs />
      <GuidesDialog />
      <ExportDialog />
      <SeriesDialog />
    </div>
  );
}
