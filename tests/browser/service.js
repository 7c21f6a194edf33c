// Starts the real service with the demonstration on a free port, and the machine's own Chromium beside it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const binary = process.env.BINARY_UNDER_TEST ?? join(root, 'build/dev/wegwijzer');

/** The port of the log line that says where it listens. */
async function listening(process) {
  for await (const line of createInterface({ input: process.stdout })) {
    if (!line.startsWith('{')) continue;
    const said = JSON.parse(line);
    if (said.event === 'http.listening') return said.port;
  }
  throw new Error('the service ended before it listened');
}

/** A service in a folder of its own: { url, folder, stop() }. */
export async function startService() {
  const folder = mkdtempSync(join(tmpdir(), 'wegwijzer-browser-'));
  const child = spawn(binary, ['serve', '--demo', '--listen', '127.0.0.1:0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      WEGWIJZER_STORAGE_URL: `sqlite:${join(folder, 'wegwijzer.db')}`,
      WEGWIJZER_STORAGE_KEYS_URL: `sqlite:${join(folder, 'keys.db')}`,
      WEGWIJZER_STORAGE_KEY_FILE: join(folder, 'master.key'),
      WEGWIJZER_KNOWLEDGE_DIRS: join(root, 'knowledge/content'),
    },
  });
  let complaint = '';
  child.on('error', (error) => { complaint += error.message; });
  child.stderr.on('data', (piece) => { complaint += piece; });
  const port = await listening(child).catch((error) => { throw new Error(`${error.message}\n${complaint}`); });
  child.stdout.resume();
  return {
    url: `http://127.0.0.1:${port}`,
    folder,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function startBrowser() {
  // A fresh profile each time; nothing of the browser's own goes over the network.
  return chromium.launch({
    executablePath: process.env.BROWSER_BINARY ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

/** Opens the playground; `complaints` gathers what the page, its policy and the network had to say. */
export async function openPage(browser, service, { lang = 'nl', width = 1280, height = 860, ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, locale: lang === 'nl' ? 'nl-NL' : 'en-GB', ...options,
  });
  context.setDefaultTimeout(15000);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => message.type() !== 'log' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => request.url().startsWith(service.url) || complaints.push(`asked ${request.url()}`));
  page.on('response', (response) => response.status() < 400 || complaints.push(`${response.status()} ${response.url()}`));
  await page.goto(`${service.url}/?lang=${lang}`);
  return { page, context, complaints };
}

export const turns = (page) => page.locator('.turn:not(.waiting)');
export const lastTurn = (page) => turns(page).last();

/** Does `act` and waits for the turn that comes of it. */
export async function turnAfter(page, act) {
  const before = await turns(page).count();
  await act();
  await turns(page).nth(before).locator('.reply, .failed').first().waitFor();
  return turns(page).nth(before);
}

export function say(page, words) {
  return turnAfter(page, async () => {
    await page.getByRole('textbox').first().fill(words);
    await page.keyboard.press('Enter');
  });
}
