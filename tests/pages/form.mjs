// form.mjs - the form of a café, filled as a person would

export const typical = {
  title: 'Café IA : des machines et des vaches',
  date: '2024-09-12',
  start: '18:00',
  end: '19:30',
  commune: '41018',
  venue: 'Médiathèque',
  organizers: 'Association des voisins',
};

// What browsers refuse by themselves must reach the server too.
const unguard = (page) => page.evaluate(() => {
  for (const form of document.forms) form.noValidate = true;
  for (const more of document.querySelectorAll('details')) more.open = true;
});

export async function fill(page, values) {
  await unguard(page);
  for (const [name, value] of Object.entries(values)) await page.locator(`#${name}`).fill(value);
}

export async function press(page, button) {
  const which = button === 'draft' ? '[name=draft]' : ':not([name])';
  const form = page.locator('main form').first();
  await Promise.all([page.waitForNavigation(), form.locator(`button[type=submit]${which}`).last().click()]);
}
