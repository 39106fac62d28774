// Texts that would like to be more than texts: markup, templates, addresses that run, controls that hide or turn what is read.
import { MARK } from "../watch.ts";

const HIT = `window.${MARK}=1;alert(1)`;

/** Titles of at most 50 characters. */
export const HOSTILE_TITLES: readonly string[] = [
  `<img src=x onerror=${MARK}=1>甲`,
  `<svg/onload=${MARK}=1>乙`,
  `"><script>${MARK}=1</script>丙`,
  `{{constructor.constructor('${MARK}=1')()}}`,
  `\${${MARK}=1} {title} $t(record) %s 丁`,
  `javascript:${MARK}=1//戊`,
  "\u202Egpj.exe\u202C己\u2066\u2067\u2069",
  "庚\u200B\u200D\uFEFF\u2060\u00AD辛",
  '=HYPERLINK("http://x.invalid","壬")',
  "]]><![CDATA[癸 &lt;b&gt; &amp;quot; \\u003cb\\u003e",
];

export const HOSTILE_PLACE = `<iframe srcdoc="<script>parent.${HIT}</script>">\u202E场广\u202C`;
export const HOSTILE_CAPTION = `"><img src=x onerror="${HIT}">\u2067说明`;
/** 5,000 characters with everything in it. */
export const HOSTILE_STORY = [
  ...HOSTILE_TITLES,
  HOSTILE_PLACE,
  `<style>*{display:none}</style><base href="http://x.invalid/"><meta http-equiv=refresh content="0;url=javascript:${HIT}">`,
]
  .join("\n")
  .padEnd(4_900, "安全生产")
  .padEnd(5_000, "𠮷");
/** A device name of the county's list of requests. */
export const HOSTILE_DEVICE = `<b onmouseover=${MARK}=1>电脑</b>{{1+1}}`;
