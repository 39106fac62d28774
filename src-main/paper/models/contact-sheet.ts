// 小样: small pictures of a gallery with what they are of. The pictures go beside the model, by their place among them.

/** Why a frame holds no picture: what the file is, or where its original is. */
export type NoPicture = "photo" | "video" | "audio" | "document" | "pending" | "erased";

/**
 * `picture`: its place among the pictures; where there is none, `instead` says why. `taken`: wall time `YYYY-MM-DD HH:mm`; null where
 * nobody says it: `day` of the record stands then.
 */
export type ContactPicture = Readonly<{
  picture: number | null;
  instead: NoPicture;
  record: string;
  unit: string;
  taken: string | null;
  day: string;
  name: string;
}>;

/** `files`: of all books; `from`, `to`: those of this one, from 1 on. Words stand in the layout. */
export type ContactSheetModel = Readonly<{
  unit: string;
  files: number;
  from: number;
  to: number;
  pictures: readonly ContactPicture[];
}>;
