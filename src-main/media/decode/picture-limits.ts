// How large a picture may be before it is refused instead of decoded.

/** Largest picture that is decoded row by row, in pixels: the 200-megapixel cameras of telephones, and nothing made to burst. */
export const MOST_PIXELS = 210_000_000;
/** Largest file of a picture that is looked into whole: it is held in memory while it is decoded. A larger one is kept as it is. */
export const MOST_BYTES = 256 * 1024 * 1024;
/** Largest picture of the kinds that are decoded whole in memory (HEIC, BMP): the 48 megapixels of telephones. */
export const MOST_PIXELS_WHOLE = 64_000_000;
/** Largest file of those kinds. */
export const MOST_BYTES_WHOLE = 256 * 1024 * 1024;
