// Every attack of design.md §3 and quality.md Reliability 3 and 4, in one list: test/bundle/hostile.test.ts asks that each is
// refused with its own code and leaves nothing, test/bench/hostile/refusals.ts what each refusal costs.
import { CLAIM_CASES, TEXT_CASES } from "./claims.ts";
import { FEED_CASES } from "./feeds.ts";
import type { HostileCase } from "./kit.ts";
import { NAME_CASES } from "./names.ts";
import { RECORD_CASES } from "./records.ts";
import { SEALED_CASES } from "./sealed.ts";
import { SIGNATURE_CASES } from "./signatures.ts";
import { SIZE_CASES } from "./sizes.ts";

/** All of them. */
export const HOSTILE_CASES: readonly HostileCase[] = [
  ...NAME_CASES,
  ...RECORD_CASES,
  ...SIZE_CASES,
  ...TEXT_CASES,
  ...CLAIM_CASES,
  ...SIGNATURE_CASES,
  ...FEED_CASES,
  ...SEALED_CASES,
];

/** What a refusal may cost at most. @see quality.md Reliability 4 */
export const MOST_REFUSAL_MS = 1000;
export const MOST_REFUSAL_MIB = 300;
