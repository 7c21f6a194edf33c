import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, say, startBrowser, startService } from './service.js';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice'];

let service;
let browser;
before(async () => {
  service = await startService();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

/** Every finding of axe, short enough to read. */
async function findings(page, state) {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(({ id, nodes }) => `${state}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(' | ')}`);
}

// An answer, a question without one, help, what is kept, a safe conversation, help for now.
const words = {
  nl: ['Wat is instemmingsrecht?', 'Wat eten we vanavond?', 'Wat kan ik vragen?', 'privacy',
    'Kan ik ergens terecht waar mijn baas niets van hoort?', 'ik zie geen reden meer om te leven'],
  en: ['What is the right of consent?', 'What is for dinner?', 'What can I ask?', 'privacy',
    'Can I talk to someone without my boss hearing about it?', "I can't keep myself safe tonight"],
};

for (const lang of ['nl', 'en']) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [320, 1280]) {
      test(`axe finds nothing (${lang}, ${colorScheme}, ${width} px)`, async () => {
        const { page, context } = await openPage(browser, service, { lang, colorScheme, width });
        const found = await findings(page, 'start');
        await page.locator('input[name=surface][value=channel]').check();
        for (const question of words[lang]) await (await say(page, question)).locator('.why > summary').click();
        await page.locator('.signs summary').click();
        found.push(...await findings(page, 'talk'));
        await page.locator('.turn:first-child input[value=slack]').check();
        await page.locator('.turn:last-child input[value=text]').check();
        found.push(...await findings(page, 'views'));
        assert.deepEqual(found, []);
        await context.close();
      });
    }
  }
}

test('axe finds nothing on the page without script', async () => {
  // axe itself needs script: the page is fetched as it is sent to a browser that has none.
  const { page, context } = await openPage(browser, service);
  await page.route('**/*.js', (route) => route.abort());
  await page.goto(`${service.url}/`);
  const found = await findings(page, 'start');
  await page.locator('.boards .or button').click();
  await page.locator('.reply').waitFor();
  found.push(...await findings(page, 'answer'));
  assert.deepEqual(found, []);
  await context.close();
});

test('controls keep an edge when the system chooses the colours', async () => {
  const { page, context } = await openPage(browser, service, { forcedColors: 'active' });
  const border = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).borderTopWidth);
  assert.notEqual(await border('.boards button'), '0px');
  assert.notEqual(await border('.ask'), '0px');
  await say(page, words.nl[0]);
  assert.notEqual(await border('.me .bubble'), '0px');
  assert.notEqual(await border('.reply'), '0px');
  await context.close();
});

test('nothing moves for who asks for less motion', async () => {
  const { page, context } = await openPage(browser, service, { reducedMotion: 'reduce' });
  const moving = await page.evaluate(() => document.getAnimations().length);
  assert.equal(moving, 0);
  const transition = await page.locator('.boards button').first().evaluate((e) => getComputedStyle(e).transitionProperty);
  assert.ok(['none', 'all'].includes(transition));
  await context.close();
});

test('every control is large enough to hit', async () => {
  const { page, context } = await openPage(browser, service, { width: 320 });
  await say(page, words.nl[0]);
  const small = await page.evaluate(() => [...document.querySelectorAll('button, a, summary, input:not([type=hidden]), textarea')]
    .filter((element) => element.checkVisibility() && !element.closest('.skip, li, p'))
    .map((element) => ({ what: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width < 24 || box.height < 24)
    .map(({ what, box }) => `${what} ${box.width}×${box.height}`));
  assert.deepEqual(small, []);
  await context.close();
});
