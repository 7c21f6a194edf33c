// The page works without this: every press is an ordinary form. With it, a turn is fetched and put below the others
// instead of loading the page again.
'use strict';

const turns = document.getElementById('turns');
const ask = document.getElementById('ask');
const question = document.getElementById('question');
const status = document.getElementById('status');
const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Reads `text` out once, in the language it is written in. */
function announce(text, language) {
  const line = document.createElement('p');
  line.lang = language || document.documentElement.lang;
  line.textContent = text;
  status.replaceChildren(line);
}

/** What the person sees until the reply is there. */
function waitingTurn(said) {
  const turn = document.createElement('li');
  turn.className = 'turn waiting';
  const bubble = document.createElement('p');
  bubble.className = 'bubble';
  bubble.textContent = said;
  const me = document.createElement('div');
  me.className = 'me';
  me.append(bubble);
  const dots = document.createElement('p');
  dots.className = 'reply dots';
  dots.textContent = turns.dataset.busy;
  const exchange = document.createElement('div');
  exchange.className = 'exchange';
  if (said) exchange.append(me);
  exchange.append(dots);
  turn.append(exchange);
  return turn;
}

/** The form's fields, with the switches as they stand now. */
function fieldsOf(form, button) {
  const fields = new URLSearchParams(new FormData(form, button));
  const now = new FormData(ask);
  for (const name of ['surface', 'lang']) fields.set(name, now.get(name));
  return fields;
}

async function fetchTurn(fields) {
  const response = await fetch('/turn', { method: 'POST', body: fields, signal: AbortSignal.timeout(15000) });
  if (!response.ok) throw new Error(String(response.status));
  const holder = document.createElement('template');
  holder.innerHTML = await response.text();
  return holder.content.firstElementChild;
}

function show(turn, waiting) {
  const replaced = turn.dataset.replaces && document.getElementById(turn.dataset.replaces);
  const before = replaced && replaced.querySelector('.me');
  const own = turn.querySelector('.me');
  if (replaced) {
    if (before && own) own.replaceWith(before);
    waiting.remove();
    replaced.replaceWith(turn);
  } else {
    waiting.replaceWith(turn);
  }
  for (const copy of turn.querySelectorAll('[data-copy]')) copy.hidden = false;
  turn.scrollIntoView({ block: 'start', behavior: calm.matches ? 'auto' : 'smooth' });
}

/** Typing goes on in the box; who pressed something in the conversation goes on at the new reply. */
function goOn(turn, typed) {
  const reply = turn.querySelector('.reply');
  const plain = turn.querySelector('.view.text .plain');
  if (typed) {
    announce(plain.textContent, plain.lang);
    question.focus({ preventScroll: true });
  } else if (reply) {
    reply.focus({ preventScroll: true });
  }
}

function fail(waiting, typed) {
  const note = document.createElement('p');
  note.className = 'failed';
  note.setAttribute('role', 'alert');
  waiting.querySelector('.dots').replaceWith(note);
  note.textContent = turns.dataset.failed;
  if (typed) question.value = typed;
}

/** The signs fold away once there is a conversation; they stay at hand below it. */
function leaveStart() {
  if (!document.body.classList.replace('fresh', 'talking')) return;
  document.querySelector('.signs details').open = false;
  for (const part of document.querySelectorAll('.hello, .about')) part.remove();
}

async function take(form, button) {
  const fields = fieldsOf(form, button);
  const typed = form === ask && !(button && button.name) ? question.value : '';
  const waiting = waitingTurn(typed || (button ? button.querySelector('.question') || button : form).textContent.trim());
  leaveStart();
  turns.append(waiting);
  waiting.scrollIntoView({ block: 'nearest' });
  if (typed) question.value = '';
  try {
    const turn = await fetchTurn(fields);
    show(turn, waiting);
    goOn(turn, typed);
  } catch {
    fail(waiting, typed);
  }
}

document.addEventListener('submit', (event) => {
  if (!('turn' in event.target.dataset)) return;
  event.preventDefault();
  const typing = event.target === ask && !(event.submitter && event.submitter.name);
  if (typing && !question.value.trim()) return question.focus();
  take(event.target, event.submitter);
});

question.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  ask.requestSubmit(ask.querySelector('.send'));
});

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const text = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(text.textContent);
    announce(turns.dataset.copied);
    button.classList.add('done');
  } catch {
    // Without the right to the clipboard: mark it, so that the person can copy it with the keyboard.
    getSelection().selectAllChildren(text);
  }
});

document.getElementById('keys').hidden = false;
