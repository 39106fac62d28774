// Which pictures of a gallery are copies of a picture: candidates by their marks, then each laid on it and compared. Pure.
import type { Gallery } from "./gallery.ts";
import type { Grey } from "./grey.ts";
import type { Likeness } from "./likeness.ts";
import { isSamePicture, layOn } from "./same-picture.ts";

/**
 * The numbers of the pictures that are copies, likeliest first.
 *
 * @param smallOf the small picture that is kept of a number; undefined for one that is not to be compared.
 */
export function copiesOf(asked: Likeness, gallery: Gallery, smallOf: (picture: number) => Grey | undefined): readonly number[] {
  const copies = gallery.candidates(asked.spots).flatMap(({ picture, placement }) => {
    const kept = smallOf(picture);
    return kept !== undefined && isSamePicture(layOn(asked.small, kept, placement)) ? [picture] : [];
  });
  return [...new Set(copies)];
}
