// The list of publishers' keys: the product's own is empty or right, and no slip of the pen opens or shuts it unseen.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readPublishers } from "../../src-main/updates/publishers.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { makePublisher, publish, STATEMENT } from "../support/made/made-updates.ts";
import { ROOT } from "../support/tree.ts";

const KEY = `ssh-ed25519 ${"A".repeat(68)}`;
const LINE = `publisher-1 namespaces="anbao-update@v1" ${KEY}`;
const PRODUCT = readFileSync(join(ROOT, "resources/updates/allowed_signers"), "utf8");

test("the product's list can be read", () => {
  expect(readPublishers(PRODUCT).length).toBeLessThanOrEqual(2);
});

test.each([
  ["", []],
  ["# only a remark\n\n", []],
  [`${LINE}\n`, [KEY]],
  [`${PRODUCT}${LINE}\r\n${LINE}`, [...readPublishers(PRODUCT), KEY, KEY]],
])("%j names %j", (text, keys) => expect(readPublishers(text)).toEqual(keys));

test.each([
  KEY,
  `* ${KEY}`,
  `publisher-1 namespaces="anbao-bundle@v1" ${KEY}`,
  `publisher-1 namespaces="anbao-update@v1,git" ${KEY}`,
  `publisher-1 cert-authority,namespaces="anbao-update@v1" ${KEY}`,
  `publisher-1 namespaces="anbao-update@v1" ssh-rsa ${"A".repeat(68)}`,
  `publisher-1 namespaces="anbao-update@v1" ssh-ed25519 AAAA`,
  `${LINE} a remark`,
  `publisher-1,publisher-2 namespaces="anbao-update@v1" ${KEY}`,
  "-----BEGIN OPENSSH PRIVATE KEY-----",
])("the line “%s” is refused with its number", (line) => {
  expect(() => readPublishers(`# first\n${line}\n`)).toThrow(
    expect.objectContaining({ code: "update-publishers-wrong", details: { line: 2 } }),
  );
});

test("a third key is refused", () => {
  expect(() => readPublishers([LINE, LINE, LINE].join("\n"))).toThrow(
    expect.objectContaining({ code: "update-publishers-wrong", details: { line: 3 } }),
  );
});

test("ssh-keygen verifies a statement with the same list", async () => {
  const folder = await tempFolder();
  const publisher = makePublisher(folder, "publisher-1");
  await publish(folder, publisher, "9.0.0");
  const list = join(folder, "allowed_signers");
  writeFileSync(list, `${PRODUCT}${publisher.line}\n`);
  const args = ["-Y", "verify", "-f", list, "-I", "publisher-1", "-n", "anbao-update@v1", "-s", join(folder, `${STATEMENT}.sig`)];
  const said = execFileSync("ssh-keygen", args, { input: readFileSync(join(folder, STATEMENT)), encoding: "utf8" });
  expect(said).toContain(`Good "anbao-update@v1" signature for publisher-1`);
});
