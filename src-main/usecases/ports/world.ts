// Sources of what a pure function may not have itself.
/** Sources of what a pure function may not have itself. */
export type World = Readonly<{ nowMs(): number; randomHex(bytes: number): string; uuid(): string }>;
