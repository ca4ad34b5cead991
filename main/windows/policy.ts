/** The origin of the window's page, from which alone the window loads. */
export const PAGE_SCHEME = 'studio';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://app`;

/**
 * The Content-Security-Policy of the page, which allows the package's files and pictures in memory. The nonce is for
 * style elements that the component library adds. It finds the nonce in the page's head.
 */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Whether a message may be trusted to come from our page: its top frame, at our origin. */
export function isOurPage(frame: { readonly url: string; readonly parent: unknown } | null): boolean {
  if (!frame || frame.parent) return false;
  return frame.url === PAGE_ORIGIN || frame.url.startsWith(`${PAGE_ORIGIN}/`);
}
