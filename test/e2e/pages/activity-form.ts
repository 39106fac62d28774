// 记一项活动: choosing the catalogue item, and the form that it drives.
import { expect, type Locator, type Page } from "@playwright/test";

export function itemSearch(page: Page): Locator {
  return page.getByRole("textbox", { name: /输入名称、编号或拼音首字母/ });
}

/** The catalogue item that Enter would choose now. */
export function firstItem(page: Page): Locator {
  return page.getByRole("main").getByRole("listitem").getByRole("button").first();
}

/** The fields that every activity has. */
export function activityForm(page: Page) {
  const form = page.getByRole("main");
  return {
    title: form.getByLabel("标题"),
    day: form.getByLabel("时间", { exact: true }),
    from: form.getByLabel("开始时间"),
    to: form.getByLabel("结束时间"),
    mode: form.getByLabel("方式", { exact: true }),
    place: form.getByLabel("地点"),
    story: form.getByRole("textbox", { name: "活动情况", exact: true }),
    number: (label: string): Locator => form.getByLabel(label, { exact: true }),
    pick: form.getByRole("button", { name: "选择文件" }),
    thumbnails: form.getByRole("button", { name: /^查看 / }),
    captions: form.getByRole("textbox", { name: /的说明$/ }),
    save: form.getByRole("button", { name: "保存" }),
    kept: form.getByText(/草稿已存 /),
  } as const;
}

/** One of the open list's options. */
export function option(page: Page, name: string): Locator {
  return page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)").getByTitle(name, { exact: true });
}

/** Every picture of the form is really drawn. */
export async function expectPicturesDrawn(pictures: Locator, count: number): Promise<void> {
  await expect(pictures).toHaveCount(count);
  await expect
    .poll(() =>
      pictures.evaluateAll(
        (all) => all.filter((one) => one instanceof HTMLImageElement && one.complete && one.naturalWidth > 0).length,
      ),
    )
    .toBe(count);
}
