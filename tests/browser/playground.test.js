import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { lastTurn, openPage, say, startBrowser, startService, turnAfter, turns } from './service.js';

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

/** Runs `body` on a fresh page and then looks whether anything complained. */
function onPage(options, body) {
  return async () => {
    const { page, context, complaints } = await openPage(browser, service, options);
    await body(page, context);
    assert.deepEqual(complaints, []);
    await context.close();
  };
}

const safeQuestion = 'Kan ik ergens terecht waar mijn baas niets van hoort?';

test('a typed question is answered with its source, beside it why', onPage({}, async (page) => {
  const turn = await say(page, 'Wat is instemmingsrecht?');
  assert.equal(await turn.locator('.bubble').innerText(), 'Wat is instemmingsrecht?');
  assert.match(await turn.locator('.view.chat').innerText(), /instemm/i);
  assert.ok(await turn.locator('.sources li').count() > 0);
  await turn.getByText('Waarom dit antwoord?').click();
  assert.match(await turn.locator('.why').innerText(), /or\.right\.consent/);
  assert.match(await turn.locator('.why').innerText(), /Antwoord gevonden/);
}));

for (const lang of ['nl', 'en']) {
  test(`each of the six signs leads to an answer (${lang})`, onPage({ lang }, async (page) => {
    const signs = page.locator('.boards button');
    assert.equal(await signs.count(), 6);
    for (let i = 0; i < 6; i++) {
      if (!await signs.nth(i).isVisible()) await page.locator('.signs summary').click();
      const turn = await turnAfter(page, () => signs.nth(i).click());
      await turn.locator('.why > summary').click();
      const why = await turn.locator('.why').innerText();
      const safe = await signs.nth(i).locator('xpath=..').getAttribute('class') === 'safe';
      const expected = safe ? /Vertrouwelijk gesprek|Confidential talk/ : /Antwoord gevonden|Answer found/;
      assert.match(why, expected, await turn.locator('.bubble').innerText());
      assert.equal(await turn.locator('.view.chat').getAttribute('lang'), lang);
    }
  }));
}

test('a follow-up button asks what it says', onPage({}, async (page) => {
  const first = await say(page, 'Wat is instemmingsrecht?');
  const button = first.locator('.buttons button').first();
  const label = await button.innerText();
  const next = await turnAfter(page, () => button.click());
  assert.equal(await next.locator('.bubble').innerText(), label);
  assert.notEqual(await next.locator('.view.chat').innerText(), await first.locator('.view.chat').innerText());
}));

test('the foot of the page says what can be asked, what is kept, and who there is to talk to', onPage({}, async (page) => {
  const said = {};
  for (const name of ['Wat kan ik vragen?', 'Wat wordt bewaard?', 'Praat met een mens']) {
    const turn = await turnAfter(page, () => page.getByRole('button', { name }).click());
    said[name] = await turn.locator('.view.chat').innerText();
  }
  assert.match(said['Wat kan ik vragen?'], /netwerken/);
  assert.match(said['Wat wordt bewaard?'], /bewaar/);
  assert.match(said['Praat met een mens'], /vertrouwe/);
}));

test('telling that an answer is wrong opens a form in place, and sending it is answered', onPage({}, async (page) => {
  const answer = await say(page, 'Wat is instemmingsrecht?');
  const form = await turnAfter(page, () => answer.getByRole('button', { name: 'Klopt dit niet?' }).click());
  await form.getByRole('textbox').fill('Er ontbreekt iets.');
  const thanks = await turnAfter(page, () => form.getByRole('button', { name: 'Verstuur' }).click());
  assert.match(await thanks.locator('.view.chat').innerText(), /Dank je/);
}));

test('the same reply can be seen as Slack gets it and as plain text, and copied', async () => {
  const { page, context } = await openPage(browser, service, { permissions: ['clipboard-read', 'clipboard-write'] });
  const turn = await say(page, 'Wat is instemmingsrecht?');
  const words = await turn.locator('.view.chat p').first().innerText();
  await turn.getByRole('radio', { name: 'Slack' }).check();
  assert.ok(!await turn.locator('.view.chat').isVisible());
  await turn.locator('.view.slack .copy').first().click();
  await turn.locator('.view.slack .copy.done').waitFor();
  const call = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.ok(call.blocks.length > 0);
  assert.ok(call.text.length > 0);
  await turn.getByRole('radio', { name: 'Tekst' }).check();
  assert.ok((await turn.locator('.plain').innerText()).includes(words.slice(0, 20)));
  await context.close();
});

test('in a channel a question about safety is answered to the asker alone', onPage({}, async (page) => {
  await page.getByRole('radio', { name: 'Kanaal' }).check();
  const turn = await say(page, safeQuestion);
  const text = await turn.innerText();
  assert.match(text, /Alleen jij ziet dit/);
  assert.match(text, /In het kanaal verschijnt niets/);
}));

test('who asks for English gets English', onPage({}, async (page) => {
  await page.getByRole('radio', { name: 'English' }).check();
  const turn = await say(page, 'Wat is instemmingsrecht?');
  assert.equal(await turn.locator('.view.chat').getAttribute('lang'), 'en');
}));

test('help for now comes first', onPage({}, async (page) => {
  const turn = await say(page, 'ik zie geen reden meer om te leven');
  assert.match(await turn.locator('.view.chat').innerText(), /^[^\n]*113/);
}));

test('beginning again empties everything', onPage({}, async (page) => {
  const thread = () => page.locator('#ask [name=thread]').inputValue();
  const first = await thread();
  await say(page, 'Wat is instemmingsrecht?');
  await page.getByRole('link', { name: 'Begin opnieuw' }).click();
  await page.locator('.hello').waitFor();
  assert.equal(await turns(page).count(), 0);
  assert.equal(await page.locator('#question').inputValue(), '');
  assert.notEqual(await thread(), first);
}));

test('everything can be done without script', onPage({ javaScriptEnabled: false }, async (page) => {
  await page.locator('#question').fill('Wat is instemmingsrecht?');
  await page.getByRole('button', { name: 'Vraag het' }).click();
  assert.match(await lastTurn(page).locator('.view.chat').innerText(), /instemm/i);
  await lastTurn(page).locator('.buttons button').first().click();
  await lastTurn(page).locator('.view.chat').waitFor();
  await page.locator('.signs summary').click();
  await page.locator('.boards .safe button').click();
  assert.match(await lastTurn(page).innerText(), /Alleen jij ziet dit/);
  await lastTurn(page).getByRole('radio', { name: 'Slack' }).check();
  assert.match(await lastTurn(page).locator('.view.slack').innerText(), /"blocks"/);
  await lastTurn(page).locator('.why > summary').click();
  assert.ok(await lastTurn(page).locator('.reasons').isVisible());
}));

test('everything can be done with the keyboard alone', onPage({}, async (page) => {
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className
    || document.activeElement.textContent.trim());
  const tabTo = async (selector, key = 'Tab') => {
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press(key);
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    }
    assert.fail(`no way to ${selector}; stuck at ${await focused()}`);
  };
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await focused(), 'question');
  const first = await turnAfter(page, async () => {
    await page.keyboard.type('Wat is instemmingsrecht?');
    await page.keyboard.press('Enter');
  });
  assert.equal(await focused(), 'question');
  await tabTo('.why > summary', 'Shift+Tab');
  await page.keyboard.press('Enter');
  assert.ok(await first.locator('.reasons').isVisible());
  await tabTo('.reply .buttons button', 'Shift+Tab');
  await turnAfter(page, () => page.keyboard.press('Enter'));
  assert.match(await focused(), /^reply/);
  await tabTo('.turn:last-child .views input');
  await page.keyboard.press('ArrowRight');
  assert.ok(await lastTurn(page).locator('.view.slack').isVisible());
  await tabTo('.switch input');
  await page.keyboard.press('ArrowRight');
  await tabTo('.signs summary');
  await page.keyboard.press('Enter');
  await tabTo('.boards .safe button');
  await turnAfter(page, () => page.keyboard.press('Enter'));
  assert.match(await lastTurn(page).innerText(), /In het kanaal verschijnt niets/);
}));

test('what has focus is not hidden behind the question box', onPage({ height: 720 }, async (page) => {
  await say(page, 'Wat is instemmingsrecht?');
  await say(page, 'Wat is adviesrecht?');
  await page.locator('h1').click();
  await page.keyboard.press('Home');
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    const hidden = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body || element.closest('#ask')) return false;
      const box = element.getBoundingClientRect();
      const over = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 20) / 2);
      return over !== null && over.closest('#ask') !== null;
    });
    assert.equal(hidden, false);
  }
}));

test('Shift and Enter make a new line, and what is typed stands there as typed', onPage({}, async (page) => {
  const turn = await turnAfter(page, async () => {
    await page.locator('#question').focus();
    await page.keyboard.type('Wat is <b>"een"</b>');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('OR & WOR?');
    await page.keyboard.press('Enter');
  });
  assert.equal(await turn.locator('.bubble').innerText(), 'Wat is <b>"een"</b>\nOR & WOR?');
}));

test('a reply is read out once, in its own language', onPage({ lang: 'nl' }, async (page) => {
  const turn = await say(page, 'What is the right of consent?');
  const status = page.locator('#status');
  assert.equal(await status.getAttribute('role'), 'status');
  assert.equal((await status.innerText()).replace(/\s+/g, ' ').trim(),
    (await turn.locator('.plain').evaluate((e) => e.textContent)).replace(/\s+/g, ' ').trim());
  assert.equal(await status.locator('p').getAttribute('lang'), 'en');
}));

test('two tabs are two conversations', async () => {
  const one = await openPage(browser, service);
  const two = await openPage(browser, service);
  const thread = ({ page }) => page.locator('#ask [name=thread]').inputValue();
  assert.notEqual(await thread(one), await thread(two));
  await one.context.close();
  await two.context.close();
});

test('an unreachable service is said, and the question is not lost', async () => {
  const { page, context } = await openPage(browser, service);
  await page.route('**/turn', (route) => route.abort());
  const turn = page.locator('.turn');
  await page.locator('#question').fill('Wat is instemmingsrecht?');
  await page.keyboard.press('Enter');
  await turn.locator('[role=alert]').waitFor();
  assert.equal(await page.locator('#question').inputValue(), 'Wat is instemmingsrecht?');
  await page.unroute('**/turn');
  await say(page, 'Wat is instemmingsrecht?');
  assert.equal(await turns(page).last().locator('.reply').count(), 1);
  await context.close();
});

for (const width of [320, 640, 1280]) {
  test(`nothing scrolls sideways at ${width} px, also with letters twice as large`, onPage({ width }, async (page) => {
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(await sideways(), 0);
    const turn = await say(page, 'Wat is instemmingsrecht?');
    await turn.locator('.why > summary').click();
    await turn.getByRole('radio', { name: 'Slack' }).check();
    assert.equal(await sideways(), 0);
    if (width === 320) return;
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    assert.equal(await sideways(), 0);
  }));
}

test('nothing stays in the browser, and another site is refused', async () => {
  const { page, context, complaints } = await openPage(browser, service);
  await say(page, 'Wat is instemmingsrecht?');
  assert.equal(page.url(), `${service.url}/?lang=nl`);
  assert.deepEqual(await context.cookies(), []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.deepEqual(complaints, []);
  for (const path of ['/', '/turn']) {
    const response = await fetch(service.url + path, {
      method: 'POST', body: new URLSearchParams({ q: 'hoi' }), headers: { 'Sec-Fetch-Site': 'cross-site' },
    });
    assert.equal(response.status, 403);
  }
  await context.close();
});

test('what is typed does not reach the disk', async () => {
  const { page, context } = await openPage(browser, service);
  const canary = 'kanariepiet zwaluwstaart vlindervaas';
  await say(page, canary);
  await say(page, `${safeQuestion} ${canary}`);
  for (const file of readdirSync(service.folder)) {
    const bytes = readFileSync(join(service.folder, file));
    assert.ok(!bytes.includes('kanariepiet') && !bytes.includes('vlindervaas'), file);
  }
  await context.close();
});
