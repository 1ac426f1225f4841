/** Fills the drawn form, somewhere on a page, with something valid for each required field that is still empty. */
export async function fillForm(where, form, wishes = {}, page = where) {
  for (const field of form.fields) {
    const box = where.locator(`[data-field="${field.id}"]`)
    if (!field.required && wishes[field.id] === undefined) continue
    await fillField(page, box, field, wishes[field.id])
  }
}

async function fillField(page, box, field, wish) {
  const samples = { integer: '1', money: '12.50', text: '已核对', name: '测试', phone: '13800000000', address: '一号', date: '2026-1-5', month: '2026-1' }
  if (field.type === 'code' || field.type === 'boolean' || field.type === 'codes') return choose(box, field, wish)
  if (field.type === 'region') return chooseRegion(page, box)
  await box.locator('input:not([tabindex="-1"])').first().fill(String(wish ?? samples[field.type] ?? '1'))
}

async function choose(box, field, wish) {
  const select = box.locator('select')
  if (await select.count()) {
    await select.selectOption(wish ? String(wish) : { index: 1 })
    return
  }
  if (field.type === 'codes') {
    const choices = box.locator('.choice')
    await choices.nth(wish === 'some' ? 0 : (await choices.count()) - 1).click()
    return
  }
  const label = wish === undefined ? null : (field.codes?.find((code) => code.code === wish)?.label.zh ?? String(wish))
  const choices = box.locator('.choice')
  await (label ? choices.filter({ hasText: new RegExp(`^\\s*${label}\\s*$`) }).first() : choices.last()).click()
}

async function chooseRegion(page, box) {
  for (let level = 0; level < 5; level++) {
    const select = box.locator('select').last()
    await page.waitForLoadState('networkidle')
    if ((await select.inputValue()) !== '') return
    await select.selectOption({ index: 1 })
    await page.waitForLoadState('networkidle')
  }
}
