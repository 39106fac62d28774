// What a bundle is for.

/** Whether a bundle goes from one of the office's PCs to the others, and not to units. */
export function isExchange({ purpose, recipient }: Readonly<{ purpose: string; recipient: string }>): boolean {
  return purpose === "pack" && recipient === "county";
}
