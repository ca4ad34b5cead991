import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { contentPolicy, PAGE_SCHEME } from './policy.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Before the app is ready: makes `studio://app` an origin like a web site's. */
export function claimPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page's files, and nothing outside their folder, under the content policy. */
export function servePage(folder: string): void {
  protocol.handle(PAGE_SCHEME, async (request) => {
    const file = fileFor(folder, request.url);
    const type = file && types[extname(file)];
    if (request.method !== 'GET' || !file || !type) return notFound();
    try {
      return respond(await readFile(file), type);
    } catch {
      return notFound();
    }
  });
}

/** The file below `folder` that a URL names, or null. */
export function fileFor(folder: string, url: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== 'app') return null;
  try {
    const file = normalize(join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
    return file.startsWith(folder + sep) && !file.includes('\0') ? file : null;
  } catch {
    return null;
  }
}

function notFound(): Response {
  const headers = { 'content-security-policy': "default-src 'none'", 'x-content-type-options': 'nosniff' };
  return new Response('Not found', { status: 404, headers });
}

function respond(content: Buffer, type: string): Response {
  const nonce = randomBytes(16).toString('base64');
  const headers = {
    'content-type': type,
    'content-security-policy': contentPolicy(nonce),
    'x-content-type-options': 'nosniff',
  };
  if (!type.startsWith('text/html')) return new Response(new Uint8Array(content), { headers });
  const meta = `<head><meta property="csp-nonce" nonce="${nonce}" content="${nonce}">`;
  return new Response(content.toString('utf8').replace('<head>', meta), { headers });
}
