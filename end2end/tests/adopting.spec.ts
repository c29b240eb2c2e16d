// A plot's season from the household's field to the household's signature: the village puts the field down and keeps its
// diary, the office opens, records and settles, and the donor who adopted it all hears of every step.
import type { Page } from '@playwright/test';
import { enterAs, expect, linkIn, test } from '../support';

test.use({ scene: 'adopting' });
test.describe.configure({ mode: 'serial' });

const DONOR = 'chen@example.org';
const HEAD = '样例户主';
// Where the plot is kept, and the donor's own page of the contract; both known once they are made.
let keep = '';
let contract = '';

// A day on China's calendar, so many days from now, as a date field holds it.
function day(from_now: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + from_now * 86_400_000).toISOString().slice(0, 10);
}

function plot(): string {
  return keep.replace('/keep', '');
}

// What a phone's camera made of a sheet of paper, or of a field.
async function picture(page: Page, hue: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const url = await page.evaluate((colour) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [900, 1200];
    const brush = canvas.getContext('2d')!;
    for (let y = 0; y < 1200; y += 30) {
      brush.fillStyle = `hsl(${colour} 30% ${60 + (y % 300) / 10}%)`;
      brush.fillRect(0, y, 900, 30);
    }
    return canvas.toDataURL('image/jpeg', 0.9);
  }, hue);
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(url.split(',')[1], 'base64') };
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
}

// A file that only who is signed in may have.
async function pdf(page: Page, href: string): Promise<void> {
  const answer = await page.context().request.get(new URL(href, page.url()).href);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('application/pdf');
}

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value);
}

test('a village puts a household and its field down, and the office opens it', async ({ page, someone }) => {
  await enterAs(page, '赵主任');
  await page.goto('/households');
  await fill(page, { alias_zh: '梁上人家', people: '4', head: HEAD, address: '样例路 9 号' });
  await press(page, '登记');
  await expect(page).toHaveURL(/\/households\/\d+$/);
  await page.getByRole('link', { name: '登记一块地' }).click();
  await page.locator('#organiser').selectOption({ index: 1 });
  await page.locator('#crop').selectOption('oats');
  await page.locator('#mode').selectOption('half');
  await page.locator('#shortfall_rule').selectOption('refund');
  await fill(page, {
    standard_zh: '羊粪做底肥，不用除草剂',
    area: '667',
    adopt_until: day(20),
    sow_on: day(21),
    harvest_on: day(200),
    price: '4,900',
    shares: '2',
    farmer: '2200',
    inputs: '1200',
    logistics: '900',
    charity: '500',
    harvest_share: '10',
  });
  await press(page, '保存草稿');
  await expect(page.getByText('四项加起来是 ¥4,800.00').first()).toBeVisible();
  await expect(page.locator('#charity')).toHaveValue('500');
  await page.locator('#charity').fill('600');
  await press(page, '保存草稿');
  await expect(page).toHaveURL(/\/plots\/\d+\/keep$/);
  keep = new URL(page.url()).pathname;
  await expect(page.locator('.page-head .pill')).toHaveText('草稿');
  await expect(page.getByRole('button', { name: '开放认养' }), 'that is the office\'s').toHaveCount(0);

  const officer = await someone();
  await enterAs(officer, '李干事');
  await officer.goto(keep);
  await expect(officer.getByText(HEAD), 'nobody\'s name').toHaveCount(0);
  await press(officer, '开放认养');
  await expect(officer.locator('.page-head .pill')).toHaveText('可认养');
});

test('a donor adopts all of it, accepts the contract and is told how to pay', async ({ page, nuanxin }) => {
  await page.goto(plot());
  await expect(page.getByText(HEAD)).toHaveCount(0);
  await expect(page.getByRole('link', { name: '登录后认养' })).toBeVisible();
  await enterAs(page, '陈女士');
  await page.goto(plot());
  await page.locator('#shares').fill('3');
  await press(page, '保留，去看合同');
  await expect(page.locator('#shares')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('#shares').fill('2');
  await press(page, '保留，去看合同');
  await expect(page).toHaveURL(/\/gifts\/plots\/\w+$/);
  contract = new URL(page.url()).pathname;
  await nuanxin.letter(DONOR, 'adoption_reserved');
  await expect(page.getByText('不承诺任何回报、利息或回购').first()).toBeVisible();
  await page.locator('#party').fill('陈女士');
  await page.locator('#delivery').fill('样例路 1 号');
  await press(page, '接受合同');
  await expect(page.locator('#contract'), 'the box comes first').toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#delivery')).toHaveValue('样例路 1 号');
  await page.locator('#contract').check();
  await press(page, '接受合同');
  await expect(page.locator('.page-head .pill')).toHaveText('已签，待付款');
  const letter = await nuanxin.letter(DONOR, 'adoption_signed');
  expect(linkIn(letter, '/gifts/plots')).toContain(contract);
  const code = await page.locator('.pay .code.big').innerText();
  expect(letter.text).toContain(code);
  await pdf(page, `${contract}/contract.pdf`);
});

test('the office records the payment, and the village the signature', async ({ page, someone, nuanxin }) => {
  const donor = await someone();
  await enterAs(donor, '陈女士');
  await donor.goto(contract);
  const code = await donor.locator('.pay .code.big').innerText();

  await enterAs(page, '李干事');
  await page.goto('/office/payments');
  await fill(page, { payment_code: code, amount: '4900元', payer: '样例付款人' });
  await press(page, '记一笔到账');
  await expect(page.getByText(/付清了/)).toBeVisible();
  await nuanxin.letter(DONOR, 'payment_recorded');
  await donor.reload();
  await expect(donor.locator('.page-head .pill')).toHaveText('已付款');

  const village = await someone();
  await enterAs(village, '赵主任');
  await village.goto(keep);
  await pdf(village, (await village.getByRole('link', { name: '打印签字页' }).getAttribute('href'))!);
  await fill(village, { signed_on: day(0), paper_no: '样例-1' });
  await village.setInputFiles('#scan', await picture(village, 40));
  await press(village, '记下');
  await expect(village.getByRole('link', { name: '看签字页' })).toBeVisible();
  const other = await someone();
  const scan = await village.getByRole('link', { name: '看签字页' }).getAttribute('href');
  await other.goto(scan!);
  await expect(other, 'a visitor is asked to sign in').toHaveURL(/\/sign-in/);
  await donor.reload();
  await expect(donor.getByText(/在纸质合同上签/).first()).toBeVisible();
});

test('the diary and the harvest reach the donor', async ({ page, nuanxin }) => {
  await enterAs(page, '赵主任');
  await page.goto(keep);
  await press(page, '已播种');
  await expect(page.locator('#meant'), 'only the office can put a mistake right').toHaveAttribute('aria-invalid', 'true');
  await page.locator('#meant').check();
  await press(page, '已播种');
  await expect(page.locator('.page-head .pill')).toHaveText('生长中');
  await page.locator('#diary').fill('出苗了，垄里很齐。');
  await page.setInputFiles('#photo', await picture(page, 110));
  await press(page, '发布并寄给认养人');
  await expect(page.locator('#sure'), 'nobody may be seen in it').toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#diary')).toHaveValue('出苗了，垄里很齐。');
  await page.setInputFiles('#photo', await picture(page, 110));
  await page.locator('#sure').check();
  await press(page, '发布并寄给认养人');
  await expect(page.getByText('已发布，寄给 1 位认养人。')).toBeVisible();
  await nuanxin.letter(DONOR, 'plot_diary');

  await fill(page, { weight: '15', test_no: '样例-检-1' });
  await press(page, '登记并告诉认养人');
  await expect(page.locator('#evidence'), 'less than was promised').toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#weight')).toHaveValue('15');
  await page.locator('#evidence').fill('村委会记录：七月下了冰雹');
  await page.locator('#meant').check();
  await press(page, '登记并告诉认养人');
  await expect(page.locator('.page-head .pill')).toHaveText('歉收');
  const letter = await nuanxin.letter(DONOR, 'plot_harvested');
  expect(letter.text).toContain('¥1,225.00');
});

test('the office delivers and settles with a signed receipt; what goes back stays', async ({ page, nuanxin }) => {
  await enterAs(page, '李干事');
  await page.goto(keep);
  await fill(page, { delivered_on: day(0), delivery_note: '快递寄出，另一半送到了敬老院。' });
  await press(page, '登记并告诉认养人');
  await nuanxin.letter(DONOR, 'plot_delivered');
  await expect(page.getByText('要退给认养人的 ¥1,225.00 先留着')).toBeVisible();
  await pdf(page, (await page.getByRole('link', { name: '打印收据去签字' }).getAttribute('href'))!);
  await page.locator('#settled_on').fill(day(0));
  await page.setInputFiles('#receipt', await picture(page, 20));
  await press(page, '记账并告诉认养人');
  await expect(page.locator('#receipt_signed')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('#receipt_signed').fill('样例收-1');
  await page.setInputFiles('#receipt', await picture(page, 20));
  await press(page, '记账并告诉认养人');
  await expect(page.locator('.page-head .pill')).toHaveText('已结算');
  await expect(page.getByRole('link', { name: '看收据' })).toBeVisible();
  const letter = await nuanxin.letter(DONOR, 'plot_settled');
  expect(letter.text).toContain('¥1,650.00');

  await page.goto('/office/payments?state=to-return');
  await page.getByRole('link', { name: '处理' }).first().click();
  await fill(page, { booked_on: day(0), document_no: '样例退-1' });
  await press(page, '记为已退还');
  await nuanxin.letter(DONOR, 'payment_returned');
  await page.goto(`/office/journal?q=${encodeURIComponent(`plot ${plot().split('/').at(-1)}`)}`);
  await expect(page.getByText('地块结算').first()).toBeVisible();
});

test('everybody reads how it went, and nobody\'s name', async ({ page, someone }) => {
  await page.goto(plot());
  await expect(page.locator('.page-head .pill')).toHaveText('已结算');
  await expect(page.getByText('快递寄出，另一半送到了敬老院。')).toBeVisible();
  await expect(page.getByText(HEAD)).toHaveCount(0);
  const donor = await someone();
  await enterAs(donor, '陈女士');
  await donor.goto('/gifts/plots');
  await expect(donor.getByText('收成已寄出').first()).toBeVisible();
});
