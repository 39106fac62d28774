// The watch that all other tests rely on: it does see a script that runs, a dialog, an error, and a load that a policy refuses.
import { expect, test } from "@playwright/test";
import { MARK, watchContext } from "../support/watch.ts";

const PAGE = `<!doctype html>
<meta http-equiv="content-security-policy" content="img-src 'none'">
<img src="http://127.0.0.1:9/x">
<script>window.${MARK} = 1; alert("opened"); console.error("said"); setTimeout(() => { throw new Error("thrown"); });</script>`;

test("the watch sees what it is there for", async ({ context, page }) => {
  const trouble = await watchContext(context);
  await page.goto(`data:text/html,${encodeURIComponent(PAGE)}`);
  for (const seen of ["a foreign script ran", "dialog: opened", "console: said", "thrown", "policy: img-src"]) {
    await expect.poll(() => trouble.join("\n")).toContain(seen);
  }
});
