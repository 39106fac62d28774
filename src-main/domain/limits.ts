// How much there may be of anything: the one table that entries, statements of bundles, answers of the program, papers and commands
// are held to. What one of them admits the others can show, add up and answer. design.md §7 Limits

export const LIMITS = {
  /** Letters of a unit's code, as entries and feeds hold it. */
  unitCode: 24,
  /** The same where a bundle says who sends it. */
  senderUnit: 32,
  /** Letters of other codes: items, fields, reports, periods. */
  code: 40,
  /** Letters of a record's id and of the id of who wrote a version. */
  recordId: 128,
  /** Letters of names, titles and reasons. */
  shortText: 200,
  /** Letters of an explanation (说明) and of an address. */
  explanation: 2000,
  /** Letters of a description, and of a whole document. */
  longText: 20_000,
  /** Letters of what is told of one matter: an accident, a hidden danger, a piece of work information. */
  matterText: 5000,
  documentText: 60_000,
  /** Letters of a file's name and of its type. */
  fileName: 255,
  fileType: 120,
  folderName: 120,
  /** Letters of a place on this PC, which no entry holds. */
  path: 5000,
  email: 120,
  /** Letters of a figure as a report files it. */
  figureText: 24,
  /** What one entry lists; a longer list comes in parts. */
  listed: 1000,
  /** A count that is written now. Of what was written before every safe integer stays; a larger one than this is 需核对 and not added up. */
  count: 10 ** 12,
  /** Digits after the point of a percentage. */
  percentDigits: 6,
  /** Memory that opening a key file may ask for: a file from elsewhere names its own cost. Ours takes half of it. */
  keyMemoryBytes: 2 ** 29,
  /** Files of one record. */
  attachments: 2000,
  /** Smaller files (压缩版) of one original that anybody looks at. */
  renditions: 8,
  /** Of a picture's side, in pixels; of a clip's length: eleven days; of a time zone, in minutes; of a name that a file holds, in letters. */
  sidePx: 1_000_000,
  lengthMs: 10 ** 9,
  offsetMin: 14 * 60,
  fileFact: 120,
  /** Of a poster that a screen hands over, in base 64. */
  posterText: 2 ** 20,
} as const;

/** A sum of numbers that others claim: it ends where whole numbers end. */
export function cappedSum(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum = Math.min(Number.MAX_SAFE_INTEGER, sum + number);
  return sum;
}
