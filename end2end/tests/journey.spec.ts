// The whole way: a school writes a wish, the office publishes it, a visitor claims it by the link out of the real mail,
// the school receives and hands out, and the donor reads the letter.
import type { Locator, Page } from '@playwright/test';
import { enterAs, expect, linkIn, test } from '../support';

const CHILD = '诸葛小样';
const ITEM = '折叠放大镜';

test('from a wish on paper to the letter that it was handed out', async ({ someone, nuanxin }) => {
  const [teacher, officer, donor] = [await someone(), await someone(), await someone()];
  const email = 'passer-by@example.org';

  await enterAs(teacher, '王老师');
  const code = await writeWish(teacher);
  await donor.goto(`/wishes/${code}`);
  await expect(donor.locator('h1')).toHaveText('没有找到这一页');

  await enterAs(officer, '李干事');
  await approve(officer);

  await donor.goto(`/wishes?q=${encodeURIComponent('放大镜')}`);
  await donor.getByRole('link', { name: ITEM }).click();
  await expect(donor).toHaveURL(`/wishes/${code}`);
  await expect(donor.locator('body')).not.toContainText(CHILD);
  await donor.getByRole('link', { name: '认领' }).first().click();
  await donor.locator('#email').fill(email);
  await donor.locator('#name').fill('路过的人');
  await donor.locator('#rules').check();
  await donor.getByRole('button', { name: '认领这个心愿' }).click();
  await expect(donor.locator('h1')).toHaveText('还差一步：点开信里的链接');

  const link = linkIn(await nuanxin.letter(email, 'hold_received'), '/hold');
  for (const look of ['once', 'again, as a mail scanner does']) {
    await donor.goto(link);
    await expect(donor.locator('h1'), look).toHaveText('确认认领');
    await expect(donor.locator('header.top .menu')).toHaveCount(0);
  }
  await donor.getByRole('button', { name: '确认认领' }).click();
  await expect(donor).toHaveURL(`/gifts/${code}`);
  const confirmed = await nuanxin.letter(email, 'claim_confirmed');
  expect(confirmed.attachments.map((file) => file.contentType)).toEqual(['application/pdf']);

  await unfold(donor, '我已寄出');
  await donor.locator('input[name=how][value=parcel]').check();
  await donor.locator('#tracking_no').fill('SAMPLE 2026 1123');
  await donor.getByRole('button', { name: '我已寄出' }).click();
  await expect(donor.locator('ol.way')).toContainText('SAMPLE 2026 1123');

  await receive(teacher, code);
  await nuanxin.letter(email, 'received');
  await handOut(teacher, code);

  const letter = await nuanxin.letter(email, 'handed_out');
  expect(letter.subject).toContain(ITEM);
  for (const part of [letter.subject, letter.text, letter.html || '']) expect(part).not.toContain('诸葛');
  await readAsMail(donor, letter.html || '');

  const stranger = await someone();
  await stranger.goto(`/v/${code}`);
  await expect(stranger.locator('ol.way li.todo')).toHaveCount(0);
  await expect(stranger.locator('ol.way li.ok').first()).toBeVisible();
  await expect(stranger.locator('h1')).toHaveText(ITEM);
  await expect(stranger.locator('body')).not.toContainText('诸葛');
});

async function writeWish(teacher: Page): Promise<string> {
  await teacher.goto('/school');
  await teacher.getByRole('link', { name: '写一个心愿' }).first().click();
  const phase = teacher.locator('select[name=phase] option', { hasText: '第 5 期' });
  await teacher.locator('select[name=phase]').selectOption(await phase.getAttribute('value'));
  await fill(teacher, {
    category: 'learning_device',
    item: ITEM,
    specification: '带灯，三倍',
    grade: '4',
    price: '35',
    child_name: CHILD,
    birth_date: '2016-05-04',
    guardian: '诸葛样（样例）',
    household: '样例户 9001',
    consent_goods: 'yes',
    form_no: '样-9001',
    given_on: '2026-11-02',
  });
  await teacher.getByRole('button', { name: '保存草稿' }).click();
  await expect(teacher).toHaveURL(/\/school\/wishes\/[0-9A-Z]{10}$/);
  const code = new URL(teacher.url()).pathname.split('/').at(-1) ?? '';
  await teacher.getByRole('button', { name: '提交给办公室' }).click();
  await expect(teacher.getByText('已提交，等办公室审核')).toBeVisible();
  return code;
}

// Goes through the queue until the wish comes up.
async function approve(officer: Page): Promise<void> {
  await officer.goto('/office/review');
  for (let passed = 0; passed < 30; passed += 1) {
    if ((await officer.locator('.review-card h2').textContent())?.includes(ITEM)) break;
    await officer.getByRole('link', { name: '先放着，下一个' }).click();
  }
  await expect(officer.locator('.review-card')).not.toContainText('诸葛');
  await officer.getByRole('button', { name: '通过' }).click();
  await expect(officer.getByText(`已通过：${ITEM}`)).toBeVisible();
}

async function receive(teacher: Page, code: string): Promise<void> {
  await teacher.goto('/receive');
  await teacher.locator('#gift_code').fill(`${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`.toLowerCase());
  await teacher.getByRole('button', { name: '找这份礼物' }).click();
  await expect(teacher.locator('h1')).toHaveText(ITEM);
  await teacher.getByRole('button', { name: '签收这份礼物' }).click();
  await expect(teacher.getByRole('alert')).toBeVisible();
  for (const check of await teacher.locator('#check_list input').all()) await check.check();
  await teacher.getByRole('button', { name: '签收这份礼物' }).click();
  await expect(teacher.getByText(`已签收：${ITEM}`)).toBeVisible();
}

async function handOut(teacher: Page, code: string): Promise<void> {
  await teacher.goto('/school/roster');
  await teacher.locator(`input[name=tick][value="${code}"]`).check();
  await expect(teacher.locator('li', { has: teacher.locator(`input[value="${code}"]`) }).last()).toContainText(CHILD);
  await fill(teacher, { signed_by: 'guardian', handed_on: today(), teacher: '王老师', second_adult: '样例主任' });
  await teacher.getByRole('button', { name: '确认已发放' }).click();
  await expect(teacher.getByText('已确认发放 1 份')).toBeVisible();
}

// A letter's HTML in a browser: it fits a phone and fetches nothing.
async function readAsMail(reader: Page, html: string): Promise<void> {
  await reader.setViewportSize({ width: 360, height: 740 });
  await reader.setContent(html);
  await expect(reader.locator('body')).toContainText('发到孩子手里了');
  const wide = await reader.locator('body').evaluate((body) => body.scrollWidth);
  expect(wide).toBeLessThanOrEqual(360);
}

async function unfold(page: Page, title: string): Promise<void> {
  const summary = page.locator('summary', { hasText: title });
  if ((await summary.count()) > 0 && !(await summary.first().locator('..').getAttribute('open'))) {
    await summary.first().click();
  }
}

// Types into fields by their names, whatever kind they are.
async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`main [name="${name}"]`);
    const radio: Locator = page.locator(`main input[name="${name}"][value="${value}"][type=radio]`);
    const kind = await field.first().evaluate((element) => `${element.tagName} ${element.getAttribute('type')}`);
    if (kind.startsWith('SELECT')) await field.selectOption(value);
    else if (kind.endsWith('radio')) await radio.check({ force: true });
    else if (kind.endsWith('checkbox')) await field.first().check();
    else await field.fill(value);
  }
}

function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
}
