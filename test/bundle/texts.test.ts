// The texts of a bag: what is written is read back, nothing else is; a hostile text stays text.
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { canonicalJson, type Json } from "../../src-main/domain/json.ts";
import { encodeBagInfo, encodeManifest, parseBagInfo, parseManifest, type BagInfo } from "../../src-main/bundle/bag/bag.ts";
import { canonicalText, parseCanonicalText } from "../../src-main/bundle/text/canonical-text.ts";
import { drawIndexPage, escapeText, type ReadmeModel } from "../../src-main/bundle/bag/index-page.ts";
import { readLines } from "../../src-main/bundle/text/text-lines.ts";
import { codeOf } from "../support/codes.ts";

const anyText = fc.string({ unit: "binary" });
const name = fc
  .tuple(fc.stringMatching(/^[0-9a-f]{64}$/), fc.constantFrom("jpg", "mp4", "pdf"))
  .map(([hash, ext]) => `data/media/${hash}.${ext}`);
const digest = fc.stringMatching(/^[0-9a-f]{64}$/);

describe("manifests", () => {
  property.prop([fc.dictionary(name, digest)])("reading inverts writing", (entries) => {
    const manifest = new Map(Object.entries(entries));
    expect(new Map(parseManifest(encodeManifest(manifest)))).toEqual(manifest);
  });

  property.prop([fc.dictionary(name, digest, { minKeys: 2, maxKeys: 3 }), fc.nat(), fc.integer({ min: 1, max: 255 })])(
    "a changed text is refused or says something else",
    async (entries, at, flip) => {
      const text = encodeManifest(new Map(Object.entries(entries)));
      const bytes = Buffer.from(text);
      bytes[at % bytes.byteLength] = (bytes[at % bytes.byteLength] ?? 0) ^ flip;
      const changed = bytes.toString("latin1");
      const code = await codeOf(() => expect(encodeManifest(parseManifest(changed))).toBe(changed));
      expect(["done", "bundle-hostile"]).toContain(code);
    },
  );
});

describe("bag-info.txt", () => {
  const good: BagInfo = {
    sourceOrganization: "测试镇",
    externalIdentifier: "GT-01-001",
    baggingDate: "2021-06-10",
    groupIdentifier: "GT-01-abc-001",
    volume: 1,
    volumes: 1,
    payloadBytes: 10,
    payloadFiles: 2,
    softwareAgent: "anbao 0.1.0",
  };

  property.prop([anyText])("a unit's name starts no further line", (sourceOrganization) => {
    const text = encodeBagInfo({ ...good, sourceOrganization });
    expect(text.split("\n")).toHaveLength(8);
    expect(parseBagInfo(text)).toMatchObject({ ...good, sourceOrganization: expect.any(String) as string });
  });

  test.each([
    "",
    encodeBagInfo(good).trimEnd(),
    encodeBagInfo(good).replace("10.2", "10.2 "),
    `${encodeBagInfo(good)}Contact-Name: x\n`,
    encodeBagInfo(good).replaceAll("\n", "\r\n"),
  ])("another spelling is refused", async (text) => {
    expect(await codeOf(() => parseBagInfo(text))).toBe("bundle-hostile");
  });
});

describe("canonical text", () => {
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.boolean(),
      fc.maxSafeInteger().filter((item) => !Object.is(item, -0)),
      fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
      fc.array(tie("json"), { maxLength: 4 }),
      fc.dictionary(
        fc
          .oneof(fc.string({ unit: "grapheme", maxLength: 3 }), fc.nat({ max: 120 }).map(String))
          .filter((key) => !key.includes("\0")),
        tie("json"),
        { maxKeys: 5 },
      ),
    ),
  }));

  property.prop([json])("the quick way spells as RFC 8785 does", (value) => {
    expect(canonicalText(value)).toBe(canonicalJson(value));
  });

  property.prop([json])("the canonical text is read, any other text of the same value is not", async (value) => {
    const text = canonicalJson(value);
    expect(canonicalJson(parseCanonicalText(text, "x"))).toBe(text);
    const spread = JSON.stringify(value, null, 1);
    if (spread !== text) expect(await codeOf(() => parseCanonicalText(spread, "x"))).toBe("bundle-hostile");
  });
});

describe("lines", () => {
  property.prop([
    fc.array(fc.string({ unit: "grapheme" }).filter((line) => !line.includes("\n"))),
    fc.integer({ min: 1, max: 40 }),
  ])("are the same however the bytes are cut", async (lines, step) => {
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
    const block = Buffer.alloc(step);
    const blocks = async function* () {
      for (let at = 0; at < bytes.byteLength; at += step) yield block.subarray(0, bytes.copy(block, 0, at, at + step));
    };
    const found: string[] = [];
    for await (const batch of readLines(blocks(), 1000, "x")) found.push(...batch);
    expect(found).toEqual(lines);
  });
});

describe("index.html", () => {
  const hash = "ab".repeat(32);
  const files = {
    media: new Map([[hash, `media/${hash}.jpg`]]),
    previews: new Map([[hash, `preview/${hash}.jpg`]]),
    papers: ["paper/weekly-2.pdf"],
  };
  const ABSENT = { sha256: "cd".repeat(32), carried: "cd".repeat(32), name: "会议.mp4", said: "时长 0:02，1 MB" };
  const page = (text: string): string => {
    const model: ReadmeModel = {
      title: text,
      unitName: text,
      facts: [{ label: text, value: text }],
      sections: [
        {
          heading: text,
          columns: [text],
          rows: [{ cells: [text], media: [{ sha256: hash, carried: hash, name: text, said: text }, ABSENT] }],
        },
      ],
    };
    return drawIndexPage(model, files);
  };
  /** But for the name under which a file is saved: what ends it or its tag would be left over. */
  const tags = (html: string): string[] => (html.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/ download="[^"]*">$/, ">"));

  property.prop([
    fc.oneof(
      anyText,
      fc.constantFrom("<script>alert(1)</script>", '"><img src=x onerror=1>', "</style>", "<!--", "\u202e", "&lt;"),
    ),
  ])("no text makes a tag", (text) => {
    expect(tags(page(text))).toEqual(tags(page("文字")));
  });

  test("no script, no foreign address, links only to files of the bundle", () => {
    const html = page("文字");
    expect(html).not.toMatch(/<script|javascript:|https?:|\son\w+=/i);
    expect([...html.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => match[1])).toEqual([
      `media/${hash}.jpg`,
      `preview/${hash}.jpg`,
      "paper/weekly-2.pdf",
      encodeURI("校验说明.txt"),
    ]);
    expect(html).toContain("default-src 'none'");
  });

  test("an original is listed by the name that it came with, and saved under it; one that is not in the bundle says so", () => {
    const html = page("现场 (1).jpg");
    expect(html).toContain(`<a href="media/${hash}.jpg" download="现场 (1).jpg">`);
    expect(html).toContain("<b>现场 (1).jpg</b>");
    expect(html).toContain("<span><b>会议.mp4</b><small>时长 0:02，1 MB，不在这个文件里</small></span>");
  });

  test("characters that act unseen are shown", () =>
    expect(escapeText("甲\u202e乙\u200b丙\u0000")).toBe("甲〔U+202E〕乙〔U+200B〕丙〔U+0000〕"));
});
