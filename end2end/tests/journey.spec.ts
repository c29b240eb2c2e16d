// The whole way: a school writes a wish, the office publishes it, a visitor claims it by the link out of the real mail,
// the school receives and hands out, and the donor reads the letter.
import type { Locator, Page } from '@playwright/test';
import { again, enterAs, expect, fieldsOf, grouped, linkIn, test, unfold } from '../support';

const CHILD = '诸葛小样';
const ITEM = '折叠放大镜';
const DONOR = 'passer-by@example.org';

test('from a wish on paper to the letter that it was handed out', async ({ someone, nuanxin }) => {
  const [teacher, officer, donor] = [await someone(), await someone(), await someone()];
  const letters = (kind: string) => nuanxin.letters(DONOR, kind);

  const code = await test.step('the school writes the wish, and nobody else sees it yet', async () => {
    await enterAs(teacher, '王老师');
    const code = await writeWish(teacher);
    await donor.goto(`/wishes/${code}`);
    await expect(donor.locator('h1')).toHaveText('没有找到这一页');
    return code;
  });

  await test.step('the office approves it in the queue; the phase runs, so it is public', async () => {
    await enterAs(officer, '李干事');
    await approve(officer);
    await donor.goto(`/wishes?q=${encodeURIComponent('放大镜')}`);
    await donor.getByRole('link', { name: ITEM }).click();
    await expect(donor).toHaveURL(`/wishes/${code}`);
    await expect(donor.locator('body')).not.toContainText(CHILD);
  });

  await test.step('a visitor claims it: the letter’s link shows, the button confirms', async () => {
    await donor.getByRole('link', { name: '认领' }).first().click();
    await donor.locator('#email').fill(DONOR);
    await donor.locator('#name').fill('路过的人');
    await donor.locator('#rules').check();
    await donor.getByRole('button', { name: '认领这个心愿' }).click();
    await expect(donor.locator('h1')).toHaveText('还差一步：点开信里的链接');
    const link = linkIn(await nuanxin.letter(DONOR, 'hold_received'), '/hold');
    for (const look of ['once', 'again, as a mail scanner does']) {
      await donor.goto(link);
      await expect(donor.locator('h1'), look).toHaveText('确认认领');
      await expect(donor.locator('header.top .menu')).toHaveCount(0);
    }
    await donor.getByRole('button', { name: '确认认领' }).click();
    await expect(donor).toHaveURL(`/gifts/${code}`);
    const confirmed = await nuanxin.letter(DONOR, 'claim_confirmed');
    expect(confirmed.attachments.map((file) => file.contentType)).toEqual(['application/pdf']);
    await donor.reload();
    await donor.goto(link);
    await expect(donor.locator('h1')).toHaveText('这个链接用过了，或者过期了');
    expect((await letters('claim_confirmed')).length).toBe(1);
  });

  await test.step('the donor prints the tag and says it is sent', async () => {
    await donor.goto(`/gifts/${code}`);
    await printTag(donor, code);
    await donor.goBack();
    await unfold(donor, '我已寄出');
    await donor.locator('input[name=how][value=parcel]').check();
    await donor.locator('#tracking_no').fill('SAMPLE 2026 1123');
    const sent = await fieldsOf(donor, `form[action="/gifts/${code}/ship"]`);
    await donor.getByRole('button', { name: '我已寄出' }).click();
    await expect(donor.locator('ol.way')).toContainText('SAMPLE 2026 1123');
    await again(donor, sent);
    await expect(donor.locator('ol.way')).toContainText('SAMPLE 2026 1123');
    await expect(donor.locator('ol.way li.now, ol.way li.ok').filter({ hasText: '寄出' })).not.toHaveCount(0);
    await teacher.goto('/school/expected');
    await expect(teacher.locator('main')).toContainText(grouped(code));
  });

  await test.step('the school receives it by the code it types', async () => {
    await receive(teacher, code);
    await nuanxin.letter(DONOR, 'received');
    await teacher.goto(`/receive/${code}`);
    await expect(teacher.getByRole('button', { name: '签收这份礼物' })).toHaveCount(0);
  });

  await test.step('the school hands it out, once', async () => {
    const sent = await handOut(teacher, code);
    await again(teacher, sent);
    await teacher.goto('/school/roster');
    await expect(teacher.locator(`input[value="${code}"]`)).toHaveCount(0);
  });

  await test.step('the donor reads that it was handed out', async () => {
    const letter = await nuanxin.letter(DONOR, 'handed_out');
    expect(letter.subject).toContain(ITEM);
    for (const part of [letter.subject, letter.text, letter.html || '']) expect(part).not.toContain('诸葛');
    await donor.goto(linkIn(letter, '/v/'));
    await expect(donor.locator('h1')).toHaveText(ITEM);
    await donor.goto(`/gifts/${code}`);
    await expect(donor.locator('ol.way li.todo')).toHaveCount(0);
    await readAsMail(await someone(), letter.html || '');
    for (const kind of ['hold_received', 'claim_confirmed', 'received', 'handed_out']) {
      expect((await letters(kind)).length, kind).toBe(1);
    }
  });

  await test.step('anybody with the code sees its stations, and no name', async () => {
    const stranger = await someone();
    await stranger.goto(`/v/${code}`);
    await expect(stranger.locator('h1')).toHaveText(ITEM);
    await expect(stranger.locator('ol.way li.todo')).toHaveCount(0);
    await expect(stranger.locator('ol.way li.ok').first()).toBeVisible();
    for (const name of ['诸葛', '路过的人', DONOR]) await expect(stranger.locator('body')).not.toContainText(name);
  });
});

async function writeWish(teacher: Page): Promise<string> {
  await teacher.goto('/school');
  await teacher.getByRole('link', { name: '写一个心愿' }).first().click();
  const phase = teacher.locator('select[name=phase] option', { hasText: '第五期' });
  await teacher.locator('select[name=phase]').selectOption(await phase.getAttribute('value'));
  await fill(teacher, {
    category: 'learning_device',
    item: ITEM,
    specification: '带灯，三倍',
    grade: '4',
    price: '３５',
    child_name: CHILD,
    birth_date: '2016-05-04',
    guardian: '诸葛样（样例）',
    household: '样例户 9001',
    form_no: '样-9001',
    given_on: '2026-11-02',
  });
  await teacher.getByRole('button', { name: '保存并提交' }).click();
  await expect(teacher.getByRole('alert'), 'a consent is whole').toContainText('监护人');
  await expect(teacher.locator('#child_name')).toHaveValue(CHILD);
  await teacher.locator('#consent_goods').check();
  const sent = await fieldsOf(teacher, 'main form.form');
  await teacher.getByRole('button', { name: '保存草稿' }).click();
  await expect(teacher).toHaveURL(/\/school\/wishes\/[0-9A-Z]{10}$/);
  const code = new URL(teacher.url()).pathname.split('/').at(-1) ?? '';
  await again(teacher, sent);
  await expect(teacher, 'sent twice is written once').toHaveURL(`/school/wishes/${code}`);
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

// On paper the tag is alone: its square, its code, and none of the site around it.
async function printTag(donor: Page, code: string): Promise<void> {
  await donor.getByRole('link', { name: '打印吊牌' }).click();
  await donor.emulateMedia({ media: 'print' });
  const tag = donor.locator('.gift-tag');
  await expect(tag).toHaveCount(1);
  await expect(tag).toContainText(grouped(code));
  await expect(tag.locator('svg')).toBeVisible();
  await expect(donor.locator('header.top')).toBeHidden();
  await expect(donor.getByRole('link', { name: '下载 PDF' })).toBeHidden();
  await donor.emulateMedia({ media: null });
  const answer = await donor.context().request.get(new URL(`/gifts/${code}/tag.pdf`, donor.url()).href);
  expect(answer.headers()['content-type']).toBe('application/pdf');
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
}

// A phone's Chinese keyboard writes wide letters.
function wide(text: string): string {
  return text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

async function receive(teacher: Page, code: string): Promise<void> {
  await teacher.goto('/receive');
  await teacher.locator('#gift_code').fill('K7M4-9XQ2-ZZ');
  await teacher.getByRole('button', { name: '找这份礼物' }).click();
  await expect(teacher.getByRole('alert')).toBeVisible();
  await expect(teacher.locator('#gift_code')).toHaveValue('K7M4-9XQ2-ZZ');
  await teacher.locator('#gift_code').fill(wide(grouped(code).toLowerCase()));
  await teacher.getByRole('button', { name: '找这份礼物' }).click();
  await expect(teacher.locator('h1')).toHaveText(ITEM);
  await teacher.getByRole('button', { name: '签收这份礼物' }).click();
  await expect(teacher.getByRole('alert')).toBeVisible();
  for (const check of await teacher.locator('#check_list input').all()) await check.check();
  const sent = await fieldsOf(teacher, `form[action="/receive/${code}"]`);
  await teacher.getByRole('button', { name: '签收这份礼物' }).click();
  await expect(teacher.getByText(`已签收：${ITEM}`)).toBeVisible();
  await again(teacher, sent);
  await expect(teacher).toHaveURL('/receive');
}

async function handOut(teacher: Page, code: string): Promise<{ action: string; fields: [string, string][] }> {
  await teacher.goto('/school/roster');
  await teacher.locator(`input[name=tick][value="${code}"]`).check();
  await expect(teacher.locator('li', { has: teacher.locator(`input[value="${code}"]`) }).last()).toContainText(CHILD);
  await fill(teacher, { signed_by: 'guardian', handed_on: today(), teacher: '王老师', second_adult: '王老师' });
  await teacher.getByRole('button', { name: '确认已发放' }).click();
  await expect(teacher.getByRole('alert'), 'the second adult is another').toBeVisible();
  await expect(teacher.locator(`input[name=tick][value="${code}"]`)).toBeChecked();
  await teacher.locator('#second_adult').fill('样例主任');
  const sent = await fieldsOf(teacher, 'form[action="/school/roster"]');
  await teacher.getByRole('button', { name: '确认已发放' }).click();
  await expect(teacher.getByText('已确认发放 1 份')).toBeVisible();
  return sent;
}

// A letter's HTML in a browser: it fits a phone and fetches nothing.
async function readAsMail(reader: Page, html: string): Promise<void> {
  await reader.setViewportSize({ width: 360, height: 740 });
  await reader.setContent(html);
  await expect(reader.locator('body')).toContainText('发到孩子手里了');
  const wide = await reader.locator('body').evaluate((body) => body.scrollWidth);
  expect(wide).toBeLessThanOrEqual(360);
}

// Types into fields by their names, whatever kind they are.
async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`main [name="${name}"]`);
    const radio: Locator = page.locator(`main input[name="${name}"][value="${value}"][type=radio]`);
    const kind = await field.first().evaluate((element) => `${element.tagName} ${element.getAttribute('type')}`);
    if (kind.startsWith('SELECT')) await field.selectOption(value);
    else if (kind.endsWith('radio')) await radio.check({ force: true });
    else await field.fill(value);
  }
}

function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
}
