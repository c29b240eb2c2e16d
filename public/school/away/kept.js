// What a phone keeps for a hand-out without a network, and how it sends it: for the page and for its worker.
// Rule: a signed act stays until the server has answered it; of the roster nothing outlives 72 hours.
'use strict';

const LASTS = 72 * 60 * 60 * 1000;

function shelf() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('away', 1);
    opening.onupgradeneeded = () => {
      for (const store of ['rosters', 'drafts', 'acts', 'answers']) {
        opening.result.createObjectStore(store, { keyPath: 'key' });
      }
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

// One transaction over these stores; `work` gets them and gives the request whose result is wanted, if any.
async function within(stores, mode, work) {
  const db = await shelf();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction(stores, mode);
      const asked = work(...stores.map((store) => transaction.objectStore(store)));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

const all = (store) => within([store], 'readonly', (kept) => kept.getAll());
const one = (store, key) => within([store], 'readonly', (kept) => kept.get(key));
const put = (store, value) => within([store], 'readwrite', (kept) => kept.put(value));

function forgetRoster(key) {
  return within(['rosters', 'drafts'], 'readwrite', (rosters, drafts) => {
    rosters.delete(key);
    drafts.delete(key);
  });
}

async function forgetOld() {
  const now = Date.now();
  for (const roster of await all('rosters')) if (roster.until <= now) await forgetRoster(roster.key);
  const old = (await all('answers')).filter((answer) => answer.until <= now);
  await within(['answers'], 'readwrite', (answers) => old.forEach(({ key }) => void answers.delete(key)));
}

// Sends every act that waits and says how that ended: sent, offline, stranger (somebody else is signed in) or busy.
// The page and its worker never send at the same time; if they did, the act's key would still make it one.
function sendAll() {
  return navigator.locks.request('away', async () => {
    await forgetOld();
    for (const act of await all('acts')) {
      const state = await send(act);
      if (state !== 'sent') return state;
    }
    return 'sent';
  });
}

async function send(act) {
  try {
    const answer = await fetch(act.to, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(act.sheet),
      redirect: 'manual',
    });
    if (answer.type === 'opaqueredirect' || [401, 403, 404].includes(answer.status)) return 'stranger';
    if (answer.status !== 200 && answer.status !== 422) return 'busy';
    await settle(act, answer.status === 200, await answer.json());
    return 'sent';
  } catch {
    return 'offline';
  }
}

// All in one transaction: the act gives way to its answer, and its children leave the phone. What the server refused,
// all of it or single lines, becomes a draft again, beside what was ticked since; where the roster is gone meanwhile, its
// codes are told with the answer. `refused`: those of its sentences that say so.
// `words`: both in each language, by its tag.
function settle(act, isDone, { settled, says, refused = isDone ? [] : says, words = {} }) {
  return within(['acts', 'answers', 'rosters', 'drafts'], 'readwrite', (acts, answers, rosters, drafts) => {
    acts.delete(act.key);
    const asked = rosters.get(act.roster);
    asked.onsuccess = () => {
      const roster = asked.result;
      const codes = act.sheet.ticks.map(({ code }) => code);
      const kept = (said) => ({
        says: said.says.filter((text) => !said.refused.includes(text)),
        refused: isDone || roster ? said.refused : [...said.refused, ...codes],
      });
      answers.put({
        key: act.key,
        roster: act.roster,
        until: Date.now() + LASTS,
        ...kept({ says, refused }),
        words: Object.fromEntries(Object.entries(words).map(([lang, said]) => [lang, kept(said)])),
        left: codes.filter((code) => !settled.includes(code)),
      });
      if (roster === undefined) return;
      roster.lines = roster.lines.filter(({ code }) => !settled.includes(code));
      if (roster.lines.length === 0) {
        rosters.delete(act.roster);
        drafts.delete(act.roster);
        return;
      }
      rosters.put(roster);
      keepLeft(drafts, act, roster);
    };
  });
}

// What the server refused stays ticked, with who signed, beside what was ticked since.
function keepLeft(drafts, act, roster) {
  const left = act.draft.ticked.filter((ticked) => roster.lines.some(({ code }) => code === ticked));
  if (left.length === 0) return;
  const asked = drafts.get(act.roster);
  asked.onsuccess = () => {
    const draft = asked.result ?? act.draft;
    const ticked = [...new Set([...left, ...draft.ticked])];
    drafts.put({ ...draft, key: act.roster, ticked, signers: { ...act.draft.signers, ...draft.signers } });
  };
}
