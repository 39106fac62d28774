// 小样: small pictures of a gallery with what they are of. The pictures go beside the model, by their place among them.

/** `picture`: its place among the pictures; where there is none, `instead` says why. */
export type ContactPicture = Readonly<{ picture: number | null; instead: string; record: string; when: string; name: string }>;

export type ContactSheetModel = Readonly<{ title: string; note: string; pictures: readonly ContactPicture[] }>;
