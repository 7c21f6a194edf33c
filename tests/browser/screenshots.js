// node screenshots.js FOLDER: pictures of the playground to look at, in both languages and colour schemes, narrow and wide.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, say, startBrowser, startService } from './service.js';

const folder = process.argv[2];
if (!folder) {
  console.error('node screenshots.js FOLDER');
  process.exit(2);
}
const questions = {
  nl: ['Kan ik meedoen als bondgenoot?', 'Kan ik ergens terecht waar mijn baas niets van hoort?'],
  en: ['Can I join as an ally?', 'Can I talk to someone without my boss hearing about it?'],
};

mkdirSync(folder, { recursive: true });
const service = await startService();
const browser = await startBrowser();
for (const lang of ['nl', 'en'])
  for (const colorScheme of ['light', 'dark'])
    for (const width of [320, 1280]) {
      const { page, context } = await openPage(browser, service, { lang, colorScheme, width, reducedMotion: 'reduce' });
      const save = (name) => page.screenshot({ path: join(folder, `${name}-${lang}-${colorScheme}-${width}.png`), fullPage: true });
      await save('start');
      for (const question of questions[lang]) await (await say(page, question)).locator('.why > summary').click();
      await save('talk');
      await context.close();
    }
await browser.close();
await service.stop();
