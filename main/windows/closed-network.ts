import { app, type Session, type WebContents } from 'electron';

/** A name that never resolves (RFC 2606). */
const NOWHERE = 'http://nowhere.invalid:1';
const FOREIGN = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`);

/**
 * Closes the network. Call it before the app is ready. Chromium resolves no name, and connections that need none
 * (numeric addresses, WebRTC over TCP) go to a proxy that does not exist.
 */
export function closeNetwork(): void {
  const { commandLine } = app;
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  commandLine.appendSwitch('proxy-server', NOWHERE);
  // Without it, addresses of this machine would bypass the proxy.
  commandLine.appendSwitch('proxy-bypass-list', '<-loopback>');
  for (const name of ['no-proxy-server', 'proxy-auto-detect', 'proxy-pac-url']) commandLine.removeSwitch(name);
}

/** Closes the network of a session. Call it before the session has a page. */
export function closeSession(session: Session): void {
  // Without it Chromium requests a dictionary from a host of Google's, even where no page checks spelling.
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest({ urls: FOREIGN }, (_details, answer) => answer({ cancel: true }));
  // Main saves files for the page and asks where (desktop/pictures.ts).
  session.on('will-download', (event) => event.preventDefault());
}

/** Stops WebRTC's UDP, which neither the content policy nor a proxy covers. */
export function closeContents(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
