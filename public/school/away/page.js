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

// Fetches the roster; one that is kept already is brought up to date and keeps its day. Says how that ended. Only what
// is kept of the answer waits its turn: a weak network must not hold up what is signed meanwhile. Of several answers
// that of the last question counts; where an act was settled since it was asked, here or by the worker, it is asked
// again: the answer may not know yet who was handed a gift.
let asked = 0;
async function take(isNew) {
  asked += 1;
  const mine = asked;
  try {
    const before = new Set((await all('answers')).map(({ key }) => key));
    const answer = await fetch(source, { redirect: 'manual' });
    if (answer.status >= 500) return 'offline';
    if (!answer.ok) return 'stranger';
    const told = await answer.json();
    const state = await inTurn(() => (mine === asked ? keep(told, isNew, before) : undefined));
    if (state !== 'older') return state;
    return mine === asked ? await take(isNew) : undefined;
  } catch {
    return 'offline';
  }
}

// The page comes with a roster that is new; where one is brought up to date it is there already, or nothing is.
async function keep(told, isNew, before) {
  if (told.school !== school) return 'stranger';
  if (!isNew && (await one('rosters', number)) === undefined) return undefined;
  given = told.given;
  if (told.lines.length === 0) {
    await forgetRoster(number);
    return 'empty';
  }
  if (isNew) await keepPage();
  return (await keepRoster(told, before)) ? 'kept' : 'older';
}

// `before`: the keys of the answers to acts that were there when the roster was asked for. Says whether it is kept.
async function keepRoster(told, before) {
  const old = await one('rosters', number);
  const key = await sealing(true);
  const lines = await Promise.all(told.lines.map((line) => seal(key, line)));
  const roster = { key: number, school: told.school, until: old?.until ?? Date.now() + LASTS, lines };
  const isLast = (keys) => keys.every((key) => before.has(key));
  const keys = await within(['answers', 'rosters'], 'readwrite', (answers, rosters) => {
    const known = answers.getAllKeys();
    known.onsuccess = () => {
      if (isLast(known.result)) rosters.put(roster);
    };
    return known;
  });
  return isLast(keys);
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
  if (!isLeft) return show(await take(true));
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

// The codes that are drawn as signed.
let asSigned = new Set();

// The same beside what its draft says of those who are drawn as signed: they were refused, and are not drawn again yet.
function typedBeside(draft) {
  const now = typed();
  const refused = (draft?.ticked ?? []).filter((code) => asSigned.has(code));
  const signers = Object.entries(draft?.signers ?? {}).filter(([name]) => refused.some((code) => name.endsWith(code)));
  return { ...now, ticked: [...refused, ...now.ticked], signers: { ...Object.fromEntries(signers), ...now.signers } };
}

// While this is above zero, what stands in the form is newer than its draft.
let unkept = 0;
async function keepDraft() {
  unkept += 1;
  try {
    await within(['drafts'], 'readwrite', (drafts) => {
      const old = drafts.get(number);
      old.onsuccess = () => drafts.put({ ...typedBeside(old.result), key: number });
    });
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
  fill('.what', `${line.item}${line.note ?? ''}`);
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

// The lines that stand on the page: where nothing has changed, nobody loses the box that has the focus.
let drawn;

// The children of the roster, by grade; who is signed for already cannot be ticked again.
async function fillLines(roster, key, waiting) {
  const lines = await Promise.all(roster.lines.map((line) => unseal(key, line)));
  const looks = JSON.stringify([lines, [...waiting]]);
  if (looks === drawn) return;
  const rows = [];
  let grade;
  for (const line of lines) {
    if (line.grade !== grade) rows.push(plainRow('group-line', line.grade));
    grade = line.grade;
    rows.push(waiting.has(line.code) ? plainRow('given', '', line.child, word('signed')) : row(line));
  }
  const kept = await one('drafts', number);
  const draft = unkept > 0 ? typedBeside(kept) : kept;
  part('lines').replaceChildren(...rows);
  asSigned = waiting;
  restore(draft);
  drawn = looks;
}

function clearLines() {
  part('lines').replaceChildren();
  asSigned = new Set();
  drawn = undefined;
}

// The keys of the answers that stood here before; none at first, when nothing is news.
let shown;

// An answer in the language of this page; one that was kept before there were two has its own alone.
function inWords({ words, ...answer }) {
  const own = words?.[document.documentElement.lang] ?? answer;
  return { ...answer, says: own.says, refused: answer.refused?.length > 0 ? own.refused : [] };
}

// What came of the acts that were sent; gives the answers that are new.
async function showAnswers() {
  const answers = (await all('answers')).filter((answer) => answer.roster === number).map(inWords);
  const says = [...new Set(answers.flatMap((answer) => answer.says))];
  const refused = [...new Set(answers.flatMap((answer) => answer.refused))];
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

// Shows how everything stands; `state` is how the last thing that was tried ended. Gives the answers that are new.
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
  else clearLines();
  const news = await showAnswers();
  form.hidden = roster === undefined || roster.lines.every(({ code }) => waiting.has(code));
  part('take').hidden = roster !== undefined;
  part('wipe').hidden = roster === undefined;
  part('sign-in').hidden = state !== 'stranger';
  part('says').textContent = sentence(state, roster, waiting.size);
  part('says').parentElement.hidden = part('says').textContent === '';
  point(news);
  return news;
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
    const old = drafts.get(number);
    old.onsuccess = () => drafts.put({ ...unsigned(typedBeside(old.result), draft.ticked), key: number });
  });
  await forgetRefused(draft.ticked);
  await show();
  const worker = await navigator.serviceWorker.getRegistration('/school/away/');
  // Not every browser can; the page then sends by itself while it is open.
  await worker?.sync?.register('send').catch(() => undefined);
  await deliver();
}

// What stays of a draft once these of it are signed.
function unsigned(draft, codes) {
  const ticked = draft.ticked.filter((code) => !codes.includes(code));
  const signers = Object.entries(draft.signers).filter(([name]) => ticked.some((code) => name.endsWith(code)));
  return { ...draft, ticked, signers: Object.fromEntries(signers) };
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
  if ((await all('acts')).length > 0) await tell(await sendAll());
}

// How the sending ended. Where the server answered, it can tell too what other phones did meanwhile.
async function tell(state) {
  const news = await show(state);
  if (news.length > 0) await renew();
}

// A network that has just come often fails the first request: so many milliseconds later it is asked again.
const AGAIN = [1_000, 4_000, 15_000];

// Whom another phone handed a gift to meanwhile leaves a roster that is kept; what is ticked and typed here stays.
async function renew(again = AGAIN) {
  if ((await one('rosters', number)) === undefined) return;
  const state = await take(false);
  await show(state);
  if (state === 'offline' && again.length > 0 && navigator.onLine) setTimeout(renew, again[0], again.slice(1));
}

async function returnToNetwork() {
  await show(await sendAll());
  await renew();
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
  const taken = isKept || isWanted ? await take(true) : sent;
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
    // An answer that is still on its way is not kept.
    asked += 1;
    await inTurn(wipe);
    await show('wiped');
  });
  window.addEventListener('online', returnToNetwork);
  document.addEventListener('visibilitychange', deliver);
  navigator.serviceWorker.addEventListener('message', ({ data }) => tell(data));
  setInterval(deliver, 60_000);
}

void begin();
