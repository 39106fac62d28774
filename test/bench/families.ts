// All families of rows, in the order in which they are measured.
import { attach } from "./attach.ts";
import { exchange } from "./exchange.ts";
import { figures } from "./figures.ts";
import { gallery } from "./gallery.ts";
import { hostile } from "./hostile/hostile.ts";
import { memory } from "./memory/memory.ts";
import { likeness } from "./likeness/likeness.ts";
import { merge } from "./merge.ts";
import { paper } from "./paper.ts";
import { refusals } from "./hostile/refusals.ts";
import type { Family } from "./rows/row.ts";
import { screens } from "./screens.ts";
import { scrolling } from "./scrolling.ts";
import { start } from "./start.ts";

/** What `npm run bench` measures. */
export const FAMILIES: readonly Family[] = [
  start,
  attach,
  likeness,
  exchange,
  merge,
  memory,
  paper,
  figures,
  gallery,
  scrolling,
  screens,
  refusals,
  hostile,
];
