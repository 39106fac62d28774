// Whatever command writes a bundle onto a drive, reads it back from there: the file was read after it got its name.
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { joinedOffice } from "../support/offices/county-office.ts";
import { enrolledPair, handOver, openOffice, PIN, record, TOWN } from "../support/offices/office.ts";
import { take } from "../support/offices/receipts.ts";
import { jsonOf } from "../support/in-terminal.ts";
import { plugIn } from "../support/faults/small-drive.ts";
import { tempFolder } from "../support/temp-folder.ts";

vi.setConfig({ testTimeout: 300_000 });

test("export, request, pack, exchange, receipt and give-back are read back", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  await take(county.ws, await handOver(folder, town.ws));
  await joinedOffice(folder, county.ws, clock);
  const second = await openOffice(join(folder, "second"), TOWN, clock);
  await Promise.all([county.close(), town.close(), second.close()]);
  const [atCounty, atTown, atSecond] = [join(folder, "county"), join(folder, "town"), join(folder, "second")];
  const stick = plugIn(join(folder, "U盘"), 64 * 1024).path;
  const commands = [
    ["export", atTown, "--to", stick, "--full"],
    ["enrol", "request", atSecond, "-o", join(stick, "request.anbao")],
    ["pack", atCounty, "--to", stick],
    ["exchange", atCounty, "--to", stick],
    ["give-back", atCounty, "--unit", TOWN, "--to", stick],
  ];
  const written = [];
  for (const command of commands) written.push((await jsonOf(command, { pin: PIN })) as Readonly<{ path: string }>);
  const { receipts } = (await jsonOf(["receipt", atCounty, "--all", "--to", stick], { pin: PIN })) as {
    receipts: typeof written;
  };
  for (const { path } of [...written, ...receipts]) {
    const { atimeNs, ctimeNs } = statSync(path, { bigint: true });
    expect(atimeNs >= ctimeNs, path).toBe(true);
  }
  expect(receipts).toHaveLength(1);
});
