import { HtmlValidate } from 'html-validate';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startService } from './service.js';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    'void-style': ['error', { style: 'omit' }],
    'long-title': 'off',
    'require-sri': ['error', { target: 'crossorigin' }],
    // The style sheet keeps telephone numbers in one piece.
    'tel-non-breaking': 'off',
    // A group of radio buttons stays a fieldset, which every browser knows, and says what it is.
    'prefer-native-element': ['error', { exclude: ['radiogroup'] }],
  },
});

let service;
before(async () => { service = await startService(); });
after(() => service?.stop());

async function faults(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line}: ${ruleId} ${message}`));
}

const post = async (fields) => (await fetch(`${service.url}/`, { method: 'POST', body: new URLSearchParams(fields) })).text();

for (const lang of ['nl', 'en']) {
  test(`the page is well formed (${lang})`, async () => {
    assert.deepEqual(await faults(await (await fetch(`${service.url}/?lang=${lang}`)).text()), []);
    const questions = lang === 'nl'
      ? ['Wat is instemmingsrecht?', 'Wat kan ik vragen?', 'privacy', 'ik zie geen reden meer om te leven', 'Wat eten we vanavond?']
      : ['What is the right of consent?', 'What can I ask?', 'privacy', "I can't keep myself safe tonight", 'What is for dinner?'];
    for (const q of questions)
      assert.deepEqual(await faults(await post({ q, page: lang, lang: 'auto', surface: 'dm', thread: '0a' })), [], q);
  });
}

test('every answer carries the strict headers', async () => {
  for (const path of ['/', '/assets/none', '/turn']) {
    const { headers } = await fetch(service.url + path);
    const policy = headers.get('content-security-policy');
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  }
});
