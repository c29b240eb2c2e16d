// The roster on a phone where there is no network: kept, ticked, signed, sent later. Needs kept.js.
// Rule: a child's name lies here only sealed; its key is a cookie that the browser itself throws away after 72 hours.
'use strict';

const away = document.getElementById('away');
const { number, school, roster: source, send: target } = away.dataset;
const part = (id) => document.getElementById(`away-${id}`);
const form = part('form');
const signed = ['handed_on', 'teacher', 'second_adult', 'signed_by'];
// What was handed out lately at this school, from whichever phone, as the server told it.
let given = [];

function word(name, values = {}) {
  const text = document.querySelector(`[data-word="${name}"]`).textContent;
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

// Today in China, as the server counts days.
function today() {
  return new Date(Date.now() + 8 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

function random(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

// The key of this phase's names; none once its cookie is gone, unless a new one is asked for.
async function sealing(isNew) {
  const name = `away-${number}`;
  let key = document.cookie.match(new RegExp(`(?:^|; )${name}=([0-9a-f]{64})`))?.[1];
  if (key === undefined && !isNew) return undefined;
  if (key === undefined) {
    key = random(32);
    document.cookie = `${name}=${key}; Path=/school/away; Max-Age=${LASTS / 1000}; Secure; SameSite=Strict`;
  }
  const bytes = Uint8Array.from(key.match(/../g), (pair) => parseInt(pair, 16));
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

async function seal(key, { child, ...line }) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(child);
  return { ...line, iv, child: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain) };
}

async function unseal(key, { iv, child, ...line }) {
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, child);
  return { ...line, child: new TextDecoder().decode(plain) };
}

// Fetches the roster; one that is kept already is brought up to date and keeps its day. Says how that ended.
async function take() {
  try {
    const answer = await fetch(source, { redirect: 'manual' });
    if (answer.status >= 500) return 'offline';
    if (!answer.ok) return 'stranger';
    const told = await answer.json();
    given = told.given;
    if (told.lines.length === 0) {
      await forgetRoster(number);
      return 'empty';
    }
    await keepPage();
    await keepRoster(told);
    return 'kept';
  } catch {
    return 'offline';
  }
}

async function keepRoster(told) {
  const old = await one('rosters', number);
  const key = await sealing(true);
  const lines = await Promise.all(told.lines.map((line) => seal(key, line)));
  await put('rosters', { key: number, school: told.school, until: old?.until ?? Date.now() + LASTS, lines });
}

// The page and all that it is made of; and the worker that opens it without a network.
async function keepPage() {
  const made = document.querySelectorAll('link[rel=stylesheet], link[rel=icon], link[rel=manifest], script[src]');
  const cache = await caches.open('away');
  await cache.addAll([location.pathname, '/icons.svg', ...[...made].map((one) => one.href ?? one.src)]);
  await atWork(await navigator.serviceWorker.register('/school/away/worker.js', { updateViaCache: 'none' }));
  await navigator.storage.persist?.();
}

// Only then the page opens without a network.
function atWork({ installing, waiting }) {
  const worker = installing ?? waiting;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker === null || worker.state === 'activated') resolve();
      else if (worker.state === 'redundant') reject(new Error('the worker could not be installed'));
    };
    worker?.addEventListener('statechange', look);
    look();
  });
}

// Everything but acts that still wait; without any, nothing of ours stays on the phone.
async function wipe() {
  await forgetRoster(number);
  document.cookie = `away-${number}=; Path=/school/away; Max-Age=0; Secure; SameSite=Strict`;
  if ((await all('acts')).length > 0 || (await all('rosters')).length > 0) return;
  await caches.delete('away');
  const worker = await navigator.serviceWorker.getRegistration('/school/away/');
  isLeft ||= (await worker?.unregister()) ?? false;
}

// A worker that was let go serves this document to its end: what is kept next needs a document without it. A page
// that is gone cannot be had without a network, so the network is asked for first.
let isLeft = false;
async function takeFromHere() {
  if (!isLeft) return show(await inTurn(take));
  const answer = await fetch(source, { redirect: 'manual' }).catch(() => undefined);
  if (answer === undefined || answer.status >= 500) return show('offline');
  sessionStorage.setItem('away', 'take');
  location.reload();
}

// What is ticked and typed, as it is kept until it is signed.
function typed() {
  const values = new FormData(form);
  const ticked = values.getAll('tick');
  const signers = Object.fromEntries([...values].filter(([name, value]) => name.startsWith('signed-') && value));
  return { ...Object.fromEntries(signed.map((name) => [name, values.get(name) ?? ''])), ticked, signers };
}

// While this is above zero, what stands in the form is newer than its draft.
let unkept = 0;
async function keepDraft() {
  unkept += 1;
  try {
    await put('drafts', { ...typed(), key: number });
  } finally {
    unkept -= 1;
  }
}

function restore(draft) {
  part('all').checked = false;
  form.elements.handed_on.value = draft?.handed_on || today();
  if (draft === undefined) return;
  for (const name of signed) if (draft[name]) form.elements[name].value = draft[name];
  for (const box of form.querySelectorAll('[name=tick]')) box.checked = draft.ticked.includes(box.value);
  for (const [name, value] of Object.entries(draft.signers)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
}

function row(line) {
  const made = part('line').content.cloneNode(true);
  const fill = (selector, text) => (made.querySelector(selector).textContent = text);
  fill('.who', line.child);
  fill('.what', line.item);
  fill('.code', line.grouped);
  made.querySelector('input').value = line.code;
  const signer = made.querySelector('select');
  signer.name = `signed-${line.code}`;
  signer.setAttribute('aria-label', word('signer', { child: line.child }));
  return made;
}

function plainRow(className, ...texts) {
  const made = document.createElement('li');
  made.className = className;
  for (const text of texts) made.append(Object.assign(document.createElement('span'), { textContent: text }));
  return made;
}

// The children of the roster, by grade; who is signed for already cannot be ticked again.
async function fillLines(roster, key, waiting) {
  const rows = [];
  let grade;
  for (const line of await Promise.all(roster.lines.map((line) => unseal(key, line)))) {
    if (line.grade !== grade) rows.push(plainRow('group-line', line.grade));
    grade = line.grade;
    rows.push(waiting.has(line.code) ? plainRow('given', '', line.child, word('signed')) : row(line));
  }
  const kept = await one('drafts', number);
  const draft = unkept > 0 ? typed() : kept;
  part('lines').replaceChildren(...rows);
  restore(draft);
}

// The keys of the answers that stood here before; none at first, when nothing is news.
let shown;

// What came of the acts that were sent; gives the answers that are new.
async function showAnswers() {
  const answers = (await all('answers')).filter((answer) => answer.roster === number);
  const says = [...new Set(answers.flatMap((answer) => answer.says))];
  const refused = [...new Set(answers.flatMap((answer) => answer.refused ?? []))];
  list('told', part('refused') ? says : [...says, ...refused]);
  list('refused', refused);
  list('given', given.filter((text) => !says.includes(text)));
  const news = answers.filter(({ key }) => shown && !shown.has(key));
  shown = new Set(answers.map(({ key }) => key));
  return news;
}

// The lists stand far above the button: to a refusal one is led, what was done is said beside the button too, each act
// in its first sentence.
function point(news) {
  if (news.length === 0) return;
  const says = news.flatMap((answer) => answer.says.slice(0, 1));
  sayBeside(says);
  if (news.some(({ refused }) => refused?.length > 0)) lead(part('refused') ?? part('told'));
  else if (form.hidden && says.length > 0) lead(part('told'));
}

function sayBeside(texts) {
  const line = part('sent');
  if (line) line.textContent = texts.join(' ');
}

function list(name, texts) {
  const section = part(name);
  // A page that was kept on the phone before this list was thought of has no place for it.
  if (!section) return;
  const items = texts.map((text) => Object.assign(document.createElement('li'), { textContent: text }));
  section.querySelector('ul').replaceChildren(...items);
  section.hidden = items.length === 0;
}

// A moment as the pages write it, in China's time.
function moment(time) {
  const lang = document.documentElement.lang;
  const how = { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Shanghai', hourCycle: 'h23' };
  return new Date(time).toLocaleString(lang === 'en' ? 'en-GB' : lang, how);
}

// Whatever keeps, wipes or shows goes one after the other: a page that still looks for a roster would otherwise wipe
// what is being kept meanwhile.
let turn = Promise.resolve();
function inTurn(work) {
  turn = turn.then(work, work);
  return turn;
}

// Shows how everything stands; `state` is how the last thing that was tried ended.
function show(state) {
  return inTurn(() => draw(state));
}

async function draw(state) {
  await forgetOld();
  let roster = await one('rosters', number);
  const key = roster && (await sealing(false));
  if (roster && (key === undefined || roster.school !== school)) roster = undefined;
  if (roster === undefined) await wipe();
  const acts = (await all('acts')).filter((act) => act.roster === number);
  const waiting = new Set(acts.flatMap((act) => act.sheet.ticks.map(({ code }) => code)));
  if (roster) await fillLines(roster, key, waiting);
  else part('lines').replaceChildren();
  const news = await showAnswers();
  form.hidden = roster === undefined || roster.lines.every(({ code }) => waiting.has(code));
  part('take').hidden = roster !== undefined;
  part('wipe').hidden = roster === undefined;
  part('sign-in').hidden = state !== 'stranger';
  part('says').textContent = sentence(state, roster, waiting.size);
  part('says').parentElement.hidden = part('says').textContent === '';
  point(news);
}

function sentence(state, roster, n) {
  if (['nobody', 'adults'].includes(state)) return word(state);
  if (n > 0) return word(state === 'stranger' || state === 'busy' ? state : 'waiting', { n });
  if (['wiped', 'empty'].includes(state)) return word(state);
  if (roster) return word('kept', { until: moment(roster.until) });
  return state === 'offline' ? word('no-network') : '';
}

// The sentence stands far above the button: one is led to it, and the fields that it is about are marked.
async function refuse(state, ...names) {
  await show(state);
  mark(names);
  lead(part('says').parentElement);
}

function lead(place) {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'center' });
}

// What is wrong stands out; nothing, once it is right.
function mark(names, isWrong = true) {
  part('says').parentElement.setAttribute('role', isWrong ? 'alert' : 'status');
  for (const name of names) {
    const field = form.elements[name];
    field.closest('.field')?.classList.toggle('bad', isWrong);
    if (isWrong) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }
}

async function sign(event) {
  event.preventDefault();
  mark(['teacher', 'second_adult'], false);
  sayBeside([]);
  const draft = typed();
  if (draft.ticked.length === 0) return refuse('nobody');
  if (draft.teacher.trim() === draft.second_adult.trim()) return refuse('adults', 'teacher', 'second_adult');
  const { handed_on, teacher, second_adult, signed_by } = draft;
  const ticks = draft.ticked.map((code) => ({ code, signed_by: draft.signers[`signed-${code}`] ?? signed_by }));
  const key = random(16);
  const sheet = { form: key, school, handed_on, teacher, second_adult, ticks };
  await within(['acts', 'drafts'], 'readwrite', (acts, drafts) => {
    acts.put({ key, roster: number, to: target, sheet, draft });
    drafts.put({ ...draft, key: number, ticked: [], signers: {} });
  });
  await forgetRefused(draft.ticked);
  await show();
  const worker = await navigator.serviceWorker.getRegistration('/school/away/');
  // Not every browser can; the page then sends by itself while it is open.
  await worker?.sync?.register('send').catch(() => undefined);
  await deliver();
}

// What was refused and is signed again is not told any longer; the rest of it is.
async function forgetRefused(codes) {
  const old = (await all('answers')).filter(({ left = [] }) => left.some((code) => codes.includes(code)));
  const rest = old.map((answer) => ({ ...answer, left: answer.left.filter((code) => !codes.includes(code)) }));
  await within(['answers'], 'readwrite', (answers) => {
    for (const answer of rest) answers.put(answer.left.length > 0 ? answer : { ...answer, refused: [] });
  });
}

async function deliver() {
  if ((await all('acts')).length > 0) await show(await sendAll());
}

async function begin() {
  part('plain').hidden = true;
  away.hidden = false;
  const needs = [navigator.serviceWorker, navigator.locks, window.crypto.subtle, window.indexedDB, window.caches];
  if (needs.includes(undefined)) {
    part('take').hidden = true;
    part('says').textContent = word('unable');
    return;
  }
  listen();
  const isWanted = sessionStorage.getItem('away') === 'take';
  sessionStorage.removeItem('away');
  await show();
  const sent = await sendAll();
  const isKept = (await one('rosters', number)) !== undefined;
  const taken = isKept || isWanted ? await inTurn(take) : sent;
  await show(sent === 'sent' ? taken : sent);
}

function listen() {
  for (const name of signed) for (const field of form.querySelectorAll(`[name=${name}]`)) field.required = true;
  form.elements.handed_on.max = today();
  form.addEventListener('submit', sign);
  part('all').addEventListener('input', ({ target: { checked } }) => {
    for (const box of form.querySelectorAll('[name=tick]')) box.checked = checked;
  });
  form.addEventListener('input', keepDraft);
  part('take').addEventListener('click', takeFromHere);
  part('wipe').addEventListener('click', async () => {
    await inTurn(wipe);
    await show('wiped');
  });
  window.addEventListener('online', deliver);
  document.addEventListener('visibilitychange', deliver);
  navigator.serviceWorker.addEventListener('message', ({ data }) => show(data));
  setInterval(deliver, 60_000);
}

void begin();
