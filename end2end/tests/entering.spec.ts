// Signing up, proving the address by the mail's link, and every way in and out.
import { enterAs, expect, leave, linkIn, PASSWORD, signIn, test } from '../support';

test('a newcomer signs up, proves the address, leaves, and comes back by link and by a new password', async ({
  page,
  nuanxin,
}) => {
  const email = 'newcomer@example.org';
  const me = page.locator('header.top .menu summary');
  await page.goto('/sign-up');
  await page.locator('#name').fill('新来的人');
  await page.locator('#email').fill(email);
  await page.locator('#password').fill('four words of nothing');
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await expect(page.locator('h1')).toHaveText('请查看邮箱');

  const verify = linkIn(await nuanxin.letter(email, 'verify_address'), '/verify');
  await page.goto(verify);
  await expect(me).toHaveCount(0);
  await page.getByRole('button', { name: '确认，进入' }).click();
  await expect(me).toHaveText('新来的人');

  await leave(page);
  await page.goto(verify);
  await expect(page.locator('h1')).toHaveText('这个链接不能用了');

  await page.goto('/sign-in');
  await page.locator('#email').fill(email);
  await page.getByRole('button', { name: '寄一个登录链接给我' }).click();
  await expect(page.locator('h1')).toHaveText('请查看邮箱');
  await page.goto(linkIn(await nuanxin.letter(email, 'sign_in_link'), '/enter'));
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
  await expect(me).toHaveText('新来的人');
  await leave(page);

  await page.goto('/forgot');
  await page.locator('#email').fill(email);
  await page.getByRole('button', { name: '寄链接给我' }).click();
  await expect(page.locator('h1')).toHaveText('请查看邮箱');
  await page.goto(linkIn(await nuanxin.letter(email, 'reset_password'), '/reset'));
  await page.locator('#password').fill('five words of nothing');
  await page.getByRole('button', { name: '设好并登录' }).click();
  await expect(me).toHaveText('新来的人');
  await leave(page);

  await signIn(page, email, 'four words of nothing');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('#email')).toHaveValue(email);
  await signIn(page, email, 'five words of nothing');
  await expect(me).toHaveText('新来的人');
});

test('the cast enter by one click or by their password, each to their own desk', async ({ page }) => {
  for (const [name, desk] of [
    ['林先生', '/gifts'],
    ['王老师', '/school'],
    ['李干事', '/office'],
    ['系统管理员', '/office'],
  ]) {
    await enterAs(page, name);
    await expect(page).toHaveURL(desk);
    await leave(page);
  }
  await signIn(page, 'lin@example.org', PASSWORD);
  await expect(page).toHaveURL('/gifts');
});

test('signing out everywhere ends the session on another device', async ({ someone }) => {
  const [phone, desktop] = [await someone(), await someone()];
  await enterAs(phone, '陈女士');
  await enterAs(desktop, '陈女士');
  await desktop.goto('/account');
  await desktop.getByRole('button', { name: '全部退出登录' }).click();
  await expect(desktop.locator('header.top .menu')).toHaveCount(0);
  await phone.goto('/account');
  await expect(phone).toHaveURL(/\/sign-in\?next=/);
});
