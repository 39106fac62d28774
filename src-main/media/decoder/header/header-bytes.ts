// How the header of a picture asks for its bytes.
import type { ReadAt } from "../../type/foreign-file.ts";

/** Gives bytes of the header. `expect`: what is read next probably lies at these places; they are asked for at once. */
export type HeaderBytes = Readonly<{ read: ReadAt; expect(places: readonly number[]): void }>;
