// How a file is cut that a page has to send. Pure.

/** Bytes of a slice at most; as text it fits well into one call. */
export const MOST_SLICE_BYTES = 3 * 1024 * 1024;
